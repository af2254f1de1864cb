"""Final accounts and budgets by fund: whose money a figure is of, what it is held against, and how prose tells accounts."""

from pathlib import Path

import pytest

from assistant.assistant import Assistant
from tests.asking import library, said

TITLE = "蔚县民政局2022年度部门决算公开"
BODY = """
一、收入支出决算总体情况
2022年度收入总计900.00万元。
支出决算表
单位：万元
科目编码\t科目名称\t本年支出合计\t基本支出\t项目支出
\t合计\t880.00\t300.00\t580.00
208\t社会保障和就业支出\t840.00\t260.00\t580.00
20810\t社会福利\t500.00\t100.00\t400.00
2081001\t儿童福利\t200.00\t40.00\t160.00
2089999\t其他社会保障和就业支出\t20.00\t\t20.00
212\t城乡社区支出\t40.00\t40.00\t
一般公共预算财政拨款支出决算表
单位：万元
科目编码\t科目名称\t年初预算数\t决算数
\t合计\t760.00\t780.00
208\t社会保障和就业支出\t700.00\t720.00
20810\t社会福利\t380.00\t390.00
2081001\t儿童福利\t150.00\t155.00
政府性基金预算财政拨款收入支出决算表
单位：万元
科目编码\t科目名称\t年初结转和结余\t本年收入\t本年支出\t年末结转和结余
\t合计\t\t60.00\t40.00\t20.00
212\t城乡社区支出\t\t60.00\t40.00\t20.00
财政拨款收入支出决算总表
单位：万元
收入\t\t支出\t\t\t
项目\t金额\t项目\t合计\t一般公共预算财政拨款\t政府性基金预算财政拨款
一、一般公共预算财政拨款\t790.00\t一、社会保障和就业支出\t720.00\t720.00\t
二、政府性基金预算财政拨款\t60.00\t二、城乡社区支出\t40.00\t\t40.00
本年收入合计\t850.00\t本年支出合计\t760.00\t720.00\t40.00
年初财政拨款结转和结余\t10.00\t年末财政拨款结转和结余\t100.00\t80.00\t20.00
二、一般公共预算支出决算情况
1.社会保障和就业支出（类）社会福利（款）儿童福利（项）。年初预算为150.00万元，支出决算为155.00万元，完成年初预算的103.33%。决算数大于年初预算数的主要原因是新增儿童。
三、“三公”经费支出决算情况
2022年度“三公”经费财政拨款支出预算为12.00万元，支出决算为9.00万元，完成预算的75.00%，比2021年度决算减少1.50万元。
（一）因公出国（境）费预算1.00万元，支出0万元。
截至2022年12月31日，开支财政拨款的公务用车保有量为3辆。
四、机关运行经费
2022年机关运行经费支出50.00万元，比年初预算数减少2.00万元，下降3.85%；比2021年度减少4.00万元，下降7.41%。
五、国有资产
截至2022年12月31日，本部门及所属单位共有车辆5辆。
六、绩效评价
6个项目评价等级为“优”，1个为“良”。
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return library(tmp_path_factory.mktemp("final"), BODY, title=TITLE)


@pytest.mark.parametrize(
    ("question", "figures"),
    [
        # both sides of one fund: 390.00 − 380.00, and not 500.00 of all funds − 380.00
        ("社会福利决算比年初预算多多少", ["10万元", "390.00万元", "380.00万元"]),
        ("儿童福利决算比年初预算多多少", ["5万元", "155.00万元", "150.00万元"]),
        ("政府性基金年末结转和结余", ["20.00万元"]),
        ("财政拨款年末结转和结余", ["100.00万元"]),  # 20.00 is that of one fund
        ("其他社会保障和就业支出", ["20.00万元"]),
        ("社会保障和就业支出|政府性基金呢", ["blank"]),
        ("城乡社区支出|政府性基金呢", ["40.00万元"]),
        ("儿童福利年初预算", ["150.00万元"]),
        ("儿童福利完成年初预算的百分之多少", ["103.33%"]),
        ("三公经费比上年减少多少", ["减少1.50万元"]),
        ("三公经费支出决算比上年减少多少", ["减少1.50万元"]),
        ("三公经费预算比上年减少多少", ["not_disclosed"]),  # what is printed is the change of what was spent
        ("三公经费的预算比去年增加了吗", ["not_disclosed"]),
        ("三公经费比年初预算减少多少", ["3万元", "9.00万元", "12.00万元"]),
        ("机关运行经费比上年减少多少", ["减少4.00万元"]),  # 2.00 is against its own budget
        ("机关运行经费比上年下降百分之几", ["减少7.41%"]),
        ("因公出国费决算", ["0万元"]),  # 支出0万元 is that of the item before it, and no expenditure of the body
        ("支出决算", ["880.00万元"]),
        ("公务用车保有量", ["3辆"]),
        ("共有车辆多少辆", ["5辆"]),
        ("评价等级为良的有几个", ["1个"]),
        ("评价等级为优的有几个", ["6个"]),
        ("支出最大的类", ["840.00万元"]),
    ],
)
def test_figures(assistant: Assistant, question: str, figures: list[str]) -> None:
    assert said(assistant.converse(f"蔚县民政局2022年{question}".split("|"))[-1]) == figures


def test_expenditure_behind_the_budget_of_a_whole_is_its_own(tmp_path: Path) -> None:
    asked = library(tmp_path, "一、总体情况\n2022年度收入预算700.00万元，支出650.00万元。", title=TITLE)
    assert said(asked.ask("蔚县民政局2022年支出决算")) == ["650.00万元"]


def test_a_share_is_of_one_fund(assistant: Assistant) -> None:
    """200.00 of 500.00; 155.00 of 500.00 would say nothing."""
    assert said(assistant.ask("蔚县民政局2022年儿童福利占社会福利的比例")) == ["40%"]


def test_a_fund_is_told_where_the_figure_is_of_one(assistant: Assistant) -> None:
    assert "（政府性基金）" in assistant.ask("蔚县民政局2022年政府性基金年末结转和结余").text


def test_a_reason_is_asked_and_no_difference(assistant: Assistant) -> None:
    answer = assistant.ask("蔚县民政局2022年三公经费决算小于预算的原因")
    assert "相差" not in answer.text


BUDGET = """
一般公共预算支出预算表
单位：元
科目编码\t科目名称\t2021年预算数\t2022年预算数\t\t\t比2021年增减\t
\t\t\t小计\t基本支出\t项目支出\t增减额\t增减%
\t合计\t900,000.00\t1,000,000.00\t600,000.00\t400,000.00\t100,000.00\t11.11
208\t社会保障和就业支出\t500,000.00\t470,000.00\t370,000.00\t100,000.00\t-30,000.00\t-6.00
210\t卫生健康支出\t400,000.00\t530,000.00\t230,000.00\t300,000.00\t130,000.00\t32.50
二、支出说明
2022年支出预算100.00万元，其中：基本支出60.00万元，占60.00%，比2021年预算增加5.00万元；项目支出40.00万元，占40.00%。
"""


@pytest.mark.parametrize(
    ("question", "figures"),
    [
        ("社会保障和就业支出比上年减少多少", ["减少30,000.00元"]),
        ("社会保障和就业支出下降百分之几", ["减少6.00%"]),
        ("卫生健康支出增长百分之几", ["增加32.50%"]),
        ("卫生健康支出多少", ["530,000.00元"]),  # 小计 under the year, and neither of its halves
        ("基本支出比上年增加多少", ["增加5.00万元"]),
    ],
)
def test_columns_of_changes(tmp_path_factory: pytest.TempPathFactory, question: str, figures: list[str]) -> None:
    assistant = library(tmp_path_factory.mktemp("budget"), BUDGET, title="蔚县民政局2022年部门预算公开")
    answer = assistant.ask(f"蔚县民政局2022年{question}")
    printed = {figure.printed for figure in answer.figures if figure.role == "result"}
    told = [
        f"{figure.direction or ''}{figure.printed}{'' if figure.unit in figure.printed else figure.unit}"
        for figure in answer.figures
        if figure.role == "result" and figure.unit
    ]
    assert printed
    assert told == figures


COLONS = """
一、支出决算说明
1.农林水（类）水利（款）防汛（项）：支出决算为152.80万元，完成预算97.2%，决算数小于预算数的主要原因是进度款未支付。
2.农林水（类）水利（款）抗旱（项）：支出决算为30.00万元，完成预算100%，决算数等于预算数。
3.国内公务接待支出5.83万元，主要用于接待督导检查。国内公务接待62批次，548人次，共计支出5.83万元。
二、附表
收入支出决算总表
单位：万元
收入\t\t支出\t
项目\t金额\t项目\t金额
本年收入合计\t812.03\t本年支出合计\t828.69
年初结转和结余\t24.66\t年末结转和结余\t8.00
总计\t836.69\t总计\t836.69
支出决算表
单位：万元
科目编码\t科目名称\t本年支出合计
\t合计\t828.69
212\t城乡社区支出\t380.00
21208\t土地出让支出\t380.00
2120804\t农村基础设施建设支出\t380.00
213\t农林水支出\t448.69
21303\t水利\t188.69
2130314\t防汛\t158.20
2130315\t抗旱\t30.49
21305\t衔接乡村振兴\t260.00
2130504\t农村基础设施建设\t260.00
"""


@pytest.fixture(scope="module")
def colons(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return library(tmp_path_factory.mktemp("colons"), COLONS, title="蔚县水务局2023年度部门决算公开")


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("防汛支出完成预算的百分之几", ["97.2%"]),
        ("抗旱完成预算的百分之几", ["100%"]),
        ("年末还结转了多少钱", ["8.00万元"]),
        ("年末结转和结余多少", ["8.00万元"]),
        ("年初结转和结余多少", ["24.66万元"]),
        ("水利款下支出最多的项是哪个", ["158.20万元"]),
        ("城乡社区类下支出最多的项是哪个", ["380.00万元"]),
        ("农林水（类）下有哪些款", ["188.69万元", "260.00万元"]),
        ("城乡社区支出包括哪些科目", ["380.00万元"]),
    ],
)
def test_classes_and_balances_of_a_final_account(colons: Assistant, question: str, expected: list[str]) -> None:
    figures = [each for each in said(colons.ask(f"蔚县水务局2023年{question}")) if not each.endswith("项")]
    assert figures == expected


def test_the_class_below_one_class_alone_is_gone_into(colons: Assistant) -> None:
    assert "农村基础设施建设支出" in colons.ask("蔚县水务局2023年城乡社区支出包括哪些科目").text


def test_text_and_table_of_a_class_that_differ(colons: Assistant) -> None:
    answer = colons.ask("蔚县水务局2023年防汛支出是多少")
    assert said(answer) == ["158.20万元", "152.80万元"]
    assert [warning.kind for warning in answer.warnings] == ["same_item"]


def test_two_classes_of_one_name(colons: Assistant) -> None:
    """A longer name than the economic class 基础设施建设, borne by two functional ones."""
    answer = colons.ask("蔚县水务局2023年农村基础设施建设支出多少")
    assert said(answer) == ["ambiguous_item"]
    assert "380.00" in answer.text
    assert "260.00" in answer.text


def test_spending_on_what_was_counted_is_no_other_item(colons: Assistant) -> None:
    answer = colons.ask("蔚县水务局2023年国内公务接待支出多少")
    assert (said(answer), answer.warnings) == (["5.83万元"], [])


def test_a_part_larger_than_its_whole_is_not_that_part(tmp_path: Path) -> None:
    body = "一、收支\n2022年度财政拨款收入1,250.99万元。\n二、结转\n年末结转和结余11.58万元。\n"
    answer = library(tmp_path, body, title=TITLE).ask("蔚县民政局2022年年末结转和结余是多少，其中财政拨款多少")
    assert said(answer) == ["11.58万元"]
    assert "1,250.99" not in answer.text


def test_what_was_received_is_of_the_kind_named_before_it(tmp_path: Path) -> None:
    body = "一、“三公”\n国内公务接待费7.85万元，接待86批次。外事接待费0万元，接待0批次、0人次。\n"
    answer = library(tmp_path, body, title=TITLE).ask("蔚县民政局2022年国内公务接待多少批次")
    assert said(answer) == ["86批次"]


SCORES = """
一、收支总体情况
2022年度收入、支出总计均为2,897.12万元。与2021年度相比，收、支总计各减少115.38万元，下降3.83%。
本年收入2,764.38万元，比上年减少20.00万元。
二、项目支出
项目支出800.00万元，占本年支出的42.9%。公务接待费支出3.18万元，与上年3.88万元相比减少0.70万元。
三、绩效评价
食品抽检项目自评得分96.5分：全年预算数为220.00万元，执行数为215.88万元。
项目支出绩效自评情况表
项目名称\t全年预算数（万元）\t自评得分
旅游宣传\t122.50\t95.5
市场监管\t200.00\t91.2
"""


@pytest.mark.parametrize(
    ("question", "figures"),
    [
        ("收入总计和支出总计是多少", ["2897.12万元", "2897.12万元"]),
        ("支出总计比上年减少多少", ["减少115.38万元"]),
        ("公务接待费比上年减少多少", ["减少0.70万元"]),
        ("食品抽检项目自评得分是多少", ["96.5分"]),
        ("自评95分以上的项目有哪些", ["95.5", "1个"]),
        ("公务接待费占项目支出多少", ["0.40%"]),  # and not the 42.9% that 项目支出 is a share of something else
    ],
)
def test_totals_of_both_sides_changes_and_scores(tmp_path: Path, question: str, figures: list[str]) -> None:
    assistant = library(tmp_path, SCORES, title=TITLE)
    assert said(assistant.ask(f"蔚县民政局2022年{question}")) == figures


PRINTED = """
三、“三公”经费支出情况
公务接待费支出决算1.62万元。公务用车运行费36.80万元，较上年减少4.20万元，主要原因是报废老旧车辆2辆；公务接待费较上年减少0.40万元，主要原因是压减接待。
共有车辆16辆，其中：一般公务用车4辆、其他用车12辆。
收入支出决算总表
公开01表
部门：蔚县人社局\t\t2022年度\t\t单位：万元
收入\t\t支出\t
项目\t决算数\t项目\t决算数
收入总计\t5603.20\t支出总计\t5603.20
财政拨款收入支出决算总表
公开04表
部门：蔚县人社局\t\t2022年度\t\t单位：万元
收入\t\t支出\t
项目\t决算数\t项目\t决算数
收入总计\t5584.68\t支出总计\t5584.68
一般公共预算财政拨款基本支出决算表
公开06表
部门：蔚县人社局\t\t2022年度\t\t单位：万元
人员经费\t\t\t公用经费\t\t\t\t\t
科目编码\t科目名称\t决算数\t科目编码\t科目名称\t决算数\t科目编码\t科目名称\t决算数
301\t工资福利支出\t1240.97\t302\t商品和服务支出\t167.34\t310\t资本性支出\t5.93
人员经费合计\t\t1240.97\t公用经费合计\t\t\t\t\t173.27
"""


@pytest.mark.parametrize(
    ("question", "figures"),
    [
        ("收入总计多少", ["5603.20万元"]),  # and not that of the table of 财政拨款, which has a caption of its own
        ("公用经费多少", ["173.27万元"]),  # at the end of merged cells, and no blank
        ("公务用车运行费平均每辆车多少", ["2.3万元"]),  # over all cars, and not over one kind of them
    ],
)
def test_lines_of_body_and_year_above_a_table(tmp_path: Path, question: str, figures: list[str]) -> None:
    assistant = library(tmp_path, PRINTED, title="蔚县人力资源和社会保障局2022年度部门决算公开")
    assert said(assistant.ask(question)) == figures


def test_the_reason_ends_where_the_next_item_begins(tmp_path: Path) -> None:
    assistant = library(tmp_path, PRINTED, title="蔚县人力资源和社会保障局2022年度部门决算公开")
    text = assistant.ask("公务用车运行费为什么减少").text
    assert "报废老旧车辆2辆" in text
    assert "压减接待" not in text


BOTH_TOTALS = """
尚义县人民法院2018年度部门决算情况说明
一、收支情况
1.总体情况2018年度收入总计4,076.79万元，支出总计4,076.79万元。收支较上年决算数减少163.43万元、下降3.85%，主要是本年度县级财政拨付数降幅较大。
2.收入情况。2018年度收入合计4,000万元，较上年决算数增加100万元，增长2.56%，主要原因是拨款增加。其中：财政拨款收入3,800万元，占95%；其他收入200万元，占5%。
3.支出情况。2018年度支出合计3,900万元。其中：基本支出390万元，占20%；项目支出3,510万元，占80%。
"""


@pytest.mark.parametrize(
    ("turns", "last"),
    [
        (["尚义县法院2018年收入总计多少"], ["4076.79万元"]),
        (["尚义县法院2018年收入总计多少", "比前一年多了还是少了"], ["减少163.43万元"]),
        (["尚义县法院2018年支出总计比上年减少多少"], ["减少163.43万元"]),
        (["尚义县法院2018年收入合计比上年增加多少"], ["增加100万元"]),
        (["尚义县法院2018年收支比上年减少多少"], ["减少163.43万元"]),
        (["尚义县法院2018年收入合计", "其他收入占收入合计的比例呢"], ["5%"]),
        # a year that is named again asks anew, and for no change
        (["尚义县法院2018年收入合计比上年增加多少", "2018年支出合计呢"], ["3900万元"]),
    ],
)
def test_changes_of_both_totals(tmp_path: Path, turns: list[str], last: list[str]) -> None:
    assert said(library(tmp_path, BOTH_TOTALS).converse(turns)[-1]) == last


def test_a_reason_behind_the_rate_of_both_totals(tmp_path: Path) -> None:
    answer = library(tmp_path, BOTH_TOTALS).ask("尚义县法院2018年收入总计为什么减少")
    assert "主要是本年度县级财政拨付数降幅较大" in answer.text


def test_a_printed_share_that_the_figures_contradict(tmp_path: Path) -> None:
    answer = library(tmp_path, BOTH_TOTALS).ask("尚义县法院2018年基本支出占支出合计多少")
    assert said(answer) == ["10%"]
    assert "占20%" in answer.warnings[0].text
