"""A final account as many provinces print it: what was spent of which budget in one clause, halves side by side, projects with rates."""

import pytest

from assistant.assistant import Assistant
from tests.asking import library, said

TITLE = "蔚县水务局2023年度部门决算公开"
BODY = """
一、机构设置
蔚县水务局内设办公室、规划股、水资源股、河湖股4个股室。
人员情况表
单位：人
单位名称\t单位性质\t年末在职人数\t退休人数
蔚县水务局机关\t行政\t21\t12
蔚县河道管理站\t全额事业\t28\t5
合计\t\t49\t17
二、基本支出
基本支出决算表
单位：万元
人员经费\t\t公用经费\t
科目名称\t决算数\t科目名称\t决算数
基本工资\t210.00\t办公费\t18.00
津贴补贴\t95.00\t电费\t7.50
住房公积金\t60.00\t差旅费\t22.50
\t\t公务接待费\t3.20
人员经费合计\t365.00\t公用经费合计\t51.20
2023年度基本支出416.20万元，其中：人员经费365.00万元，公用经费51.20万元。
三、项目支出
项目支出明细表
单位：元
项目名称\t全年预算数\t全年执行数\t执行率（%）
河道清淤工程\t1,200,000.00\t1,140,000.00\t95.00
山洪预警维护\t800,000.00\t640,000.00\t80.00
水库除险加固\t2,000,000.00\t2,000,000.00\t100.00
合计\t4,000,000.00\t3,780,000.00\t94.50
四、“三公”经费
2023年度“三公”经费预算为15.00万元，支出决算为11.60万元，完成预算的77.33%，比上年减少1.40万元，下降10.77%。
（一）公务用车购置及运行维护费支出8.40万元，完成预算10.00万元的84.00%，其中公务用车购置支出0万元，公务用车运行维护费支出8.40万元。
（二）公务接待费支出3.20万元，完成预算5.00万元的64.00%，比上年增加0.20万元，增长6.67%。全年国内公务接待40批次，320人次。
五、政府采购
2023年度政府采购支出总额200.00万元，其中：政府采购货物支出30.00万元、政府采购工程支出120.00万元、政府采购服务支出50.00万元。授予中小企业合同金额150.00万元，占政府采购支出总额的75.00%。
六、绩效
其中河道清淤工程自评得分91.5分，山洪预警维护自评得分86分。
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return library(tmp_path_factory.mktemp("accounts"), BODY, title=TITLE)


@pytest.mark.parametrize(
    ("question", "figures"),
    [
        ("公务接待费花了多少", ["3.20万元"]),
        ("公务接待费预算是多少", ["5.00万元"]),
        ("公务接待费完成预算的百分之几", ["64.00%"]),
        ("公务接待费比上年增加多少", ["增加0.20万元"]),
        ("公务用车运行维护费是多少", ["8.40万元"]),
        ("公务接待费比预算少多少", ["1.8万元", "3.20万元", "5.00万元"]),
        ("国内公务接待多少批次、多少人次", ["40批次", "320人次"]),
        ("平均每批次公务接待费", ["0.08万元"]),
        ("公务接待费平均每人次多少元", ["100元"]),
        ("内设几个股室", ["4个"]),
        ("河道清淤工程自评得了多少分", ["91.5分"]),
        ("政府采购货物和服务支出合计多少", ["80万元"]),
        ("政府采购货物、工程、服务各多少", ["30.00万元", "120.00万元", "50.00万元"]),
        ("政府采购货物占比", ["15%"]),
        ("授予中小企业合同占比多少", ["75.00%"]),  # the whole is printed in the sentence: 政府采购支出总额
        ("人员经费加公用经费等于基本支出吗", ["416.2万元", "0万元", "416.20万元", "365.00万元", "51.20万元"]),
        ("执行率最低的是哪个项目", ["80.00%"]),
        ("全年执行数最大的项目", ["2000000.00元"]),
        ("花钱最多的项目是哪个", ["2000000.00元"]),
        ("预算最大的项目", ["2000000.00元"]),
        ("在职人数最多的单位", ["28"]),
        ("在职人数合计", ["49"]),
        ("公用经费里哪项最多", ["22.50万元"]),
    ],
)
def test_figures(assistant: Assistant, question: str, figures: list[str]) -> None:
    assert said(assistant.ask(question)) == figures


@pytest.mark.parametrize(
    ("question", "items"),
    [
        ("人员经费包括哪些内容", ["基本工资：210.00万元", "津贴补贴：95.00万元", "住房公积金：60.00万元"]),
        ("公用经费有哪些项目", ["办公费：18.00万元", "电费：7.50万元", "差旅费：22.50万元", "公务接待费：3.20万元"]),
        ("公用经费中超过10万元的有哪些", ["办公费：18.00万元", "差旅费：22.50万元"]),
        ("执行率低于96%的项目有哪些", ["河道清淤工程：95.00%", "山洪预警维护：80.00%"]),
        ("各项目的执行率", ["河道清淤工程：95.00%", "山洪预警维护：80.00%", "水库除险加固：100.00%"]),
        ("每个项目花了多少", ["河道清淤工程：1,140,000.00元", "山洪预警维护：640,000.00元", "水库除险加固：2,000,000.00元"]),
        ("各单位在职人数分别是多少", ["蔚县水务局机关：21", "蔚县河道管理站：28"]),
    ],
)  # fmt: skip
def test_lists_are_whole(assistant: Assistant, question: str, items: list[str]) -> None:
    lines = assistant.ask(question).text.splitlines()
    assert [line.partition(". ")[2].partition("[")[0] for line in lines if line[0].isdigit()] == items


def test_two_columns_are_two_lists(assistant: Assistant) -> None:
    text = assistant.ask("各项目的全年预算数和全年执行数").text
    assert "项目支出明细表（全年预算数）共3个：\n1. 河道清淤工程：1,200,000.00元" in text
    assert "项目支出明细表（全年执行数）共3个：\n1. 河道清淤工程：1,140,000.00元" in text


@pytest.mark.parametrize(
    ("turns", "figures"),
    [
        ("山洪预警维护花了多少|执行率呢", ["80.00%"]),
        ("山洪预警维护花了多少|全年预算数呢|河道清淤工程呢", ["1200000.00元"]),
        ("执行率是多少|河道清淤工程呢", ["95.00%"]),  # the first is that of the total
        ("河道清淤工程花了多少|水库除险加固呢", ["2000000.00元"]),
        ("蔚县河道管理站退休人数|在职人数呢", ["28"]),
        ("蔚县河道管理站退休人数|蔚县水务局机关呢", ["12"]),
        ("公务接待费花了多少|人员经费呢", ["365.00万元"]),  # an item of its own, and no column of that row
    ],
)
def test_a_follow_up_stays_in_its_row_or_column(assistant: Assistant, turns: str, figures: list[str]) -> None:
    assert said(assistant.converse(turns.split("|"))[-1]) == figures


@pytest.mark.parametrize("name", ["水务局", "县水务局", "请问水务局", "2023年水务局"])
def test_the_only_body_may_be_named_without_its_place(assistant: Assistant, name: str) -> None:
    assert said(assistant.ask(f"{name}公务接待费是多少")) == ["3.20万元"]
    assert said(assistant.ask("国家水务局公务接待费是多少")) == ["not_disclosed"]
