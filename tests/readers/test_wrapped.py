"""Text that the width of a page broke into lines: the lines, and the paragraphs and figures read from them."""

from index.extraction import extract
from index.parsing import parse_document
from index.readers.text import read

WRAPPED = """青石县科学技术协会 2023 年部门预算公开
（二）政府采购预算安排情况说明。
2023 年政府采购预算 17000 元，同比增加 17000 元，其中：政
府集中采购预算 17000 元，占政府采购预算的 100%，分散采购
预算 0 元。按政府采购项目类型，分为货物类采购、工程类采购和
服务类采购三种类型。其中：货物类采购 10000 元，工程类采购
- 12 -
0 元，含印刷、会务、维修维护及其他各项服务的服务类采购 70
00 元，主要用于机关办公设备更新、资料印刷及科普活动物
品的购置，由办公室负责组织实施，年内分两批完成采购和验收。
（三）国有资产的总体情况说明。
共有车辆 1 辆。
"""


def facts_of(text: str) -> list[tuple[str, str]]:
    facts = extract(parse_document(read("公开.txt", text.encode()), "公开.txt")).facts
    return [(fact.label, fact.value_text) for fact in facts]


def test_broken_words_and_numbers_are_whole_again_and_page_numbers_gone() -> None:
    found = facts_of(WRAPPED)
    assert ("政府集中采购预算", "17000 元") in found
    assert ("含印刷、会务、维修维护及其他各项服务的服务类采购", "7000 元") in [
        (label, value.replace("\n", "")) for label, value in found
    ]
    assert ("车辆", "1 辆") in found
    assert not [value for _, value in found if value.startswith("12")]


def test_lines_that_are_paragraphs_stay_apart() -> None:
    text = "青石县财政局2021年部门预算\n一、收入说明\n2021年收入预算100万元。\n2021年支出预算90万元。\n"
    source = read("公开.txt", text.encode())
    assert len(source.blocks) == 4
    listed = "青石县财政局2021年部门预算\n" + "\n".join(
        f"第{n}项工作任务由相关股室分别按要求落实到位办理" for n in "甲乙丙丁戊己庚辛"
    )
    assert len(read("公开.txt", listed.encode()).blocks) == 9
