"""Parts against totals in tables."""

import pytest

from tests.checks.inline import findings_in, told

FUNCTIONS = """
部门预算支出总表
单位：万元
科目编码\t科目名称\t合计\t基本支出\t项目支出
\t合计\t{total}\t60.00\t40.00
201\t一般公共服务支出\t90.00\t50.00\t40.00
20103\t政府办公厅（室）及相关机构事务\t90.00\t50.00\t40.00
2010301\t行政运行\t{running}\t50.00\t
2010302\t一般行政管理事务\t40.00\t\t40.00
221\t住房保障支出\t10.00\t10.00\t
22102\t住房改革支出\t10.00\t10.00\t
2210201\t住房公积金\t10.00\t10.00\t
"""


def functions(total: str = "100.00", running: str = "50.00") -> str:
    return FUNCTIONS.format(total=total, running=running)


def test_levels_of_codes_that_add_up() -> None:
    assert findings_in(functions()) == []


def test_an_item_off_its_group_and_its_row() -> None:
    found = findings_in(functions(running="53.00"))
    assert [(f.kind, [p.quote for p in f.places]) for f in found] == [
        ("code_level", ["90.00", "53.00", "40.00"]),
        ("row_total", ["53.00", "50.00"]),
    ]
    assert found[1].message == (
        "《部门预算支出总表》中“2010301行政运行”的“合计”53.00万元，与各分项之和（50万元）相差3万元。"
    )


def test_the_total_row() -> None:
    kinds = {f.kind for f in findings_in(functions(total="110.00"))}
    assert kinds == {"code_level", "row_total"}


def test_a_thousandth_is_rounding() -> None:
    body = """
一般公共预算基本支出表
单位：万元
科目编码\t科目名称\t合计\t人员经费\t公用经费
302\t商品和服务支出\t121.783\t\t121.78
30201\t办公费\t61.78\t\t61.78
30207\t邮电费\t60.00\t\t60.00
"""
    assert {f.severity for f in findings_in(body)} == {"rounding"}


def test_columns_that_no_total_sums() -> None:
    """其中 columns and last year's columns are no parts of 合计."""
    body = """
部门预算支出总表
单位：万元
科目编码\t科目名称\t合计\t基本支出\t其中：人员经费\t项目支出
201\t一般公共服务支出\t90.00\t50.00\t45.00\t40.00
205\t教育支出\t30.00\t20.00\t15.00\t10.00
"""
    assert findings_in(body) == []


def test_a_table_built_otherwise_is_left_alone() -> None:
    """Where 合计 is nowhere the sum of what stands beside it, it means something else."""
    body = """
部门预算支出总表
单位：万元
科目编码\t科目名称\t合计\t基本支出\t项目支出
201\t一般公共服务支出\t90.00\t10.00\t40.00
205\t教育支出\t30.00\t20.00\t20.00
221\t住房保障支出\t10.00\t9.00\t8.00
"""
    assert findings_in(body) == []


def test_numbered_rows_and_what_was_carried_over() -> None:
    body = """
部门预算收支总表
单位：万元
收入\t\t支出\t
项目\t预算数\t项目\t预算数
一、一般公共预算拨款收入\t80.00\t一、一般公共服务支出\t{spent}
二、事业收入\t20.00\t二、教育支出\t30.00
本年收入合计\t100.00\t本年支出合计\t105.00
上年结转结余\t5.00\t年终结转结余\t
收入总计\t105.00\t支出总计\t105.00
"""
    assert findings_in(body.format(spent="75.00")) == []
    assert told(body.format(spent="71.00"), "numbered_rows") == [("conflict", ["105.00", "71.00", "30.00"])]


def test_assets_are_their_parts() -> None:
    body = """
七、国有资产信息
部门固定资产占用情况表
编制部门：青石县人民政府办公室\t截止时间：2020年12月31日
项目\t数量\t价值（金额单位：万元）
资产总额\t——\t{total}
1、房屋（平方米）\t2400\t123.34
其中：办公用房（平方米）\t2000\t{offices}
2、车辆（台、辆）\t2\t62.48
3、单价在20万元以上的设备\t1\t242.57
4、其他固定资产\t\t120.07
"""
    assert findings_in(body.format(total="548.46", offices="100.00")) == []
    assert told(body.format(total="558.46", offices="100.00"), "known_rows")[0][0] == "conflict"
    assert told(body.format(total="548.46", offices="223.34"), "rows_within") == [("conflict", ["123.34", "223.34"])]


def test_three_public_table() -> None:
    body = """
部门预算财政拨款“三公”经费支出表
单位：万元
项目\t合计\t一般公共预算财政拨款
合计\t{total}\t26.40
一、因公出国（境）费\t7.50\t7.50
二、公务用车购置及运维费\t18.90\t18.90
其中：公务用车购置费\t\t
公务用车运行维护费\t18.90\t18.90
三、公务接待费\t\t
"""
    assert findings_in(body.format(total="26.40")) == []
    found = findings_in(body.format(total="36.40"))
    assert found
    assert all(f.severity == "conflict" and f.places[0].quote == "36.40" for f in found)


BLOCKS = """
一般公共预算财政拨款基本支出表
单位：万元
人员经费\t\t\t公用经费\t\t\t公用经费\t\t
科目编码\t科目名称\t预算数\t科目编码\t科目名称\t预算数\t科目编码\t科目名称\t预算数
301\t工资福利支出\t90.00\t302\t商品和服务支出\t{total}\t30299\t其他商品和服务支出\t5.00
30101\t基本工资\t60.00\t30201\t办公费\t20.00\t310\t资本性支出\t4.00
30102\t津贴补贴\t30.00\t30202\t印刷费\t10.00\t31002\t办公设备购置\t4.00
"""


@pytest.mark.parametrize(("total", "kinds"), [("35.00", []), ("30.00", ["code_level"])])
def test_a_class_that_goes_on_in_the_next_block(total: str, kinds: list[str]) -> None:
    assert [f.kind for f in findings_in(BLOCKS.format(total=total))] == kinds


CARRIED_BY_FUND = """
二、附表
财政拨款收入支出决算总表
单位：元
收入\t金额
一、一般公共预算财政拨款\t12,209,947.88
二、政府性基金预算财政拨款\t300,000.00
本年收入合计\t12,509,947.88
年初财政拨款结转和结余\t140,000.00
一、一般公共预算财政拨款\t140,000.00
二、政府性基金预算财政拨款\t
收入总计\t{total}
"""


def test_what_was_carried_over_is_told_again_by_fund() -> None:
    """公开04表 of every final account: the funds below 年初财政拨款结转和结余 are parts of it, and nothing besides."""
    title = "青石县人民政府办公室2021年度部门决算公开"
    assert told(CARRIED_BY_FUND.format(total="12,649,947.88"), "numbered_rows", title=title) == []
    assert len(told(CARRIED_BY_FUND.format(total="12,659,947.88"), "numbered_rows", title=title)) == 1


def test_income_in_the_row_of_an_expenditure_is_no_part_of_it() -> None:
    """财政拨款收支总表: 预算数 of the income side stands left of 合计 and of the funds that make it up."""
    body = """
二、附表
财政拨款收支总表
单位：万元
收入项目\t预算数\t支出项目\t合计\t一般公共预算\t政府性基金预算
一、一般公共预算拨款\t5,587.88\t一、社会保障和就业支出\t186.03\t186.03\t
二、政府性基金拨款\t480.00\t二、农林水支出\t5,881.85\t5,401.85\t480.00
收入总计\t6,067.88\t支出总计\t6,067.88\t5,587.88\t480.00
"""
    assert told(body, "row_total") == []


def test_a_numbered_total_sums_nothing_above_it() -> None:
    """（一）政府采购支出合计 is an item of a table of several subjects, not the total of 机关运行经费 above it."""
    body = """
机构运行信息表
单位：万元
项目\t支出数
二、机关运行经费\t436.82
（一）行政单位\t436.82
四、政府采购支出信息\t—
（一）政府采购支出合计\t9597.91
1.政府采购货物支出\t412.36
2.政府采购工程支出\t9185.55
"""
    assert told(body, "numbered_rows", title="青石县人民政府办公室2022年度部门决算") == []


def test_procurement_by_kind_against_its_total_and_the_text() -> None:
    body = """
四、政府采购情况
2021年政府采购预算总额586.40万元，其中：政府采购货物预算312.40万元，政府采购工程预算180.00万元，政府采购服务预算94.00万元。

政府采购预算表
单位：万元
项目\t合计
合计\t586.40
货物\t{goods}
工程\t180.00
服务\t94.00
"""
    assert findings_in(body.format(goods="312.40")) == []
    assert told(body.format(goods="321.40"), "known_rows") == [("conflict", ["586.40", "321.40", "180.00", "94.00"])]
    assert told(body.format(goods="321.40"), "same_item") == [("conflict", ["312.40万元", "321.40"])]


def test_what_stands_between_a_sum_and_the_grand_total_may_be_part_of_it() -> None:
    body = """
收入执行情况表
单位：万元
项目\t2021年预算数
一、税收收入\t400
二、非税收入\t31
本年收入合计\t431
转移性收入\t2351
收入总计\t2782
"""
    assert told(body, "numbered_rows") == []
    assert told(body.replace("431", "460"), "numbered_rows") == [("conflict", ["460", "400", "31"])]


def test_assets_with_what_is_taken_off_are_no_plain_sum() -> None:
    body = """
资产负债情况表
单位：万元
项目\t价值年初数\t价值年末数
一、资产合计\t1160.05\t328.54
（一）流动资产\t963.79\t48.80
（二）固定资产\t295.26\t377.40
减：累计折旧\t99.00\t97.66
二、负债合计\t958.23\t44.94
"""
    assert [f.kind for f in findings_in(body) if f.severity == "conflict"] == []
