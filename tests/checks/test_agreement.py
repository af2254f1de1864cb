"""One item printed more than once."""

from tests.checks.inline import findings_in, told

BOTH = """
部门预算支出总表
单位：{unit}
科目编码\t科目名称\t合计\t基本支出\t项目支出
\t合计\t{total}\t{basic}\t{project}
201\t一般公共服务支出\t{total}\t{basic}\t{project}

二、部门预算安排的总体情况
2、支出说明
2021年支出预算888.25万元，其中基本支出653.74万元；项目支出234.51万元。
"""


def test_text_and_table_agree_across_units() -> None:
    assert findings_in(BOTH.format(unit="万元", total="888.25", basic="653.74", project="234.51")) == []
    assert findings_in(BOTH.format(unit="元", total="8882500", basic="6537400", project="2345100")) == []


def test_text_and_table_differ() -> None:
    found = told(BOTH.format(unit="万元", total="898.25", basic="653.74", project="244.51"), "same_item")
    assert found == [("conflict", ["888.25万元", "898.25"]), ("conflict", ["234.51万元", "244.51"])]


def test_text_in_fewer_decimals_is_a_hint() -> None:
    body = BOTH.format(unit="元", total="8882512", basic="6537412", project="2345100")
    assert {f.severity for f in findings_in(body)} == {"rounding"}


def test_the_same_item_twice_in_the_text() -> None:
    body = (
        "二、总体情况\n2021年支出预算2065万元，其中基本支出1350万元，项目支出715万元。\n"
        "三、项目情况\n2021年安排项目支出{project}万元。\n"
    )
    assert findings_in(body.format(project="715")) == []
    assert told(body.format(project="725"), "same_item") == [("conflict", ["715万元", "725万元"])]


def test_scopes_stay_apart() -> None:
    """Spending from all funds is more than spending from 一般公共预算, and 基本支出 of one function is not all of it."""
    body = """
二、部门收支总体情况
2021年预算收入3180万元，其中：一般公共预算收入3100万元，政府性基金预算收入80万元。支出预算3180万元，其中：基本支出1200万元，项目支出1980万元。
三、一般公共预算支出情况
一般公共预算支出3100万元，其中：基本支出1200万元，项目支出1900万元。
1.社会保障和就业支出3000万元，其中：基本支出1100万元，项目支出1900万元。
2.卫生健康支出100万元，其中：基本支出100万元。
"""
    assert findings_in(body) == []


def test_units_of_one_office_stay_apart() -> None:
    body = "".join(
        f"{number}、青石县第{number}小学\n2021年支出预算{total}万元，其中：基本支出{total}万元，项目支出0万元。\n"
        for number, total in (("一", "1000"), ("二", "500"), ("三", "300"))
    )
    assert findings_in(body) == []


def test_a_part_named_like_its_whole() -> None:
    body = (
        "二、总体情况\n2021年支出预算1350万元，其中基本支出1350万元，包括人员经费738万元和日常公用经费612万元；项目支出0万元。\n"
        "三、机关运行经费安排情况\n我部门机关运行费共计安排612万元：包括日常公用支出{part}万元、车辆费184万元。\n"
    )
    assert told(body.format(part="428"), "part_named_like_whole") == [("slip", ["612万元", "428万元"])]


def test_parts_of_operating_funds_are_not_the_three_public_items() -> None:
    body = (
        "三、机关运行经费\n机关运行经费共计安排120万元，包括办公费115万元、公务用车运行维护费5万元。\n"
        "四、“三公”经费\n“三公”经费预算8万元，其中：因公出国（境）费0万元；公务用车购置及运行费8万元"
        "（其中：公务用车购置费0万元，公务用车运行维护费8万元）；公务接待费0万元。\n"
    )
    assert findings_in(body) == []


def test_the_economic_item_cannot_exceed_the_three_public_item() -> None:
    body = """
一般公共预算基本支出表
单位：万元
科目编码\t科目名称\t合计\t人员经费\t公用经费
302\t商品和服务支出\t60.00\t\t60.00
30217\t公务接待费\t{meals}\t\t{meals}
30299\t其他商品和服务支出\t{rest}\t\t{rest}

四、“三公”经费
“三公”经费预算8.00万元，其中：因公出国（境）费0万元；公务用车购置及运行费6.00万元；公务接待费2.00万元。
"""
    assert findings_in(body.format(meals="1.50", rest="58.50")) == []
    assert told(body.format(meals="3.00", rest="57.00"), "economic_item") == [("conflict", ["2.00万元", "3.00"])]


FUNDS = """
五、一般公共预算支出预算情况说明
（一）农林水支出（类）
水利（款）其他水利支出（项）支出{text}万元。
支出预算总表
单位：万元
科目编码\t科目名称\t合计\t基本支出\t项目支出
\t合计\t300.00\t100.00\t200.00
2130301\t行政运行\t100.00\t100.00\t
2130399\t其他水利支出\t200.00\t\t200.00
一般公共预算支出预算表
单位：万元
科目编码\t科目名称\t合计\t基本支出\t项目支出
\t合计\t240.00\t100.00\t140.00
2130301\t行政运行\t100.00\t100.00\t
2130399\t其他水利支出\t140.00\t\t140.00
项目支出预算表
单位：万元
项目名称\t科目编码\t合计
水质监测\t2130399\t90.00
节水宣传\t2130311\t110.00
"""


def test_a_section_of_one_fund_and_projects_under_a_code_are_other_items() -> None:
    """140 of 一般公共预算 is no 200 of all funds; a project is not the function it is booked under."""
    assert findings_in(FUNDS.format(text="140.00")) == []
    assert [f.kind for f in findings_in(FUNDS.format(text="150.00"))] == ["same_item"]


def test_columns_of_one_fund_are_no_figures_of_all() -> None:
    body = """
二、附表
部门支出预算表
单位：元
科目编码\t科目名称\t合计\t一般公共预算\t\t政府性基金预算\t
\t\t\t基本支出\t项目支出\t基本支出\t项目支出
\t合计\t9,990.00\t2,000.00\t6,490.00\t0.00\t1,500.00
201\t一般公共服务支出\t8,490.00\t2,000.00\t6,490.00\t\t
212\t城乡社区支出\t1,500.00\t\t\t0.00\t1,500.00
部门项目支出预算表
单位：元
项目名称\t合计
合计\t7,990.00
项目甲\t6,490.00
项目乙\t1,500.00
"""
    assert told(body, "same_item") == []


def test_a_total_row_of_personnel_against_the_text() -> None:
    """人员经费合计 in the table of basic expenditure is the 人员经费 of the text."""
    body = """
六、一般公共预算财政拨款基本支出决算情况说明
2022年度一般公共预算财政拨款基本支出1421.20万元，其中：人员经费{personnel}万元；公用经费152.75万元。

一般公共预算财政拨款基本支出决算表
单位：万元
科目编码\t科目名称\t决算数
301\t工资福利支出\t1268.45
\t人员经费合计\t1268.45
302\t商品和服务支出\t152.75
\t公用经费合计\t152.75
"""
    title = "青石县人民政府办公室2022年度部门决算"
    assert findings_in(body.format(personnel="1268.45"), title=title) == []
    found = told(body.format(personnel="1286.45"), "same_item", title=title)
    assert found == [("conflict", ["1286.45万元", "1268.45"])]


def test_a_class_named_by_its_account_against_the_table_of_its_fund() -> None:
    body = """
三、一般公共预算支出情况
1.“病虫害控制”科目{text}万元，主要用于统防统治。

一般公共预算支出情况表
单位：万元
科目编码\t科目名称\t合计
2130108\t病虫害控制\t168.50
"""
    assert findings_in(body.format(text="168.50")) == []
    assert told(body.format(text="186.50"), "same_item") == [("conflict", ["186.50万元", "168.50"])]


FINAL = "青石县人民政府办公室2022年度部门决算"


def test_the_spending_of_a_fund_against_its_table() -> None:
    body = """
五、政府性基金预算收支决算情况说明
2022年本年支出{text}万元，较上年增加4万元。

政府性基金预算财政拨款收入支出决算表
单位：万元
科目编码\t科目名称\t本年支出合计
212\t城乡社区支出\t2575.90
\t合计\t2575.90
"""
    assert findings_in(body.format(text="2575.90"), title=FINAL) == []
    assert told(body.format(text="2557.90"), "same_item", title=FINAL) == [("conflict", ["2557.90万元", "2575.90"])]


def test_training_told_by_itself() -> None:
    body = """
一、会议费和培训费情况说明
2022年度培训费支出{text}万元。

机构运行信息表
单位：万元
项目\t年初预算数\t全年支出数
五、会议费\t—\t1.26
六、培训费\t—\t9.68
"""
    assert told(body.format(text="9.68"), "same_item", title=FINAL) == []
    assert told(body.format(text="9.86"), "same_item", title=FINAL) == [("conflict", ["9.86万元", "9.68"])]


def test_what_is_no_contradiction() -> None:
    """收入合计 is without what is carried over, and 商品和服务支出 below 项目支出 is not all of it."""
    totals = (
        "一、收入支出决算总体情况\n2022年度收入总计120万元，支出总计120万元。\n2.收入情况。2022年度收入合计110万元。"
    )
    assert told(totals, "same_item", title=FINAL) == []
    below = """
收支总表
单位：万元
支出经济分类\t预算数
工资福利支出\t50.00
商品和服务支出\t30.00

支出预算分类汇总表
单位：万元
科目名称\t总计\t基本支出\t\t\t项目支出\t
\t\t小计\t工资福利支出\t商品和服务支出\t小计\t商品和服务支出
合计\t100.00\t80.00\t50.00\t30.00\t20.00\t20.00
"""
    assert told(below, "same_item") == []


def test_a_class_told_with_its_levels_against_the_column_of_this_year() -> None:
    body = """
五、一般公共预算财政拨款支出决算情况说明
（3）社会保障和就业支出（类）最低生活保障（款）农村最低生活保障金支出（项）。年初预算为3750.00万元，支出决算为{text}万元。

一般公共预算财政拨款支出决算表
单位：万元
科目编码\t科目名称\t本年支出\t基本支出\t项目支出
2081902\t农村最低生活保障金支出\t3920.75\t\t3920.75
"""
    assert told(body.format(text="3920.75"), "same_item", title=FINAL) == []
    assert told(body.format(text="3290.75"), "same_item", title=FINAL) == [("conflict", ["3290.75万元", "3920.75"])]


def test_a_sum_with_what_was_added_is_another_figure() -> None:
    body = "一、政府性基金\n政府性基金收入0万元，加上级补助收入113万元、上年结余79万元，收入合计192万元。\n"
    assert told(body, "same_item", title="青石县2020年财政决算公开") == []


def test_what_a_bracket_says_is_carried_over_explains_a_difference() -> None:
    body = (
        "一、收支总体情况\n一般公共预算拨款{total}万元（含上年结转5.01万元）。\n"
        "二、预算情况说明\n2021年一般公共预算财政拨款收入756.20万元。\n"
    )
    assert told(body.format(total="761.21"), "same_item") == []
    assert [severity for severity, _ in told(body.format(total="771.21"), "same_item")] == ["conflict"]
