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
