"""Words that narrow a question: each is taken up by the answer, or the question is declined; none is passed over."""

from pathlib import Path

import pytest

from assistant.assistant import Assistant
from tests.asking import library, said

BODY = """
一、部门职责与机构设置
（一）部门职责
1、起草公文；管理档案。
2、筹备会议，督办会议议定事项。
3、值守应急。
（二）机构设置
1、内设机构：综合科、信息科、督查办公室。
2、下属事业单位：蔚县电子政务中心、蔚县机关事务中心。
二、部门预算安排的总体情况
2022年支出预算800万元，其中基本支出500万元，项目支出300万元，包括网络维护经费100万元、网络安全改造150万元、会议经费30万元、大街保洁经费20万元。
2022年基本支出比上年减少20万元，项目支出比上年增加50万元。
四、“三公”经费预算情况
2022年“三公”经费预算20万元，其中：因公出国（境）费0万元；公务用车购置及运维费18万元；公务接待费2万元。
五、绩效预算信息
1、网络维护经费绩效目标表
一级指标\t二级指标\t三级指标\t绩效指标描述\t指标值
产出指标\t质量指标\t网络正常率\t正常运转\t≥98%
产出指标\t时效指标\t维护及时率\t按时维护\t100%
满意度指标\t服务对象满意度指标\t群众满意度\t群众满意度\t≥90%
2、会议经费绩效目标表
一级指标\t二级指标\t三级指标\t绩效指标描述\t指标值
产出指标\t质量指标\t会议完成率\t按时召开\t100%
满意度指标\t服务对象满意度指标\t群众满意度\t群众满意度\t≥95%
六、政府采购预算情况
部门政府采购预算
单位：万元
采购物品名称\t数量\t单价\t合计
台式计算机\t5台\t0.50\t2.50
打印机\t10台\t0.20\t2.00
七、国有资产信息
部门固定资产占用情况表
项目\t数量\t价值（万元）
1、房屋（平方米）\t2400\t900.00
2、车辆（台、辆）\t9\t180.00
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return library(tmp_path_factory.mktemp("qualifiers"), BODY)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        # by size
        ("项目支出50万以上的合计多少", ["250万元", "100万元", "150万元"]),
        ("100万以下的项目一共多少钱", ["150万元", "100万元", "30万元", "20万元"]),
        ("100万元以下的项目里最大的是哪个", ["100万元", "30万元", "20万元"]),
        ("三公经费里为0的有几项", ["0万元", "1项"]),
        # by place in the order
        ("前两名项目合计", ["250万元", "150万元", "100万元"]),
        ("最小的两个项目合计", ["50万元", "20万元", "30万元"]),
        # by words
        ("名称带“网络”的项目合计多少", ["250万元", "100万元", "150万元"]),
        ("网络方面的项目哪个最多", ["150万元", "100万元"]),
        ("网络维护经费绩效指标里指标值为100%的有几个", ["100%", "1个"]),
        # by an item left out
        ("除公务接待费以外的三公经费是多少", ["18万元", "20万元", "2万元"]),
        ("除会议经费外其他项目合计多少", ["270万元", "100万元", "150万元", "20万元"]),
        # several measures of one thing
        ("台式计算机的数量和金额", ["5台", "2.50万元"]),
        ("车辆有多少辆、值多少万元", ["9辆", "180.00万元"]),
        # shortened, where one name alone holds the words
        ("保洁项目多少钱", ["20万元"]),
        # costs of cars are no value of cars
        ("车的费用多少", ["18万元"]),
        ("车辆9辆对不对", ["9辆"]),
    ],
)
def test_qualified(assistant: Assistant, question: str, expected: list[str]) -> None:
    answer = assistant.ask(f"蔚县{question}")
    figures = [f"{figure.value}{figure.unit or ''}" for figure in answer.figures if figure.role != "context"]
    assert sorted(figures) == sorted(expected), answer.text


@pytest.mark.parametrize(
    ("question", "rows"),
    [
        ("部门职责中涉及会议的有几条", ["筹备会议，督办会议议定事项"]),
        ("部门职责里关于档案的有哪些", ["起草公文"]),
        ("内设机构里带“科”的有哪些", ["综合科", "信息科"]),
        ("下属单位有哪些", ["蔚县电子政务中心", "蔚县机关事务中心"]),
    ],
)
def test_rows_that_hold_a_word(assistant: Assistant, question: str, rows: list[str]) -> None:
    answer = assistant.ask(f"蔚县{question}")
    assert [line.partition(". ")[2].rpartition("[")[0] for line in answer.text.splitlines()[1:]] == rows


@pytest.mark.parametrize(
    "question",
    [
        "项目支出50万以上的占比",  # a share of rows that are first to be chosen
        "最大的项目占多少",
        "项目支出前两名占比",
        "公务用车运维费每辆车每月多少",  # two divisors
        "采购的三样东西合计多少",  # two are bought
        "20万到120万之间的项目",  # a range
        "会议经费和党建经费合计多少",  # one of them is not there
        "绩效指标分值为20的有几个",
        "部门职责第二项是什么预算",
    ],
)
def test_what_cannot_be_taken_up_is_declined(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(f"蔚县{question}")
    assert answer.status != "answered", answer.text


def test_an_amount_named_in_passing_is_remarked_upon(assistant: Assistant) -> None:
    assert assistant.ask("蔚县50万的项目支出是多少").text.startswith("（与问题中提到的数额不同。）")


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("基本支出和项目支出的变动合起来是多少", "增减合计为增加30万元（计算：(0 − [1]) + [2]）"),
        ("基本支出和项目支出谁的降幅大", "基本支出增减率下降，蔚县人民政府办公室2022年项目支出增减率没有下降"),
    ],
)
def test_changes_keep_their_sign(assistant: Assistant, question: str, text: str) -> None:
    assert text in assistant.ask(f"蔚县{question}").text


def test_rates_of_bodies_are_ranked_with_their_sign(tmp_path: Path) -> None:
    bodies = [
        f"{name}2022年部门预算信息公开\n二、总体情况\n2022年支出预算{now}万元，比上年{way}{by}万元。"
        for name, now, way, by in (
            ("蔚县人民政府办公室", 120, "增加", 20),
            ("正定县人民政府办公室", 90, "减少", 10),
            ("赵县人民政府办公室", 80, "减少", 20),
        )
    ]
    assistant = library(tmp_path, *bodies)
    falls = assistant.ask("哪家支出预算降幅最大").text.splitlines()
    assert falls[0].startswith("降幅最大的是赵县人民政府办公室2022年支出预算增减率，为下降20%")
    assert falls[3].startswith("- 蔚县人民政府办公室2022年支出预算增减率：增长20%")
    rises = assistant.ask("哪家支出预算增长率最高").text.splitlines()[0]
    assert rises.startswith("增幅最大的是蔚县人民政府办公室2022年支出预算增减率，为增长20%")
    assert said(assistant.ask("三家单位支出预算最大的是哪家：正定县、赵县"))[0] == "90万元"


def test_years_are_added_as_far_as_the_document_tells_them(assistant: Assistant) -> None:
    """2021 is told by the change that the document of 2022 prints."""
    assert said(assistant.ask("蔚县2021年和2022年项目支出合计多少"))[0] == "550万元"
    answer = assistant.ask("蔚县2022年项目支出与上年相比怎么样，两年各多少")
    assert said(answer) == ["300万元", "250万元", "增加50万元"]


@pytest.mark.parametrize(
    ("question", "verdict", "figures"),
    [
        # amounts of several kinds are each held against their own figure
        ("台式计算机5台2.5万元对吗", "是的。", ["5台", "2.50万元"]),
        ("车辆9辆180万元对吗", "是的。", ["9辆", "180.00万元"]),
        ("基本支出500万元，比上年减少20万元，对吗", "是的。", ["500万元", "减少20万元"]),
        ("基本支出500万元，比上年减少30万元，对吗", "并非30万元。", ["500万元", "减少20万元"]),
    ],
)
def test_premises_of_several_kinds(assistant: Assistant, question: str, verdict: str, figures: list[str]) -> None:
    answer = assistant.ask(f"蔚县{question}")
    assert (answer.text.startswith(verdict), said(answer)) == (True, figures)


@pytest.mark.parametrize("question", ["不包括公务接待费的三公经费", "不含公务接待费的三公经费是多少"])
def test_a_part_left_out_in_front_of_its_whole(assistant: Assistant, question: str) -> None:
    assert said(assistant.ask(f"蔚县{question}"))[0] == "18万元"


@pytest.mark.parametrize("question", ["项目支出中非网络的项目有哪些", "非办公用房面积多少"])
def test_what_is_not_meant_is_never_given_instead(assistant: Assistant, question: str) -> None:
    assert assistant.ask(f"蔚县{question}").status != "answered"


def test_a_chain_of_questions_is_taken_whole(assistant: Assistant) -> None:
    turns = ["蔚县因公出国费多少", "公务接待费呢", "公务用车购置及运维费呢", "合计多少"]
    assert said(assistant.converse(turns)[-1])[0] == "20万元"


def test_whether_a_body_is_the_extreme(tmp_path: Path) -> None:
    bodies = [
        f"{name}2022年部门预算信息公开\n四、“三公”经费\n2022年“三公”经费预算{amount}万元。"
        for name, amount in (("蔚县人民政府办公室", 5), ("正定县人民政府办公室", 9), ("中共赵县委办公室", 7))
    ]
    assistant = library(tmp_path, *bodies)
    assert "从高到低排第2位（共3个）" in assistant.ask("三公经费最高的是赵县吗").text
    assert said(assistant.ask("三家单位里三公经费最低的两家合计"))[0] == "12万元"
    assert said(assistant.ask("两家政府办的三公经费合计"))[0] == "14万元"  # the committee's office is none of them
    assert assistant.ask("四家政府办的三公经费合计").status == "clarify"


UNITS = """
二、部门预算安排情况
2022年支出预算900.00万元。
各单位支出预算表
单位：万元
单位名称\t支出预算\t基本支出\t项目支出
合计\t900.00\t600.00\t300.00
蔚县政府办公室（本级）\t700.00\t500.00\t200.00
蔚县水库管护中心\t200.00\t100.00\t100.00
"""


def test_the_unit_asked_about_stays(tmp_path: Path) -> None:
    assistant = library(tmp_path, UNITS)
    assert said(assistant.converse(["蔚县水库管护中心支出预算多少", "基本支出呢"])[-1]) == ["100.00万元"]
    assert said(assistant.ask("蔚县水库管护中心项目支出占支出预算的比例")) == ["50%"]


def test_a_town_by_its_short_name(tmp_path: Path) -> None:
    title = "舒城县干汊河镇人民政府2022年部门预算信息公开"
    assistant = library(
        tmp_path, f"{title}\n{BODY.strip()}", f"正定县人民政府办公室2022年部门预算信息公开\n{BODY.strip()}"
    )
    assert said(assistant.ask("干汊河镇三公经费多少")) == ["20万元"]
    assert said(assistant.ask("舒城县干汊河镇政府公务接待费")) == ["2万元"]


def test_a_part_added_to_its_whole_is_remarked_upon(assistant: Assistant) -> None:
    answer = assistant.ask("蔚县三公经费和公务接待费合计")
    assert answer.text.endswith("（注意：公务接待费是“三公”经费预算的一部分，合计中有重复。）")


@pytest.mark.parametrize(
    ("turns", "expected"),
    [
        (["蔚县2022年项目支出增幅", "基本支出呢"], ["减少3.85%"]),
        (["蔚县公务接待费占三公经费的比重", "公务用车购置及运维费呢"], ["90%"]),
    ],
)
def test_a_follow_up_keeps_the_figure_asked_for(assistant: Assistant, turns: list[str], expected: list[str]) -> None:
    assert said(assistant.converse(turns)[-1]) == expected


def test_a_range_of_years_is_taken_year_by_year(assistant: Assistant) -> None:
    answer = assistant.ask("蔚县2021年至2022年项目支出各是多少")
    assert [figure.value for figure in answer.figures if figure.role == "result"] == ["300"]
    assert "2021年的文件" in answer.text  # not held; worked out from the next year's document as a hint
    assert "250万元（推算）" in answer.text


def test_each_body_has_the_year_named_with_it(tmp_path: Path) -> None:
    bodies = [
        f"{name}{year}年部门预算信息公开\n四、“三公”经费\n{year}年“三公”经费预算{amount}万元。"
        for name, year, amount in (
            ("蔚县人民政府办公室", 2021, 5),
            ("蔚县人民政府办公室", 2022, 6),
            ("正定县人民政府办公室", 2021, 8),
            ("正定县人民政府办公室", 2022, 9),
        )
    ]
    answer = library(tmp_path, *bodies).ask("蔚县2021年三公经费和正定县2022年三公经费各是多少")
    assert said(answer) == ["5万元", "9万元"]


def test_units_of_a_body_are_ranked_by_the_column_named(tmp_path: Path) -> None:
    body = UNITS.replace("各单位支出预算表", "预算单位收支预算表").replace("水库管护中心\t200", "水库管护中心\t900")
    lines = library(tmp_path, body).ask("蔚县各单位支出预算排名").text.splitlines()
    assert [line.partition("2022年")[2].partition("：")[0] for line in lines[1:3]] == [
        "蔚县水库管护中心",
        "蔚县政府办公室（本级）",
    ]


def test_a_share_is_of_the_whole_that_the_sentence_states(tmp_path: Path) -> None:
    body = """
二、支出决算情况
2022年基本支出580.00万元，项目支出100.00万元。
一般公共预算财政拨款基本支出500.00万元，其中：人员经费450.00万元，公用经费50.00万元。
"""
    assert said(library(tmp_path, body).ask("蔚县人员经费占基本支出的比重")) == ["90%"]


def test_a_unit_named_with_its_place_is_no_class_of_spending(tmp_path: Path) -> None:
    title = "泰州市文化广电和旅游局2022年部门预算信息公开"
    body = f"""
{title}
二、部门预算安排情况
各单位支出预算表
单位：万元
单位名称\t支出预算
泰州市文化馆\t986.15
泰州市博物馆\t2015.37
功能分类支出表
单位：万元
科目编码\t科目名称\t合计
2070109\t群众文化\t640.00
2070205\t博物馆\t1318.60
"""
    assistant = library(tmp_path, body)
    assert said(assistant.ask("泰州市博物馆支出预算多少")) == ["2015.37万元"]
    assert said(assistant.ask("泰州市文化广电和旅游局2070205博物馆多少")) == ["1318.60万元"]


def test_which_way_a_change_went_needs_no_unit(tmp_path: Path) -> None:
    bodies = [
        f"{name}2022年部门预算信息公开\n四、“三公”经费\n2022年“三公”经费预算5万元，比上年{change}。"
        for name, change in (
            ("蔚县人民政府办公室", "减少2万元"),
            ("正定县人民政府办公室", "减少0.92"),  # printed without its unit
            ("赵县人民政府办公室", "增加1万元"),
        )
    ]
    answer = library(tmp_path, *bodies).ask("三公经费比去年减少的单位有几家")
    assert sorted(said(answer)) == ["减少0.92", "减少2万元"]
    assert "符合条件的有2个" in answer.text


def test_rates_that_fell_and_rose_alike_share_no_place(tmp_path: Path) -> None:
    bodies = [
        f"{name}2022年部门预算信息公开\n二、总体情况\n2022年支出预算{now}万元，比上年{way}{by}万元。"
        for name, now, way, by in (
            ("蔚县人民政府办公室", 120, "增加", 20),
            ("赵县人民政府办公室", 80, "减少", 20),
            ("正定县人民政府办公室", 110, "增加", 10),
        )
    ]
    lead = library(tmp_path, *bodies).ask("赵县支出预算增长率在所有单位里排第几").text.splitlines()[0]
    assert "下降20%" in lead
    assert lead.endswith("排第3位（共3个）。")


FUNDS = """
一、支出预算情况
2022年支出预算800万元，其中：基本支出300万元，项目支出500万元。
二、一般公共预算拨款支出情况
一般公共预算拨款支出400万元，其中：基本支出300万元，项目支出100万元。
三、绩效
项目支出绩效目标表
单位：万元
单位名称\t项目名称\t资金总额
蔚县人民政府办公室本级\t网络平台运行维护\t25.00
项目汇总表
单位：万元
序号\t项目名称\t总计
1\t网络平台运行维护\t20.00
"""


def test_the_fund_asked_for_is_named(tmp_path: Path) -> None:
    assert "项目支出（一般公共预算）为100万元" in library(tmp_path, FUNDS).ask("项目支出预算中一般公共预算是多少").text


def test_a_column_said_as_printed_goes_before_another_of_the_same_row(tmp_path: Path) -> None:
    answer = library(tmp_path, FUNDS).ask("网络平台运行维护资金总额")
    assert "25.00" in answer.text


CIVIL = """
三、支出情况
收入决算表
单位：万元
科目编码\t科目名称\t本年收入合计
2081006\t养老服务\t105.50
支出决算表
单位：万元
科目编码\t科目名称\t本年支出合计
2081006\t养老服务\t120.00
2081901\t城市最低生活保障金支出\t200.00
2081902\t农村最低生活保障金支出\t300.00
四、绩效
项目支出绩效自评表（2022年度）
一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值
产出指标\t数量指标\t低保对象人数\t≥8600人\t8512人
效益指标\t社会效益\t生活水平\t有效提升\t有效提升
"""


@pytest.mark.parametrize(
    ("question", "figures"),
    [
        ("农村最低生活保障金支出是多少", ["300.00万元"]),  # 最低 is no superlative there
        ("农村低保花了多少", ["300.00万元"]),
        ("养老服务花了多少钱", ["120.00万元"]),  # and not what came in for it
        ("低保对象人数目标完成了吗", ["not_disclosed"]),  # no other indicator's words stand in for it
    ],
)
def test_civil_affairs(tmp_path: Path, question: str, figures: list[str]) -> None:
    title = "蔚县民政局2022年度部门决算公开"
    assert said(library(tmp_path, CIVIL, title=title).ask(question)) == figures


def test_an_item_of_the_text_by_its_own_name(tmp_path: Path) -> None:
    body = """
一、收支总体情况
2022年收支总预算900.00万元。收入预算900.00万元，其中：上年结转50.00万元。支出预算900.00万元。
部门收支总表
单位：万元
收入\t\t支出\t
项目\t预算数\t项目\t预算数
本年收入合计\t850.00\t本年支出合计\t870.00
收入总计\t900.00\t支出总计\t900.00
"""
    assert said(library(tmp_path, body).ask("收支总预算是多少")) == ["900.00万元"]


def test_bodies_by_parts_of_their_names(tmp_path: Path) -> None:
    def titled(body: str, amount: int) -> str:
        return f"{body}2022年“三公”经费预算情况说明\n2022年“三公”经费预算{amount}万元。"

    assistant = library(
        tmp_path,
        titled("中共蔚县委员会组织部", 1),
        titled("蔚县教育局（乡镇学校）", 2),
        titled("蔚县本级", 3),
        titled("阳原县高墙乡第一中学", 4),
        titled("张家口市中级人民法院", 5),
        titled("怀安县残疾人联合会", 6),
        titled("怀来县桑园镇第二小学校", 7),
        titled("涿鹿县河东街道办事处（本级）", 8),
        titled("尚义县文化馆", 9),
        titled("中国人民政治协商会议河北省赤城县委员会", 10),
        titled("康保县屯垦镇中心小学校", 11),
        titled("河北省机构编制委员会办公室", 12),
        titled("怀安县柴沟堡镇怀安城完全小学", 13),
        titled("沽源县平定堡学区", 14),
        titled("万全区疾病预防控制中心", 15),
        titled("张北县人大常委会办公室", 16),
        titled("宣化区赵川镇社区卫生服务中心", 17),
    )
    for asked, amount in (
        ("蔚县组织部", 1),
        ("蔚县县委组织部", 1),
        ("蔚县教育局", 2),
        ("蔚县本级", 3),
        ("高墙乡第一中学", 4),
        ("阳原县高墙乡第一中学", 4),
        ("张家口中院", 5),
        ("怀安县残联", 6),
        ("桑园镇第二小学", 7),
        ("赤城县政协", 10),
        ("屯垦小学", 11),
        ("屯垦镇中心小学校", 11),
        ("康保屯垦镇小学", 11),
        ("河北省编办", 12),
        ("怀安城小学", 13),
        ("平定堡学区", 14),
        ("万全区疾控中心", 15),
        ("张北县人大", 16),
        ("赵川镇社区卫生服务中心", 17),
        ("怀来桑园镇第二小学", 7),
        ("河东街道", 8),
        ("尚义文化馆", 9),
    ):
        assert said(assistant.ask(f"{asked}2022年三公经费预算多少")) == [f"{amount}万元"], asked
    for asked in ("怀来县高墙乡第一中学", "高墙乡第一中学幼儿园", "蔚县水务局"):
        assert assistant.ask(f"{asked}2022年三公经费预算多少").status != "answered", asked


def test_another_body_of_the_place_is_not_the_one_that_mentions_it(tmp_path: Path) -> None:
    assistant = library(
        tmp_path,
        "蔚县人民政府办公室2022年部门预算公开\n一、绩效\n办理人大代表建议40件。\n二、“三公”经费\n“三公”经费预算5万元。",
    )
    for body in ("蔚县人大", "蔚县政协", "蔚县法院"):
        assert said(assistant.ask(f"{body}2022年三公经费多少")) == ["no_document"], body
    assert said(assistant.ask("蔚县政府办2022年三公经费多少")) == ["5万元"]
