"""Names of bodies as people shorten them, and names that are another body's."""

import pytest

from index.short_names import shortens


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("广西区直机关第一幼儿园", "广西壮族自治区直属机关第一幼儿园"),
        ("自治区国资委机关服务中心", "广西壮族自治区人民政府国有资产监督管理委员会机关服务中心"),
        ("馆陶经开区宣传部", "馆陶经济技术开发区宣传部"),
        ("解放碑管委会", "重庆解放碑中央商务区管理委员会"),
        ("市直工委", "新乐市直属机关工作委员会"),
        ("新乐各民主党派", "新乐市各民主党派"),
        ("柏桥三小", "馆陶县柏桥镇第三小学"),
        ("馆陶县柏桥三小", "馆陶县柏桥镇第三小学"),
        ("馆陶柏桥社区卫生服务中心", "馆陶县柏桥街道社区卫生服务中心"),
        ("馆陶城管局", "馆陶县城市管理和综合执法局"),
        ("柏桥镇", "邯郸市馆陶县柏桥镇"),
    ],
)
def test_what_tells_no_other_body_may_be_left_out(short: str, full: str) -> None:
    assert shortens(short, full)


@pytest.mark.parametrize(
    ("other", "full"),
    [
        ("馆陶县公安局", "馆陶县公安交通管理局"),
        ("馆陶县卫生局", "馆陶县卫生监督局"),
        ("邯郸市教育局", "邯郸市馆陶县教育局"),
        ("馆陶三小", "馆陶县柏桥镇第三小学"),
        ("柏桥小学", "馆陶县柏桥镇第三小学"),
        ("馆陶县中学", "馆陶县第一中学"),
        ("馆陶县医院", "馆陶县中医院"),
        ("馆陶小学", "馆陶县实验小学"),
        ("馆陶县", "馆陶县财政局"),
    ],
)
def test_what_tells_another_body_may_not(other: str, full: str) -> None:
    assert not shortens(other, full)


def test_usual_short_forms_inside_a_name() -> None:
    assert shortens("重庆五中院", "重庆市第五中级人民法院")
    assert shortens("青石县中医院", "青石县中医医院")
    assert shortens("镇海龙赛医院", "浙江省宁波市镇海龙赛医院")
    assert not shortens("重庆中院", "重庆市第五中级人民法院")
