"""Wordings of reports on a whole area and of short statements, each with questions that it answers and those that it does not."""

from pathlib import Path

import pytest

from assistant.assistant import Assistant
from index.build import ingest
from tests.asking import said

# carried out and planned in one report; counted in another way; shares whose whole the list tells
REPORT = """
沽源县财政局关于沽源县2022年预算执行情况和2023年预算草案的报告
一、落实财政政策
兑现税费支持政策17.3亿元,其中留抵退税13.8亿元。
二、2022年预算执行情况
一般公共预算收入100亿元,增长5%,扣除烟厂附加后增长3.2%。其中:税收收入58.37亿元,占比58.37%;非税收入41.63亿元,占比41.63%。
一般公共预算支出168.23亿元,剔除一次性因素后为165.61亿元。
专项转移支付收入23041万元,比上年专项转移支付收入13960万元增加9081万元。其中,政府性基金收入4318万元。
三、2023年预算草案
2023年安排教育支出20亿元。
"""
# years in one sentence, headings that are items, changes by several names, reasons in a paragraph of their own
YEARS = """
关于提请批准2017年沽源县本级财政决算草案的报告
一、收支
2013-2017年,全县累计实现财政总收入713.08亿元。2017年财政总收入150亿元,增收16亿元,增长11.94%。
基本支出424.57万元,2016年基本支出448.21万元,2017年比2016年减少23.64万元,基本支出包括:教育支出291.49万元,卫生支出133.08万元。
政府性基金收入35.8亿元,政府性基金支出28.5亿元。
项目支出25万元,2016年项目支出17.86万元,2017年比2016年增加7.14万元。
项目支出主要用于免费开放,增加的主要原因是上级资金增加。
二、公务接待费
2017年支出15万元,较2016年下降35.15%。
"""
NEWS = """
新华网北京7月19日电 有关部门19日公布“三公经费”。
2011年张北县教育局“三公”经费预算60万元。
2011年张北县公安局“三公”经费预算110.4万元。
"""
ACCOUNT = """
张北县2020年决算报告
一般公共预算收入年初预算数为24.1亿元,调整预算数为24.3亿元,决算数为24.5亿元,为预算的101.8%。
一般公共预算支出年初预算数为48.9亿元,调整预算数为63.5亿元,决算数为64.1亿元,为预算的100.9%。
"""
SCHOOL = """
张北县第三中学2024年部门预算
(一)收入预算。2024年年初预算数504.07万元,其中:其他收入84.07万元,占总收入16.68%。
(二)支出预算。2024年年初预算数504.7万元。
教育400.7万元,占总支出79.39%。农林水事务104万元。
民生支出200万元,其中:社会保障支出50万元,占25%;住房保障支出30万元,占6%。
公务接待费3.45万元,共376批次、3314人次。
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    folder = tmp_path_factory.mktemp("areas")
    for name, text in (("report", REPORT), ("account", ACCOUNT), ("school", SCHOOL), ("years", YEARS), ("news", NEWS)):
        (folder / f"{name}.txt").write_text(text.strip("\n") + "\n", encoding="utf-8")
    ingest([folder], folder / "index")
    return Assistant.open(folder / "index")


@pytest.mark.parametrize(
    ("turns", "figures"),
    [
        (["沽源县2022年留抵退税多少"], ["13.8亿元"]),
        (["沽源县2022年一般公共预算收入增长百分之几"], ["增加5%", "增加3.2%"]),
        (["沽源县2022年一般公共预算支出多少"], ["168.23亿元"]),
        (["沽源县2022年税收占多少"], ["58.37%"]),
        (["沽源县2022年一般公共预算收入多少", "非税收入占比多少"], ["41.63%"]),
        (["沽源县2022年支出占比多少", "税收占比多少"], ["58.37%"]),  # of what lists it, not of the item before
        (["沽源县2021年专项转移支付收入多少"], ["13960万元"]),
        (["沽源县2023年教育支出多少"], ["20亿元"]),
        (["张北县2020年一般公共预算收入决算多少", "支出呢，决算完成预算的百分之几"], ["64.1亿元", "100.9%"]),
        (["张北三中2024年收入预算多少"], ["504.07万元"]),
        (["张北三中2024年支出预算多少"], ["504.7万元"]),
        (["张北三中2024年其他收入占总收入多少"], ["16.68%"]),
        (["张北三中2024年其他收入占支出的比例"], ["16.66%"]),  # of another whole: worked out
        (["张北三中2024年教育支出占总支出的比例"], ["79.39%"]),
        (["张北三中2024年教育支出多少"], ["400.7万元"]),
        (["张北三中2024年社会保障支出占比多少"], ["25%"]),
        (["张北三中2024年住房保障支出占比多少"], ["ambiguous_item"]),  # 6% is no share of what lists it
        (["张北三中2024年农林水支出多少"], ["104万元"]),
        (["张北三中2024年公务接待费多少"], ["3.45万元"]),
        (["张北三中2024年公务接待了多少人次"], ["3314人次"]),
        (["沽源县2017年财政总收入多少"], ["150亿元"]),
        (["沽源县2017年财政总收入增收多少"], ["增加16亿元"]),
        (["沽源县2017年财政总收入增长几个点"], ["增加11.94%"]),
        (["沽源县2017年教育支出多少"], ["291.49万元"]),
        (["沽源县2016年教育支出多少"], ["no_period"]),  # the parts are those of 2017
        (["沽源县2017年政府性基金支出超过收入了吗"], ["7.3亿元", "35.8亿元", "28.5亿元"]),
        (["沽源县2017年公务接待费多少"], ["15万元"]),
        (["沽源县2017年公务接待费下降百分之几"], ["减少35.15%"]),
        (["沽源县2017年基本支出比2016年减少多少", "项目支出支出了多少"], ["25万元"]),
        # a newspaper is nobody's: of several bodies none is taken for the one that it names last
        (["张北县公安局2011年三公经费预算多少"], ["no_document"]),
    ],
)
def test_figures(assistant: Assistant, turns: list[str], figures: list[str]) -> None:
    assert said(assistant.converse(turns)[-1]) == figures


def test_what_was_carried_out_is_called_no_budget(assistant: Assistant) -> None:
    for question in ("沽源县2022年留抵退税多少", "沽源县2021年专项转移支付收入多少"):
        assert "收入预算" not in assistant.ask(question).text.replace("一般公共预算", "")
    assert "执行数为13.8亿元" in assistant.ask("沽源县2022年留抵退税多少").text
    assert "教育支出预算为20亿元" in assistant.ask("沽源县2023年教育支出多少").text


def test_what_a_transfer_brought_a_budget_is_called_so(assistant: Assistant) -> None:
    text = assistant.ask("沽源县2022年政府性基金收入多少").text
    assert "专项转移支付收入中的政府性基金收入" in text
    assert "4318万元" in text


def test_a_reason_may_stand_in_a_paragraph_that_names_the_item(assistant: Assistant) -> None:
    assert "增加的主要原因是上级资金增加" in assistant.ask("沽源县2017年项目支出为什么增加").text


def test_a_figure_counted_in_another_way_says_how(assistant: Assistant) -> None:
    assert "（扣除烟厂附加后）" in assistant.ask("沽源县2022年一般公共预算收入增长百分之几").text


def test_half_a_year_is_not_the_year(tmp_path: Path) -> None:
    text = "张北县2025年“三公”经费情况\n1-6月，全县“三公”经费累计支出2780.7万元，同比下降6.4%。\n"
    (tmp_path / "months.txt").write_text(text, encoding="utf-8")
    ingest([tmp_path / "months.txt"], tmp_path / "index")
    months = Assistant.open(tmp_path / "index")
    asked = months.ask("张北县2025年上半年三公经费支出多少")
    assert said(asked) == ["2780.7万元"]
    assert "预算" not in asked.text
    assert months.ask("张北县2025年全年三公经费预算多少").status == "not_found"


def test_what_changed_of_both_sides_is_told_of_one(tmp_path: Path) -> None:
    text = "张北县水务局2021年部门预算\n2021年预算收支安排765.14万元，较2020年预算增加7.01万元，主要为新增项目。\n"
    (tmp_path / "both.txt").write_text(text, encoding="utf-8")
    ingest([tmp_path / "both.txt"], tmp_path / "index")
    both = Assistant.open(tmp_path / "index")
    for side in ("支出预算", "收入预算", "支出"):
        answer = both.ask(f"张北水务局2021年{side}比上年增加多少")
        assert "预算收支安排较2020年预算增加7.01万元" in answer.text, side
    for other in ("本年支出", "教育支出预算", "基本支出"):
        assert both.ask(f"张北水务局2021年{other}比上年增加多少").status == "not_found", other


ADJUSTED = """
张北县2022年预算执行情况的报告
批准的年初预算为:一般公共预算收入76138万元(税收收入47008万元);政府性基金预算收入80000万元。一般公共预算收入由年初的76138万元调整为89138万元,调增13000万元。
——一般公共预算收入88435万元,完成调整预算的99.2%,较上年增长19.7%。
县人大审议通过的一般公共预算支出为62000万元。经县人大常委会审议通过一般公共预算支出调整为68000万元,2022年完成66133万元,为调整预算的97.3%。
"""


def test_budget_adjusted_budget_and_what_was_done_are_three(tmp_path: Path) -> None:
    (tmp_path / "adjusted.txt").write_text(ADJUSTED.strip("\n") + "\n", encoding="utf-8")
    ingest([tmp_path / "adjusted.txt"], tmp_path / "index")
    adjusted = Assistant.open(tmp_path / "index")
    for question, figures in (
        ("张北县2022年一般公共预算收入多少", ["88435万元"]),
        ("张北县2022年一般公共预算收入年初预算是多少", ["76138万元"]),
        ("张北县2022年一般公共预算收入调整预算是多少", ["89138万元"]),
        ("张北县2022年一般公共预算支出多少", ["66133万元"]),
        ("张北县2022年一般公共预算支出调整预算是多少", ["68000万元"]),
    ):
        assert said(adjusted.ask(question)) == figures, question
    assert "收入预算为76138万元" in adjusted.ask("张北县2022年一般公共预算收入年初预算是多少").text


def test_a_follow_up_stays_with_the_total_that_was_asked_last(tmp_path: Path) -> None:
    text = (
        "张北县水务局2020年度部门决算\n收入总计1050.76万元，较上年决算数增加56.67万元。\n"
        "收入合计1047.60万元，较上年决算数增加65.22万元。\n"
    )
    (tmp_path / "totals.txt").write_text(text, encoding="utf-8")
    ingest([tmp_path / "totals.txt"], tmp_path / "index")
    totals = Assistant.open(tmp_path / "index")
    turns = ["张北水务局2020年收入合计多少", "收入总计呢", "比上年增加多少"]
    assert [said(answer) for answer in totals.converse(turns)] == [["1047.60万元"], ["1050.76万元"], ["增加56.67万元"]]


def test_an_empty_table_of_purchases_is_none_of_a_fund(tmp_path: Path) -> None:
    text = (
        "张北县水务局2021年部门预算\n一、收入\n2021年预算收入100万元，其中：基金预算收入0万元。\n二、政府采购\n部门政府采购预算\n"
        "\t政府采购项目\t当年部门预算安排资金\n\t\t一般公共预算\t基金预算\n\t合计\t\t\n"
    )
    (tmp_path / "purchases.txt").write_text(text, encoding="utf-8")
    ingest([tmp_path / "purchases.txt"], tmp_path / "index")
    answer = Assistant.open(tmp_path / "index").ask("张北水务局2021年政府性基金支出多少")
    assert answer.status == "not_found"
    assert "采购" not in answer.text
