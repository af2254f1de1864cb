"""Heading lines as they stand, and the tree they make."""

import pytest

from index.sections import Line, Numbering, build_sections, chinese_number, is_heading, numbering


def tree(text: str) -> list[str]:
    """Titles of the sections, indented by their level."""
    lines, at = [], 0
    for line in text.strip().split("\n"):
        lines.append(Line(line, at, at + len(line)))
        at += len(line) + 1
    sections, _ = build_sections(lines, "标题", at)
    return ["  " * (section.level - 1) + section.title for section in sections[1:]]


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("第二部分 绩效目标", Numbering("part", 2, 5)),
        ("第3部分、说明", Numbering("part", 3, 5)),
        ("一、部门职责", Numbering("chinese", 1, 2)),
        ("二十一、其他", Numbering("chinese", 21, 4)),
        ("（三）公务接待费", Numbering("chinese_bracket", 3, 3)),
        ("1、收入说明", Numbering("arabic", 1, 2)),
        ("12.购置费", Numbering("arabic", 12, 3)),
        ("（2）购置费", Numbering("arabic_bracket", 2, 3)),
        ("1.5万元", None),
        ("2021年预算", None),
        ("收入100万元", None),
    ],
)
def test_numbering(line: str, found: Numbering | None) -> None:
    assert numbering(line) == found


@pytest.mark.parametrize(
    ("text", "value"), [("一", 1), ("十", 10), ("十二", 12), ("二十", 20), ("二十一", 21), ("九", 9), ("7", 7)]
)
def test_chinese_number(text: str, value: int) -> None:
    assert chinese_number(text) == value


@pytest.mark.parametrize(
    ("line", "heading"),
    [
        ("四、财政拨款“三公”经费预算情况及增减变化原因", True),
        ("（一）总体绩效目标", True),
        ("(一）总体绩效目标", True),
        ("1.收入说明", True),
        ("部门职责：", True),
        ("1、公务接待费1.2万元", False),
        ("1、负责起草重要讲话、会议材料；组织会议；承办其他事项", False),
        ("一、按照规定，对收入，支出，进行公开", False),
        ("我部门无其他需要说明的事项", False),
        ("（一）" + "长" * 50, False),
    ],
)
def test_what_is_a_heading(line: str, heading: bool) -> None:
    assert is_heading(line) is heading


def test_parts_sections_and_items_nest() -> None:
    assert tree("""
第一部分 部门概况
一、主要职责
（一）起草文件
（二）督查督办
二、机构设置
第二部分 预算说明
一、收支情况
1、收入说明
2、支出说明
二、机关运行经费
""") == [
        "第一部分 部门概况",
        "  一、主要职责",
        "    （一）起草文件",
        "    （二）督查督办",
        "  二、机构设置",
        "第二部分 预算说明",
        "  一、收支情况",
        "    1、收入说明",
        "    2、支出说明",
        "  二、机关运行经费",
    ]


def test_numbering_starts_again_inside_the_next_section() -> None:
    assert tree("""
一、职责
（一）文件
（二）会议
二、机构
（一）本级
（二）下属
""") == ["一、职责", "  （一）文件", "  （二）会议", "二、机构", "  （一）本级", "  （二）下属"]


def test_a_gap_in_the_numbers_stays_on_its_level() -> None:
    assert tree("一、职责\n（一）文件\n二、机构\n四、三公经费\n七、国有资产\n") == [
        "一、职责",
        "  （一）文件",
        "二、机构",
        "四、三公经费",
        "七、国有资产",
    ]


def test_a_number_printed_twice_opens_a_section_of_the_same_level() -> None:
    assert tree("一、职责\n二、机构\n1、本级\n二、预算安排\n1、收入\n三、三公经费\n") == [
        "一、职责",
        "二、机构",
        "  1、本级",
        "二、预算安排",
        "  1、收入",
        "三、三公经费",
    ]


def test_the_same_style_may_stand_inside_its_own_parts() -> None:
    """一、 under （二） under 五、, as disclosures write their goals; 六、 goes on with the outer sequence."""
    assert tree("""
五、预算绩效信息
（一）总体目标
一、保障会议
二、保障运转
（二）分项目标
一、公文处理
六、政府采购
""") == [
        "五、预算绩效信息",
        "  （一）总体目标",
        "    一、保障会议",
        "    二、保障运转",
        "  （二）分项目标",
        "    一、公文处理",
        "六、政府采购",
    ]


def test_a_number_goes_on_with_the_innermost_sequence_that_expects_it() -> None:
    assert tree("一、职责\n（一）目标\n一、会议\n二、运转\n三、督查\n") == [
        "一、职责",
        "  （一）目标",
        "    一、会议",
        "    二、运转",
        "    三、督查",
    ]


def test_words_with_a_colon_open_a_list_below_their_section() -> None:
    assert tree("一、职责\n主要职责：\n机构设置：\n二、收入\n") == [
        "一、职责",
        "  主要职责：",
        "  机构设置：",
        "二、收入",
    ]


def test_a_section_reaches_to_the_next_of_its_level_and_lines_know_theirs() -> None:
    text = "青石县财政局2021年部门预算\n一、职责\n负责财政。\n（一）收支\n管收支。\n二、三公\n5万元。\n"
    lines, at = [], 0
    for line in text.strip().split("\n"):
        lines.append(Line(line, at, at + len(line)))
        at += len(line) + 1
    sections, membership = build_sections(lines, "青石县财政局2021年部门预算", len(text))
    assert [text[section.start : section.end] for section in sections[1:]] == [
        "一、职责\n负责财政。\n（一）收支\n管收支。\n",
        "（一）收支\n管收支。\n",
        "二、三公\n5万元。\n",
    ]
    assert [sections[number].title for number in membership] == [
        "青石县财政局2021年部门预算",
        "一、职责",
        "一、职责",
        "（一）收支",
        "（一）收支",
        "二、三公",
        "二、三公",
    ]
    assert sections[2].path == ("一、职责", "（一）收支")
    assert sections[2].parent == 1


def test_levels_that_the_file_gives_open_sections_without_numbers() -> None:
    lines = [
        Line("部门概况", 0, 4, level=1),
        Line("职责", 5, 7, level=2),
        Line("负责财政。", 8, 13),
        Line("预算说明", 14, 18, level=1),
    ]
    sections, membership = build_sections(lines, "标题", 18)
    assert [(section.title, section.level) for section in sections[1:]] == [
        ("部门概况", 1),
        ("职责", 2),
        ("预算说明", 1),
    ]
    assert membership == [1, 2, 2, 3]
