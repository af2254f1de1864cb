"""Names of publishing bodies, where they are, and the short forms people use for them."""

import pytest

from index.entities import ORGANISATION, entity_of, organisation_key, same_organisation


@pytest.mark.parametrize(
    ("name", "regions", "organisation"),
    [
        ("馆陶县人民政府办公室", ["馆陶县", "邯郸市", "河北省"], "政府办"),
        ("中共石家庄市鹿泉区委办公室", ["鹿泉区", "石家庄市", "河北省"], "委办"),
        ("中国共产党馆陶县委员会办公室", ["馆陶县", "邯郸市", "河北省"], "委办"),
        ("石家庄市长安区人民政府办公室", ["长安区", "石家庄市", "河北省"], "政府办"),
        ("西安市长安区财政局", ["长安区", "西安市", "陕西省"], "财政局"),
        ("新乐市人民政府办公室", ["新乐市", "石家庄市", "河北省"], "政府办"),
        ("廊坊市广阳区人民政府办公室", ["广阳区", "廊坊市", "河北省"], "政府办"),
        ("上海市浦东新区财政局", ["浦东新区", "上海市"], "财政局"),
        ("开县财政局", ["开县", "重庆市"], "财政局"),
        ("禄丰县妥安乡人民政府", ["禄丰县", "楚雄彝族自治州", "云南省"], "妥安乡政府"),
        ("内蒙古自治区呼和浩特市新城区教育局", ["新城区", "呼和浩特市", "内蒙古自治区"], "教育局"),
        ("大厂回族自治县财政局", ["大厂回族自治县", "廊坊市", "河北省"], "财政局"),
        ("馆陶县人民法院", ["馆陶县", "邯郸市", "河北省"], "法院"),
        ("馆陶县第一中学", ["馆陶县", "邯郸市", "河北省"], "第一中学"),
        ("馆陶县财政局（本级）", ["馆陶县", "邯郸市", "河北省"], "财政局"),
        ("青石县财政局", [], "青石县财政局"),
    ],
)
def test_a_body_and_where_it_is(name: str, regions: list[str], organisation: str) -> None:
    entity = entity_of(name)
    assert entity.name == name
    assert [region.name for region in entity.regions] == regions
    assert entity.organisation == organisation


def test_two_districts_of_one_name() -> None:
    hebei, shaanxi = entity_of("石家庄市长安区人民政府办公室"), entity_of("西安市长安区人民政府办公室")
    assert hebei.organisation == shaanxi.organisation
    assert not hebei.codes & shaanxi.codes


def test_codes_are_those_of_the_chain() -> None:
    assert entity_of("馆陶县财政局").codes == {"130433", "130400", "130000"}


@pytest.mark.parametrize(
    ("asked", "known"),
    [
        ("县政府办", "人民政府办公室"),
        ("县政府办公室", "人民政府办公室"),
        ("政府办", "县人民政府办公室"),
        ("府办", "人民政府办公室"),
        ("区委办", "区委办公室"),
        ("县委办公室", "中共委员会办公室"),
        ("发改局", "发展和改革局"),
        ("人社局", "县人力资源和社会保障局"),
        ("住建局", "住房和城乡建设局"),
        ("卫健委", "卫生健康委员会"),
        ("法院", "人民法院"),
        ("财政局", "财政局（本级）"),
        ("三中", "第三中学"),
        ("纪委", "纪律检查委员会"),
    ],
)
def test_short_and_long_names_meet_in_one_key(asked: str, known: str) -> None:
    assert organisation_key(asked) == organisation_key(known)


@pytest.mark.parametrize(
    ("asked", "known", "same"),
    [
        ("政府办", "政府办", True),
        ("政府", "政府办", True),
        ("委", "委办", True),
        ("政府办", "政府", False),
        ("政府办", "委办", False),
        ("财政局", "教育局", False),
        ("财政", "财政局", False),
        ("城管局", "城市管理和综合执法局", True),
        ("林草局", "林业和草原局", True),
        ("城建局", "城市管理和综合执法局", False),
        ("管理局", "城市管理和综合执法局", False),
        ("农业农村局", "农业农村和乡村振兴局", True),
        ("公安局", "公安交通管理局", False),  # another body
        ("第一中学", "第十一中学", False),
        ("中医院", "中心医院", False),
    ],
)
def test_the_government_may_stand_for_its_office_and_not_the_other_way(asked: str, known: str, same: bool) -> None:
    assert same_organisation(asked, known) is same


def test_a_committee_by_its_short_name() -> None:
    assert same_organisation(organisation_key("城管委"), organisation_key("城市管理委员会"))
    match = ORGANISATION.match("城管委2024年三公经费")
    assert match is not None
    assert match.group() == "城管委"
