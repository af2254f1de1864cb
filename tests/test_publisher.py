"""Titles and opening sentences as they stand, and who published what for which year."""

import pytest

from index.facts import Publisher
from index.parsing import parse_document
from index.publisher import publisher_of, title_years
from index.readers.text import read

BODY = "\n一、收入说明\n2021年预算收入100万元。\n"


def publisher(text: str, file: str = "公开.txt") -> Publisher:
    return publisher_of(parse_document(read(file, text.encode()), file))


@pytest.mark.parametrize(
    ("title", "entity", "period", "family"),
    [
        ("馆陶县人民政府办公室2021年部门预算信息公开情况说明", "馆陶县人民政府办公室", 2021, "budget"),
        ("馆陶县人民政府办公室\n2021年部门预算信息公开情况说明", "馆陶县人民政府办公室", 2021, "budget"),
        ("中共石家庄市鹿泉区委办公室2021年部门预算", "中共石家庄市鹿泉区委办公室", 2021, "budget"),
        ("上海市浦东新区财政局2021年度部门预算", "上海市浦东新区财政局", 2021, "budget"),
        ("关于馆陶县财政局2020年度部门决算公开的说明", "馆陶县财政局", 2020, "final"),
        ("馆陶县财政局（本级）2020年度决算公开", "馆陶县财政局（本级）", 2020, "final"),
        ("馆陶县财政局2022年部门预决算公开", "馆陶县财政局", 2022, "budget"),
        ("202 馆陶县财政局2021年部门预算", "馆陶县财政局", 2021, "budget"),
        ("馆陶县财政局 2021 年部门预算", "馆陶县财政局", 2021, "budget"),
        ("馆陶县财政局２０２１年部门预算", "馆陶县财政局", 2021, "budget"),
    ],
)
def test_the_title_says_who_when_and_what(title: str, entity: str, period: int, family: str) -> None:
    assert publisher(title + BODY) == Publisher(entity, period, family)


def test_the_opening_sentence_says_it_where_the_title_does_not() -> None:
    found = publisher("信息公开\n按照有关规定，现将青石县财政局2021年部门预算公开如下：\n一、收入\n收入100万元。\n")
    assert found == Publisher("青石县财政局", 2021, "budget")


def test_we_is_no_name() -> None:
    found = publisher("青石县财政局2021年部门预算\n现将我局2021年部门预算公开如下：\n一、收入\n收入100万元。\n")
    assert found.entity == "青石县财政局"
    assert publisher("我局2021年部门预算\n公开如下。\n一、收入\n收入100万元。\n").entity == ""
    assert publisher("信息公开\n现将我局2021年部门预算公开如下：\n一、收入\n收入100万元。\n").entity == ""


def test_the_department_line_of_a_table_names_the_publisher() -> None:
    found = publisher("2021年部门预算公开\n收支总表\n编制部门：青石县财政局\n单位：万元\n项目\t预算数\n收入\t5\n")
    assert found == Publisher("青石县财政局", 2021, "budget")
    found = publisher("2021年部门预算公开\n收支总表\n编制部门：青石县财政局\t单位：万元\n项目\t预算数\n收入\t5\n")
    assert found == Publisher("青石县财政局", 2021, "budget")


def test_without_a_title_the_year_that_the_text_names_most() -> None:
    text = "信息公开\n一、收入\n2020年部门预算收入90万元，2021年部门预算收入100万元。\n2021年部门预算支出100万元。\n"
    assert publisher(text) == Publisher("", 2021, "budget")


def test_a_text_that_names_neither() -> None:
    assert publisher("通知\n请各单位按时报送材料。\n") == Publisher("", None, "budget")


def test_a_final_account_is_known_by_its_text_where_the_title_does_not_say() -> None:
    text = "信息公开\n一、支出\n2020年支出决算95万元，其中基本支出决算90万元。\n"
    assert publisher(text).family == "final"


def test_the_years_of_title_and_text_are_told_apart() -> None:
    text = "青石县财政局2021年部门预算\n现将青石县财政局2020年部门预算公开如下：\n一、收入\n收入1万元。\n"
    document = parse_document(read("公开.txt", text.encode()), "公开.txt")
    assert title_years(document) == (2021, 2020)
    assert publisher_of(document).period == 2021


@pytest.mark.parametrize(
    ("title", "entity", "period", "family"),
    [
        ("2018年青石县委宣传部“三公”经费增减情况说明", "青石县委宣传部", 2018, "budget"),
        ("2021年青石镇人民政府部门预算", "青石镇人民政府", 2021, "budget"),
        ("2020年度青石县“三公”经费决算", "青石县", 2020, "final"),
        ("青石镇2020年“三公”经费决算", "青石镇", 2020, "final"),
        ("青石县公布2014年县级“三公经费”预算", "青石县", 2014, "budget"),
        ("青石縣審計局2022年“三公”經費預算公開", "青石县审计局", 2022, "budget"),
        ("• 青石县赤水乡2020年“三公”经费情况说明", "青石县赤水乡", 2020, "budget"),
    ],
)
def test_titles_of_short_statements(title: str, entity: str, period: int, family: str) -> None:
    assert publisher(title + BODY.replace("2021年", "")) == Publisher(entity, period, family)


@pytest.mark.parametrize(
    ("text", "entity", "period"),
    [
        ("青石县2016年一般公共预算“三公”经费决算数2364万元。\n", "青石县", 2016),
        (
            "经青石市财政局汇总，2025年全市使用财政拨款安排“三公”经费预算1969万元，较2024年的2190万元减少221万元。\n",
            "青石市",
            2025,
        ),
        (
            "第一部分 青石区粮食管理局概况\n一、主要职责\n第二部分 2018年部门预算情况说明\n2018年收入预算5万元。\n",
            "青石区粮食管理局",
            2018,
        ),
        (
            "一、部门情况\n四川省青石中学是负责实施高中教育的事业单位。\n2020年收入预算5万元，比2019年增加1万元。\n",
            "四川省青石中学",
            2020,
        ),
        ("一、概况\n青石镇地处县城西部，辖13个村。\n2019年核定编制79人。\n", "青石镇", 2019),
        ("公开表\n920青石县下口镇财政所\n2025年预算收入5万元。\n", "青石县下口镇财政所", 2025),
        ("一、情况\n按照规定，我单位2021年三公经费5万元。\n", "", 2021),
    ],
)
def test_a_text_without_a_title_says_whose_it_is(text: str, entity: str, period: int) -> None:
    found = publisher(text)
    assert (found.entity, found.period) == (entity, period)


def test_a_year_that_is_only_compared_with_is_not_the_year_of_a_text() -> None:
    text = "经汇总，2021年区本级“三公”经费预算4432万元，与2020年预算基本持平，比2020年预算少5万元。\n"
    assert publisher(text).period == 2021


def test_what_was_spent_is_a_final_account() -> None:
    text = "说明\n2018年“三公”经费支出2.05万元，年初预算为2.95万元，公务接待费支出2.05万元，年初预算为2万元。\n"
    assert publisher(text).family == "final"


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        ("青石县人民法院\n2017年度一般公共预算财政拨款\n“三公”经费决算情况说明", ("青石县人民法院", 2017, "final")),
        ("青石县人民检察院\n关于财政拨款“三公”经费预算\n2014年情况的说明", ("青石县人民检察院", 2014, "budget")),
        ("您的位置：首页 > 信访局\n2021年部门预算公开说明青石县信访局.", ("青石县信访局", 2021, "budget")),
        ("信息名称|青石县文化馆2018年三公经费预算公开", ("青石县文化馆", 2018, "budget")),
        (
            "部门预算项目支出绩效自评表（2023年度） |\n实施单位 (盖章) |\n青石县发展和改革局 |",
            ("青石县发展和改革局", 2023, "budget"),
        ),
        ("青石县2024年4月财政收支情况", ("青石县", 2024, "budget")),
    ],
)
def test_titles_in_several_lines_and_with_other_words(lines: str, found: tuple[str, int, str]) -> None:
    assert publisher(f"{lines}\n一、收入\n收入1万元。\n") == Publisher(*found)


def test_the_year_of_foundation_is_not_the_year_of_a_text() -> None:
    text = "一、职能\n青石县赤水乡卫生院1958年6月建院。\n2021年收支总预算8.23万元，较2020年增加0.79万元。\n"
    assert publisher(text) == Publisher("青石县赤水乡卫生院", 2021, "budget")


def test_an_office_behind_the_year_is_not_the_county() -> None:
    assert publisher("青石县2015年度移民局“三公”经费决算公开\n支出1万元。\n") == Publisher(
        "青石县移民局", 2015, "final"
    )
    assert publisher("青石县2015年县本级“三公”经费决算公开\n支出1万元。\n").entity == "青石县"


@pytest.mark.parametrize(
    ("lines", "entity"),
    [
        ("?????青石县赤水镇人民政府\n2022年部门预算编制说明", "青石县赤水镇人民政府"),
        ("区科协2019年部门预算公开\n青石区科学技术协会2019年部门预算编制说明", "青石区科学技术协会"),
        ("说明\n据青石县财政局汇总，2021年县级“三公”经费支出1360.13万元。", "青石县"),
        ("说明：\n经济开发区财政局汇总，2021年区级“三公”经费支出1360.13万元。", "经济开发区"),
        ("经济开发区管理委员会2020年部门预算\n一、收支", "经济开发区管理委员会"),
        ("（河北省）关于青石市赤水县2020年预算执行情况的报告\n一、收支", "青石市赤水县"),
        ("标题 青石县赤水小学2023年部门预算\n一、收支", "青石县赤水小学"),
        ("青石县2017年政府决算公开说明\n一、收支", "青石县"),
        ("2020年公开\n纳入青石县公安局（汇总）2020年部门决算编制范围的预算单位12个。", "青石县公安局（汇总）"),
    ],
)
def test_marks_and_words_around_the_name_of_a_body(lines: str, entity: str) -> None:
    assert publisher(f"{lines}\n二、收入\n收入1万元。\n").entity == entity


def test_places_whose_names_begin_like_words_for_oneself() -> None:
    for body in ("本溪县财政局", "全州县教育局", "全椒县人民法院"):
        assert publisher(f"{body}2020年部门预算\n一、收支\n收入1万元。\n").entity == body
    for words in ("本镇各村小学", "全县各乡镇学校", "各街道办事处", "该县中心小学"):
        assert publisher(f"{words}2020年部门预算\n一、收支\n收入1万元。\n").entity == ""


@pytest.mark.parametrize(
    ("text", "entity"),
    [
        ("一、概况\n青石湾中央商务区管理委员会（以下简称“本部门”）为区政府派出机构。", "青石湾中央商务区管理委员会"),
        ("一、概况\n2021年区妇联预算如下。\n区妇联现设4个科室。", "区妇联"),
        ("一、概况\n馆陶县柏桥社区卫生服务中心由政府举办。", "馆陶县柏桥社区卫生服务中心"),
        ("|名称：|馆陶县柏桥小学2021年部门预算情况说明|||", "馆陶县柏桥小学"),
        ("馆陶县第六幼儿园 关于2021年度部门预算编制的说明 | |||||||||", "馆陶县第六幼儿园"),
        # a name without its place, and in full elsewhere
        (
            "2021年度市直工委部门预算\n一、基本情况\n2021年新乐市直属机关工作委员会收支如下。",
            "新乐市直属机关工作委员会",
        ),
        ("一、柏桥三小概况\n馆陶县柏桥镇第三小学部门预算包括本级预算。", "馆陶县柏桥镇第三小学"),
    ],
)
def test_bodies_that_only_the_text_names(text: str, entity: str) -> None:
    assert publisher(f"{text}\n二、收入\n收入1万元。\n").entity == entity


@pytest.mark.parametrize(
    ("text", "entity"),
    [
        ("馆陶县人民政府\n关于2021年财政决算草案的报告\n县人大常委会：", "馆陶县"),
        ("关于2021年财政决算的报告\n根据有关制度，县财政局汇编了2021年度馆陶县财政决算。", "馆陶县"),
        ("关于2021年财政决算的报告\n发布时间：2022-10-30来源：馆陶县财政局", "馆陶县"),
        ("受市人民政府委托，向新乐市人大常委会报告2021年预算执行情况。", "新乐市"),
        # several places alike, or an office in one: nobody can tell
        ("关于2021年财政决算的报告\n馆陶县财政和新乐市财政决算如下。", ""),
        ("2021年部门预算情况说明\n按照馆陶县人民政府要求公开。", ""),
    ],
)
def test_areas_that_only_the_text_of_a_report_names(text: str, entity: str) -> None:
    assert publisher(f"{text}\n一、收入\n收入1万元。\n").entity == entity


def test_a_line_with_an_amount_is_no_title() -> None:
    document = parse_document(read("a.txt", "一、概况\n2021年部门预算拨款355.68万元\n".encode()), "a.txt")
    assert document.title == "a"


@pytest.mark.parametrize(
    ("text", "family"),
    [
        ("馆陶县2021年“三公”经费预算安排和使用情况\n2021年“三公”经费支出5万元，预算数6万元，决算数5万元。", "final"),
        (
            "馆陶县2019年度“三公”经费公开说明\n2020-09-27 15:24\n一般公共预算“三公”经费支出合计5万元，同比减少1万元。",
            "final",
        ),
        ("馆陶县2021年“三公”经费公开说明\n2021-03-01 10:00\n一般公共预算“三公”经费5万元。", "budget"),
        ("馆陶县2024年4月财政收支情况\n一般公共预算收入24627万元，为年初预算数60999万元的40.4%。", "budget"),
    ],
)
def test_statements_of_spending_are_no_budgets(text: str, family: str) -> None:
    assert publisher(f"{text}\n").family == family


def test_words_of_a_newspaper_name_no_body() -> None:
    text = "打开省水利厅网站，财务处负责人说，水利类支出细了。\n新乐市财政局负责人介绍，2015年“三公”经费8.43亿元。\n"
    assert publisher(text).entity == ""


@pytest.mark.parametrize(
    ("text", "entity"),
    [
        ("财务信息\n\n2020年度馆陶县人民检察院（本级）部门决算公开", "馆陶县人民检察院（本级）"),
        ("2021年\n馆陶县人民检察院（差额表）\n部门预算", "馆陶县人民检察院"),
        (
            "河北省交通运输部门2022年“三公”经费预算情况说明\n交通运输厅2022年“三公”经费预算数为98.65万元。",
            "河北省交通运输厅",
        ),
        ("根据新乐市第五届人民代表大会第五次会议批准的新乐市本级2024年预算，“三公”经费3923万元。", "新乐市"),
    ],
)
def test_names_among_the_words_of_a_page(text: str, entity: str) -> None:
    assert publisher(f"{text}\n一、收入\n收入1万元。\n").entity == entity


def test_a_budget_held_against_the_budget_of_the_year_before() -> None:
    text = "馆陶县2024年“三公”经费说明\n公务接待费预算6万元，比上年年初预算减少3万元。出国费预算1万元，比上年年初预算增加1万元。"
    assert publisher(f"{text}\n").family == "budget"


@pytest.mark.parametrize(
    ("text", "entity"),
    [
        # whose unit it is stands behind it, and is not the body
        (
            "目录\n二、机构设置\n青石县实验小学为纳入青石县教育局2025年单位预算编制范围的二级预算单位。\n收入预算1831.82万元。\n",
            "青石县实验小学",
        ),
        (
            "目录\n（一）职能职责\n青石工业园区管理委员会按区政府授权管理园区经济，承担招商事务。\n2021年项目支出20万元。\n",
            "青石工业园区管理委员会",
        ),
        (
            "二、机构设置\n属青石县教育局下属的二级预算单位。2024年收入100万元。\n单位:青石县第四幼儿园 | 2024年度 | 金额单位:万元 |\n",
            "青石县第四幼儿园",
        ),
    ],
)
def test_a_unit_and_the_body_above_it(text: str, entity: str) -> None:
    assert publisher(text).entity == entity


@pytest.mark.parametrize("line", ["第四部分 人大批复", "第三部分 相关说明"])
def test_a_line_of_contents_is_no_body(line: str) -> None:
    assert publisher(f"2021年青石县政府公开目录\n{line}\n2021年我县收入100万元。\n").entity in {"青石县", ""}


def test_statistics_tell_what_came_of_a_year() -> None:
    text = "青石县2023年教育经费统计情况\n2023年教育经费总收入240.55亿元，比上年增长1.88%。\n"
    assert publisher(text).family == "final"


@pytest.mark.parametrize(
    ("text", "entity"),
    [
        # what a congress adopted is no part of a body's name, nor what it was told to do
        (
            "受区政府委托，就鹿泉区2020年财政决算草案作报告。\n2020年区十六届人大第四次会议批准的全区收入预算为300万元。\n",
            "鹿泉区",
        ),
        (
            "三公经费公布\n2012年河北省环境保护厅按省外办安排的出国计划，安排预算74.6万元。\n",
            "河北省环境保护厅",
        ),
        # who grants, and whose notice is followed, is not who publishes
        (
            "依照河北省财政厅《关于做好2016年预算公开工作的通知》，现将我厅预算数说明如下。\n2016年省财政厅预算安排，“因公出国费”15万元。\n",
            "",
        ),
        (
            "一、部门基本情况\n南城街道办事处属区级直属单位。\n2021年设河北省石家庄市鹿泉区南城街道文化服务中心。收入10万元。\n",
            "河北省石家庄市鹿泉区南城街道办事处",
        ),
        (
            "依据《鹿泉区财政局关于2015年度部门决算批复的通知》，说明如下：\n一、主要职责\n石家庄市鹿泉区教育局主管全区教育工作，管理教师队伍。\n",
            "石家庄市鹿泉区教育局",
        ),
        # 本级政府 is the area's own budget
        ("2022年石家庄市本级政府预算公开\n目录\n第一部分 预算报告\n", "石家庄市"),
    ],
)
def test_what_a_sentence_says_of_a_body_is_no_part_of_its_name(text: str, entity: str) -> None:
    assert publisher(text).entity == entity
