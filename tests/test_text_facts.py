"""Sentences as disclosures print them, and the labelled figures read from them."""

import pytest

from index.amount import decimal_text
from index.labelled_number import LabelledNumber
from index.text_facts import read_numbers

Part = tuple[str, str, str]


def parts(text: str) -> list[Part]:
    """Label, what it is part of (outermost first), and the figure."""
    return [(found.label, " > ".join(found.parents), _figure(found)) for found in read_numbers(text)[0]]


def changes(text: str) -> list[tuple[str, str, str | None, str | None]]:
    """Label, figure, direction and base of the changes."""
    labelled = read_numbers(text)[0]
    return [(f.label, _figure(f), f.direction, f.base) for f in labelled if f.basis == "change"]


def others(text: str) -> list[tuple[str, str]]:
    return [(text[other.start : other.end], other.kind) for other in read_numbers(text)[1]]


def _figure(found: LabelledNumber) -> str:
    token = found.token
    sign = token.comparator if token.comparator != "=" else ""
    return f"{sign}{decimal_text(token.value)}{token.unit or ''}"


def test_income_and_its_parts() -> None:
    assert parts(
        "2021年预算收入765.14万元，其中：一般公共预算收入692.60万元，基金预算收入72.54万元，"
        "财政专户核拨收入0万元，其他来源收入0万元。"
    ) == [
        ("预算收入", "", "765.14万元"),
        ("一般公共预算收入", "预算收入", "692.60万元"),
        ("基金预算收入", "预算收入", "72.54万元"),
        ("财政专户核拨收入", "预算收入", "0万元"),
        ("其他来源收入", "预算收入", "0万元"),
    ]


def test_including_inside_of_which_and_a_semicolon_that_ends_it() -> None:
    assert parts(
        "支出预算765.14万元，其中基本支出507.4万元，包括人员经费413.31万元和日常公用经费94.09万元；项目支出257.74万元。"
    ) == [
        ("支出预算", "", "765.14万元"),
        ("基本支出", "支出预算", "507.4万元"),
        ("人员经费", "支出预算 > 基本支出", "413.31万元"),
        ("日常公用经费", "支出预算 > 基本支出", "94.09万元"),
        ("项目支出", "支出预算", "257.74万元"),
    ]


def test_brackets_open_a_list_inside_a_list() -> None:
    assert parts(
        "“三公”经费预算安排24.1万元，其中因公出国（境）费0万元；公务用车购置及运维费23.2万元"
        "（其中：公务用车购置费为0万元，公务用车运维费23.2万元)；公务接待费0.9万元。"
    ) == [
        ('"三公"经费', "", "24.1万元"),
        ("因公出国（境）费", '"三公"经费', "0万元"),
        ("公务用车购置及运维费", '"三公"经费', "23.2万元"),
        ("公务用车购置费", '"三公"经费 > 公务用车购置及运维费', "0万元"),
        ("公务用车运维费", '"三公"经费 > 公务用车购置及运维费', "23.2万元"),
        ("公务接待费", '"三公"经费', "0.9万元"),
    ]


def test_brackets_alone_hold_the_parts_of_the_figure_before_them() -> None:
    assert parts(
        "三公经费5.20万元，其中：公务接待费1.20万元；公务用车购置及运行费4万元（购置费0万元，运行费4万元）。"
    ) == [
        ("三公经费", "", "5.20万元"),
        ("公务接待费", "三公经费", "1.20万元"),
        ("公务用车购置及运行费", "三公经费", "4万元"),
        ("购置费", "三公经费 > 公务用车购置及运行费", "0万元"),
        ("运行费", "三公经费 > 公务用车购置及运行费", "4万元"),
    ]


def test_a_full_stop_ends_all_lists() -> None:
    assert parts("收入100万元，其中财政拨款90万元。支出80万元。") == [
        ("收入", "", "100万元"),
        ("财政拨款", "收入", "90万元"),
        ("支出", "", "80万元"),
    ]


def test_of_which_after_a_full_stop_goes_on_with_the_sentence_before() -> None:
    assert parts("三公经费5万元。其中：公务接待费1万元，因公出国（境）费0万元。") == [
        ("三公经费", "", "5万元"),
        ("公务接待费", "三公经费", "1万元"),
        ("因公出国（境）费", "三公经费", "0万元"),
    ]


def test_enumerations() -> None:
    assert parts("办公费10万元、印刷费2万元、差旅费5.5万元，其他72.59万元。") == [
        ("办公费", "", "10万元"),
        ("印刷费", "", "2万元"),
        ("差旅费", "", "5.5万元"),
        ("其他", "", "72.59万元"),
    ]
    assert parts("三公经费5万元，其中：1、公务接待费1万元；2、公务用车购置及运行费4万元。") == [
        ("三公经费", "", "5万元"),
        ("公务接待费", "三公经费", "1万元"),
        ("公务用车购置及运行费", "三公经费", "4万元"),
    ]


def test_after_of_which_the_whole_is_the_figure_before_even_with_a_clause_between() -> None:
    assert parts("机关运行经费共计安排94.09万元，主要用于日常运转，其中办公费10万元。") == [
        ("机关运行经费", "", "94.09万元"),
        ("办公费", "机关运行经费", "10万元"),
    ]


@pytest.mark.parametrize(
    "wording",
    [
        "“三公”经费预算安排5万元。",
        "“三公”经费安排5万元。",
        "“三公”经费为5万元。",
        "“三公”经费共计5万元。",
        "“三公”经费5 万元。",
        "“三公”经费：5万元。",
        "2021年我单位“三公”经费预算安排5万元。",
        "2021年，我办财政拨款“三公”经费预算安排5万元。",
        "2021年馆陶县人民政府办公室“三公”经费5万元。",
        "本部门“三公”经费约5万元。",
        "２０２１年“三公”经费５万元。",
    ],
)
def test_words_around_a_label_are_no_part_of_it(wording: str) -> None:
    assert parts(wording) == [('"三公"经费', "", "5万元")]


@pytest.mark.parametrize(
    ("text", "change"),
    [
        ("与2018年相比减少0.92，主要原因是：减少公务用车运维费。", ("三公经费", "0.92", "减少", "2018年")),
        ("较上年减少0.3万元。", ("三公经费", "0.3万元", "减少", "上年")),
        ("较2020年预算增加6.67万元。", ("三公经费", "6.67万元", "增加", "2020年预算")),
        ("比2020年决算数增长6.67万元。", ("三公经费", "6.67万元", "增加", "2020年决算数")),
        ("比去年下降6.67万元。", ("三公经费", "6.67万元", "减少", "去年")),
        ("相比2020年压减了2万元。", ("三公经费", "2万元", "减少", "2020年")),
        ("与去年同期相比，节约2万元。", ("三公经费", "2万元", "减少", "去年同期")),
        ("比上年执行数上升2万元。", ("三公经费", "2万元", "增加", "上年执行数")),
    ],
)
def test_a_change_against_a_base(text: str, change: tuple[str, str, str, str]) -> None:
    assert changes("三公经费5万元，" + text) == [change]
    assert parts("三公经费5万元，" + text)[0] == ("三公经费", "", "5万元")


def test_the_parts_of_a_change_share_its_base() -> None:
    assert changes(
        "预算收支安排765.14万元，较2020年预算增加6.67万元，其中：基本支出减少109.3万元，主要原因是人员减少；项目支出增加115.97万元。"
    ) == [
        ("预算收支安排", "6.67万元", "增加", "2020年预算"),
        ("基本支出", "109.3万元", "减少", "2020年预算"),
        ("项目支出", "115.97万元", "增加", "2020年预算"),
    ]


def test_a_base_may_be_named_with_the_earlier_figure() -> None:
    text = "三公经费57万元，相比去年三公经费67万元减少10万元。"
    assert changes(text) == [("三公经费", "10万元", "减少", "去年")]


def test_a_part_with_a_base_of_its_own_keeps_it_to_itself() -> None:
    assert changes(
        "收支安排765万元，较2020年预算增加6万元，其中：基本支出比2019年决算减少10万元；项目支出增加16万元。"
    ) == [
        ("收支安排", "6万元", "增加", "2020年预算"),
        ("基本支出", "10万元", "减少", "2019年决算"),
        ("项目支出", "16万元", "增加", "2020年预算"),
    ]


def test_an_amount_and_a_rate_of_one_change() -> None:
    assert changes("机关运行经费86.35万元，比上年增加3.2万元，增长3.85%。") == [
        ("机关运行经费", "3.2万元", "增加", "上年"),
        ("机关运行经费", "3.85%", "增加", "上年"),
    ]


def test_the_change_may_stand_before_what_changed() -> None:
    assert changes("与2020年相比，“三公”经费减少7.2万元，其中：公务接待费减少1万元、公务用车运维费减少6.2万元。") == [
        ('"三公"经费', "7.2万元", "减少", "2020年"),
        ("公务接待费", "1万元", "减少", "2020年"),
        ("公务用车运维费", "6.2万元", "减少", "2020年"),
    ]


def test_a_budget_that_was_spent_is_that_of_the_item_before_it() -> None:
    text = (
        "公务接待费支出5.12万元，完成预算8.00万元的64.00%，比上年增加0.22万元，增长4.49%。国内公务接待64批次，512人次。"
    )
    found = [(f.label, f.account, f.basis, _figure(f)) for f in read_numbers(text)[0]]
    assert found == [
        ("公务接待费支出", None, "value", "5.12万元"),
        ("公务接待费支出", "budget", "value", "8.00万元"),
        ("完成预算", None, "rate", "64.00%"),
        ("公务接待费支出", None, "change", "0.22万元"),
        ("公务接待费支出", None, "change", "4.49%"),
        ("国内公务接待", None, "value", "64批次"),
        ("国内公务接待", None, "value", "512人次"),
    ]
    assert next(f.parents for f in read_numbers(text)[0] if f.basis == "rate") == ("公务接待费支出",)


def test_names_before_their_number_are_not_what_it_is_called() -> None:
    assert parts("内设办公室、规划股、河湖股3个股室，下设事业单位2个。") == [
        ("内设股室", "", "3个"),
        ("下设事业单位", "", "2个"),
    ]


def test_what_costs_are_spoken_of_behind_an_item_is_that_item() -> None:
    text = (
        "公务接待费5.80万元，主要用于考察交流。费用支出较年初预算数减少2.20万元；较上年支出数减少1.08万元，下降15.7%。"
    )
    assert changes(text) == [
        ("公务接待费", "2.20万元", "减少", "年初预算数"),
        ("公务接待费", "1.08万元", "减少", "上年支出数"),
        ("公务接待费", "15.7%", "减少", "上年支出数"),
    ]


def test_the_year_before() -> None:
    """The second figure of a comparison belongs to its own year, not to the one of the document."""
    named, before = read_numbers("2020年收支安排2065万元，2019年为1560万元。")[0]
    assert (before.label, before.basis, before.year) == ("收支安排", "previous", 2019)
    assert named.year == 2020
    (last,) = read_numbers("去年三公经费8万元。")[0]
    assert (last.label, last.basis, last.year_shift) == ("三公经费", "previous", -1)
    (carried,) = read_numbers("上年结余、结转64.30万元。")[0]
    assert (carried.label, carried.basis) == ("上年结余、结转", "value")


def test_what_stood_at_the_end_of_a_year_is_a_stock() -> None:
    (found,) = read_numbers("上年末固定资产金额为1,073.26 万元。")[0]
    assert (found.basis, _figure(found)) == ("stock", "1073.26万元")
    assert found.label.startswith("固定资产")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("办公楼6000平方米、3部电梯的正常运行。", [("办公楼", "", "6000平方米"), ("电梯", "", "3部")]),
        ("共有车辆8辆。", [("车辆", "", "8辆")]),
        ("国内公务接待12批次、136人次。", [("国内公务接待", "", "12批次"), ("国内公务接待", "", "136人次")]),
        ("在职人员120人，其中行政编制80人。", [("在职人员", "", "120人"), ("行政编制", "在职人员", "80人")]),
        ("全年召开会议不少于12次，满意度达到95%以上。", [("召开会议", "", "≥12次"), ("满意度", "", "≥95%")]),
        ("差错率不超过1%。", [("差错率", "", "≤1%")]),
        ("办公用房面积6000平方米。", [("办公用房面积", "", "6000平方米")]),
        ("投入资金1.5亿元。", [("投入资金", "", "1.5亿元")]),
        ("财政拨款收入38万。", [("财政拨款收入", "", "38万元")]),
        ("义务植树42万株，受益人口2.6万人。", [("义务植树", "", "42万株"), ("受益人口", "", "2.6万人")]),
        ("投入100万人员经费。", [("投入", "", "100万元")]),
        (
            "食品抽检项目自评得分96.5分：全年预算数为220万元，执行数为215万元。",
            [
                ("食品抽检项目自评得分", "", "96.5分"),
                ("食品抽检项目", "食品抽检项目自评得分", "220万元"),
                ("食品抽检项目", "食品抽检项目自评得分", "215万元"),
            ],
        ),
    ],
)
def test_counts_targets_and_other_units(text: str, found: list[Part]) -> None:
    assert parts(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("根据《预算法》（2018年修正）的规定。", [("《预算法》", "name"), ("2018", "year")]),
        ("截至2020年12月31日。", [("2020年12月31日", "date")]),
        ("12月底前完成。", [("12月底", "date")]),
        ("电话0310-2812345。", [("0310-2812345", "name")]),
        ("依据冀财预〔2020〕143号文件。", [("143号", "name"), ("2020", "year")]),
        ("培训人数300-500人。", [("300-500", "range")]),
        ("2020-2021年度工作。", [("2020-2021", "range")]),
        ("第14届运动会。", [("第14届", "name")]),
        ("表3 支出总体情况表", [("表3", "name")]),
        ("1、负责文件。", [("1", "ordinal")]),
        ("做到：1、及时；2、准确。", [("1", "ordinal"), ("2", "ordinal")]),
        ("2021年工作要点。", [("2021", "year")]),
    ],
)
def test_numbers_that_are_no_figures(text: str, found: list[tuple[str, str]]) -> None:
    assert parts(text) == []
    assert set(found) <= set(others(text))


def test_a_year_is_no_amount_and_an_amount_like_a_year_is() -> None:
    assert parts("2021年收支安排2065万元。") == [("收支安排", "", "2065万元")]
    assert parts("2021年三公经费5万元，2020年8万元。") == [("三公经费", "", "5万元"), ("三公经费", "", "8万元")]


def test_a_figure_without_its_unit() -> None:
    """减少0.92 in a sentence of 万元: the missing unit is not made up; a bare number that measures nothing is no figure."""
    assert parts("三公经费24.1。") == [("三公经费", "", "24.1")]
    assert parts("联系人张三 5。") == []


def test_templates_left_unfilled_have_no_figures() -> None:
    assert read_numbers("较上年增加（减少）万元，增长  %。") == ([], [])
    assert read_numbers("本部门未安排“三公”经费，与上年持平。") == ([], [])


def test_every_figure_knows_its_place() -> None:
    text = "收入1,073.26 万元，其中拨款不少于９０%。"
    figures, _ = read_numbers(text)
    assert [text[found.token.number_start : found.token.number_end] for found in figures] == ["1,073.26", "９０"]
    assert [text[found.token.start : found.token.end] for found in figures] == ["1,073.26 万元", "不少于９０%"]


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("“三公”经费一般公共预算安排77.20万元", ('"三公"经费', "", "77.20万元")),
        ("青石县林业局部门机关运行费预算148.60万元", ("机关运行费预算", "", "148.60万元")),
        ("截至2023年12月31日，部门共有车辆14辆", ("车辆", "", "14辆")),
        ("2024年部门预算安排购置车辆1辆", ("购置车辆", "", "1辆")),
    ],
)
def test_owners_and_funds_are_no_part_of_a_name(text: str, part: Part) -> None:
    assert parts(text) == [part]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("公务接待费720.03万元，比上年多支113.1万元，上升18.63%。", ("公务接待费", "113.1万元", "增加", "上年")),
        ("购置公务用车18辆，比上年多7辆。", ("购置公务用车", "7辆", "增加", "上年")),
        ("公务用车保有量468辆，比上年少33辆。", ("公务用车保有量", "33辆", "减少", "上年")),
        ("与上年决算相比，“三公”经费少支1897.9万元。", ('"三公"经费', "1897.9万元", "减少", "上年决算")),
        ("接待费5万元，较上年减少1.5万元（42.86%）。", ("接待费", "42.86%", "减少", "上年")),
        ("“三公”经费5万元，比上年下降1万元，降幅16.64%。", ('"三公"经费', "16.64%", "减少", "上年")),
        ("财政收入221615万元，下降1.6%，同口径增长5.7%。", ("财政收入", "5.7%", "增加", "上年（同口径）")),
        ("公务接待费0万元，较上年增加（减少）0万元。", ("公务接待费", "0万元", "增加", "上年")),
    ],
)
def test_other_words_for_a_change(text: str, found: tuple[str, str, str, str]) -> None:
    assert found in changes(text)


def test_words_that_only_look_like_a_change() -> None:
    assert changes("接待不少于5批次，至少3人，较上年增加（减少）4万元。") == []


def test_the_levels_of_a_comparison_belong_to_the_item() -> None:
    text = "公务接待费122万元，较上年144万元减少22万元，下降15%，较预算数339万元减少217万元，下降64%。"
    found = read_numbers(text)[0]
    assert [(f.label, f.basis, f.account, f.base, _figure(f)) for f in found] == [
        ("公务接待费", "value", None, None, "122万元"),
        ("公务接待费", "previous", None, None, "144万元"),
        ("公务接待费", "change", None, "上年", "22万元"),
        ("公务接待费", "change", None, "上年", "15%"),
        ("公务接待费", "value", "budget", None, "339万元"),
        ("公务接待费", "change", None, "预算数", "217万元"),
        ("公务接待费", "change", None, "预算数", "64%"),
    ]


def test_the_level_of_the_year_before_inside_a_sentence() -> None:
    found = read_numbers("（二）2020年收入预算比2019年预算收入5535.82万元增加443.07万元。")[0]
    assert [(f.label, f.basis, f.year, _figure(f)) for f in found] == [
        ("收入预算", "previous", 2019, "5535.82万元"),
        ("收入预算", "change", None, "443.07万元"),
    ]


def test_a_list_under_another_year_is_of_that_year() -> None:
    text = "2019年收入617.41万元，支出617.41万元（其中工资福利支出579.11万元）。2020年收入655.55万元，支出655.55万元。"
    found = read_numbers(text)[0]
    assert [(f.label, f.year) for f in found] == [
        ("收入", 2019),
        ("支出", 2019),
        ("工资福利支出", 2019),
        ("收入", 2020),
        ("支出", 2020),
    ]


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("（一）因公出国费用。预算0万元。", ("因公出国费用", "", "0万元")),
        ("（一）收入预算，2018年年初预算数26135744.64元。", ("收入预算", "", "26135744.64元")),
        ("（一）收入预算总体安排情况 青石局2015年收入预算112.18万元。", ("收入预算", "", "112.18万元")),
        ("按同口径计算，一般公共预算收入30161万元。", ("按同口径计算，一般公共预算收入", "", "30161万元")),
        ("“三公”经费决算390118.10元，为年初预算的268%。", ("完成年初预算", '"三公"经费', "268%")),
    ],
)
def test_what_a_figure_is_called_by_the_words_around_it(text: str, part: Part) -> None:
    assert part in parts(text)


@pytest.mark.parametrize(
    "text", ["运行维护费1, 537.4万元。", "浏览次数：3854", "财政拨款25809744.6", "总收入在201年基础增加。"]
)
def test_numbers_that_nobody_can_tell(text: str) -> None:
    assert parts(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("基本支出预算100万元，较上年增17.1万元。", ("基本支出预算", "17.1万元", "增加", "上年")),
        ("商品和服务支出5万元，较上年减0.04万元，减0.01%。", ("商品和服务支出", "0.01%", "减少", "上年")),
        ("“三公”经费5万元，较2017年下降2%，其中公务接待费减幅2.79%。", ("公务接待费", "2.79%", "减少", "2017年")),
        (
            "“三公”经费5.48万元。其中，公务用车运行维护费支出决算比预算无增减变化，比去年增加1.05万元。",
            ("公务用车运行维护费支出", "1.05万元", "增加", "去年"),
        ),
    ],
)
def test_changes_in_few_words(text: str, found: tuple[str, str, str, str]) -> None:
    assert found in changes(text)


def test_a_number_behind_a_bracket_is_of_what_stands_before_it() -> None:
    assert parts("国内公务接待330批次(其中外事接待0批次),1950人次。") == [
        ("国内公务接待", "", "330批次"),
        ("外事接待", "国内公务接待", "0批次"),
        ("国内公务接待", "", "1950人次"),
    ]


def test_a_table_that_lost_its_rows_has_no_figures() -> None:
    assert parts("单位:万元 项 目 预算数 决算数 合 计 65.00 64.87 公务接待费 21.00 21.00 公务用车费 44.00 43.87") == []


def test_a_budget_behind_a_rate_is_that_of_the_item() -> None:
    text = "一般公共预算支出107752万元，为预算数257288万元的41.9%，比上年减支9240万元。接待费5万元，占预算100万元的5%。"
    found = read_numbers(text)[0]
    assert [(f.label, f.account, _figure(f)) for f in found][:3] == [
        ("一般公共预算支出", None, "107752万元"),
        ("一般公共预算支出", "budget", "257288万元"),
        ("完成预算", None, "41.9%"),
    ]
    assert ("接待费", "budget", "100万元") not in [(f.label, f.account, _figure(f)) for f in found]


def test_items_with_parts_of_their_own_one_behind_the_other() -> None:
    text = (
        "包括教育支出9万元，其中小学教育7万元，教师进修2万元；社会保障支出5万元，其中养老保险5万元；"
        "城乡社区支出3万元，其中城市建设3万元。"
    )
    assert parts(text) == [
        ("教育支出", "", "9万元"),
        ("小学教育", "教育支出", "7万元"),
        ("教师进修", "教育支出", "2万元"),
        ("社会保障支出", "", "5万元"),
        ("养老保险", "社会保障支出", "5万元"),
        ("城乡社区支出", "", "3万元"),
        ("城市建设", "城乡社区支出", "3万元"),
    ]


def test_a_part_with_parts_is_a_part_all_the_same() -> None:
    text = "支出100万元，其中：基本支出60万元；项目支出40万元，其中甲项目30万元。"
    assert parts(text) == [
        ("支出", "", "100万元"),
        ("基本支出", "支出", "60万元"),
        ("项目支出", "支出", "40万元"),
        ("甲项目", "项目支出", "30万元"),
    ]


def test_counts_at_the_end_of_a_year_that_their_sentence_names_once() -> None:
    found = read_numbers("2022年年末在职人员53人，退休人员62人。")[0]
    assert [(each.label, each.basis, each.year) for each in found] == [
        ("在职人员", "stock", 2022),
        ("退休人员", "stock", 2022),
    ]


def test_a_heading_that_no_stop_ends_is_no_label() -> None:
    assert parts("1.总体情况2019年度收入总计4,320.52万元，支出总计4,320.52万元。") == [
        ("收入总计", "", "4320.52万元"),
        ("支出总计", "", "4320.52万元"),
    ]


def test_items_of_headings_in_one_line() -> None:
    text = "2016年“三公”经费财政拨款预算343万元。 1.因公出国（境）费用。2016年预算数0万元。 2.公务接待费。2016年预算数54万元。"
    assert [(label, figure) for label, _, figure in parts(text)] == [
        ('"三公"经费财政拨款预算', "343万元"),
        ("因公出国（境）费用", "0万元"),
        ("公务接待费", "54万元"),
    ]


def test_shares_behind_their_figures() -> None:
    assert parts("支出预算1841万元。其中：人员支出1060万元、占57.56%，项目支出580万元、占31.50%。") == [
        ("支出预算", "", "1841万元"),
        ("人员支出", "支出预算", "1060万元"),
        ("占", "人员支出", "57.56%"),
        ("项目支出", "支出预算", "580万元"),
        ("占", "项目支出", "31.50%"),
    ]
    assert parts("税收收入87.75亿元，占一般公共预算收入比重63.7%。")[1] == (
        "占一般公共预算收入比重",
        "税收收入",
        "63.7%",
    )


def test_the_rate_of_the_budget_of_the_year() -> None:
    text = "一般公共预算收入137.78亿元，完成年度预算105.9%，同比增长5%。其中：税收收入87.75亿元。"
    assert parts(text) == [
        ("一般公共预算收入", "", "137.78亿元"),
        ("完成年度预算", "一般公共预算收入", "105.9%"),
        ("一般公共预算收入", "", "5%"),
        ("税收收入", "一般公共预算收入", "87.75亿元"),
    ]


def test_what_was_spent_at_the_end_of_a_year_is_no_stock() -> None:
    found = read_numbers("公务接待费2015年年末支出1.36万元，固定资产2015年年末5万元。")[0]
    assert [(each.label, each.basis, each.year) for each in found] == [
        ("公务接待费支出", "previous", 2015),
        ("固定资产", "stock", 2015),
    ]


def test_changes_held_against_what_the_paragraph_begins_with() -> None:
    text = "与2021年执行数（人大审查批准，下同）相比，有以下变化。一是收入增加3627万元。二是上解支出增加2162万元。"
    assert changes(text) == [
        ("收入", "3627万元", "增加", "2021年执行数"),
        ("上解支出", "2162万元", "增加", "2021年执行数"),
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("一般公共预算拨款比2023年增加预算131.22万元。", ("一般公共预算拨款", "131.22万元", "增加", "2023年")),
        ("收入5万元，支出6万元，比上年收入增加50.8%。", ("收入", "50.8%", "增加", "上年")),
        ("营业税收入18万元，下降-26.7%。", ("营业税收入", "26.7%", "减少", None)),
        ("“三公”经费支出2.29亿元，比上年减少支出0.88亿元。", ('"三公"经费支出', "0.88亿元", "减少", "上年")),
    ],
)
def test_changes_in_unusual_words(text: str, found: tuple[str, str, str | None, str | None]) -> None:
    assert changes(text)[-1] == found


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("遗属2人，共计支出149.06万元。", ("支出", "", "149.06万元")),
        ("国内公务接待62批次，共计支出5.83万元。", ("国内公务接待支出", "", "5.83万元")),
    ],
)
def test_what_was_spent_in_all(text: str, part: Part) -> None:
    assert part in parts(text)


def test_three_accounts_of_one_item() -> None:
    labelled = read_numbers(
        "一般公共预算收入年初预算数为24.1亿元，经市人大常委会审议通过的调整预算数（下同）为24.2亿元，"
        "决算数为24.5亿元，同比上年增长4.9%，为预算的101.8%。"
    )[0]
    assert [(f.label, f.account or f.basis, _figure(f)) for f in labelled] == [
        ("一般公共预算收入", "budget", "24.1亿元"),
        ("一般公共预算收入调整预算", "budget", "24.2亿元"),
        ("一般公共预算收入", "final", "24.5亿元"),
        ("一般公共预算收入", "change", "4.9%"),
        ("完成预算", "rate", "101.8%"),
    ]


def test_counts_behind_the_head_of_what_is_counted() -> None:
    assert parts("核定编制29人。在校学生：小学129人，学前教育54人。教师20人。") == [
        ("核定编制", "", "29人"),
        ("小学", "在校学生", "129人"),
        ("学前教育", "在校学生", "54人"),
        ("教师", "", "20人"),
    ]


def test_the_parts_of_an_item_that_is_named_again_are_of_its_own_year() -> None:
    labelled = read_numbers(
        "2019年基本支出424.57万元，2018年基本支出448.21万元，2019年比2018年减少23.64万元，基本支出包括：教育支出291.49万元。"
    )[0]
    assert [(found.label, found.year) for found in labelled if found.parents] == [("教育支出", None)]


def test_a_share_with_the_figure_of_its_whole() -> None:
    assert parts("民生支出138966万元，占一般公共预算支出165720万元的84%。其中：教育支出36473万元。") == [
        ("民生支出", "", "138966万元"),
        ("一般公共预算支出", "", "165720万元"),
        ("占一般公共预算支出", "民生支出", "84%"),
        ("教育支出", "民生支出", "36473万元"),
    ]


def test_a_height_that_was_passed_is_no_figure() -> None:
    text = "地方财政支出突破28亿元台阶，达28.41亿元。"
    assert [figure for _, _, figure in parts(text)] in ([], ["28.41亿元"])
    assert ("突破28亿元台阶", "name") in others(text)


def test_what_kept_even_is_no_part_of_the_next_item() -> None:
    assert parts("与上年持平公务接待费预算数为310.37万元，决算支出数为249.29万元。") == [
        ("公务接待费", "", "310.37万元"),
        ("公务接待费", "", "249.29万元"),
    ]


def test_the_parts_of_last_years_total_are_last_years() -> None:
    labelled = read_numbers("上年度 “三公”经费支出24.67万元，其中运行维护费15.48万元、公务接待费9.18万元。")[0]
    assert [(found.label, found.year_shift) for found in labelled][1:] == [("运行维护费", -1), ("公务接待费", -1)]


def test_a_rate_is_held_against_what_its_amount_is() -> None:
    assert changes(
        "三公经费比2019年（疫情前）决算数减少24.87万元，降低28.6%。公务接待费22.59万元，比上年决算数增加20.63万元，增长1055.4%。"
    ) == [
        ("三公经费", "24.87万元", "减少", "2019年决算数"),
        ("三公经费", "28.6%", "减少", "2019年决算数"),
        ("公务接待费", "20.63万元", "增加", "上年决算数"),
        ("公务接待费", "1055.4%", "增加", "上年决算数"),
    ]


def test_three_budgets_and_an_account_of_one_item() -> None:
    text = "一般公共预算收入年初预算数133亿元，调整预算数134亿元，变动预算数135亿元，决算数129亿元，为预算的96.6%。"
    found = [(each.label, each.account, _figure(each)) for each in read_numbers(text)[0]]
    assert found[0] == ("一般公共预算收入", "budget", "133亿元")
    assert found[-2] == ("一般公共预算收入", "final", "129亿元")
    assert {account for _, account, _ in found[:3]} == {"budget"}


def test_what_a_paragraph_is_held_against_by_its_opening() -> None:
    text = "与市人大审议的2020年执行数（以下简称执行数）相比，收支总计均增加10亿元。在收入方面，中央补助减少9亿元。"
    assert [base for _, _, _, base in changes(text)] == ["2020年执行数", "2020年执行数"]


def test_what_changed_is_the_item_that_was_affected() -> None:
    text = "地方收入比预算超收150万元，税收收入受减税降费影响，较年初预算减少6020万元，下降11.36%。"
    assert [(label, figure) for label, figure, _, _ in changes(text)][1:] == [
        ("税收收入", "6020万元"),
        ("税收收入", "11.36%"),
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        # an item whose amount is blacked out has its own change
        (
            "“三公”经费51.58万元，较2016年增加23.86万元。其中：因公出国费为XX万元，较2016年减少0万元；公务接待费35.9万元。",
            [('"三公"经费', "51.58"), ('"三公"经费', "23.86"), ("因公出国费", "0"), ("公务接待费", "35.9")],
        ),
        # what is told with a part set apart is of the whole
        (
            "全区收入857.99亿元，其中：留抵退税收入194.35亿元，扣除留抵退税因素后，同比下降0.6%，按自然口径下降16.6%。",
            [("全区收入", "857.99"), ("留抵退税收入", "194.35"), ("全区收入", "0.6"), ("全区收入", "16.6")],
        ),
        # levels and zones in the bracket behind a change tell its parts, and no amounts of theirs
        (
            "全旗收入29万元，比上年增加6万元（其中：旗本级5万元，开发区1万元），增长26.1%。",
            [("全旗收入", "29"), ("全旗收入", "6"), ("全旗收入", "26.1")],
        ),
        # a change behind a share of its own is one of the share
        (
            "总收入240亿元。教育经费占支出的比例为19.84%，比去年增长0.51%。",
            [("收入", "240"), ("占支出", "19.84"), ("教育经费占支出", "0.51")],
        ),
        # the end of the page cuts it off
        ("收入总计12万元。收支较上年增加3", [("收入总计", "12")]),
        # each number by its own noun
        ("现有22个教学班，1068名学生。", [("教学班", "22"), ("学生", "1068")]),
        (
            "公务用车购置支出决算为0万元，完成预算5万元的--%（基数为0）。",
            [("公务用车购置", "0"), ("公务用车购置", "5")],
        ),
    ],
)
def test_what_a_figure_is_of(text: str, found: list[tuple[str, str]]) -> None:
    read = [(each.label, str(each.token.value)) for each in read_numbers(text)[0]]
    assert [pair for pair in read if pair[0] != "基数"] == found
