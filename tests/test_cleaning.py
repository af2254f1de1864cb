"""What is no text in a source, and where the rest of it stood."""

import pytest

from index.cleaning import CleanText, clean, normalise, residue_spans, squash, with_marks


def cleaned(source: str) -> CleanText:
    return clean(source, 0, len(source))


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("[bookmark: _Toc474]一、收入", "一、收入"),
        ("[bookmark:_GoBack]三公[bookmark:x]经费", "三公经费"),
        ('一、部门职责{ TC "一、部门职责" \\l 1 }', "一、部门职责"),
        ("二、收支{ PAGEREF _Toc1 \\h }3", "二、收支3"),
        ('{TOC \\o "1-3"}目录', "目录"),
        ('见{ HYPERLINK "http://example.cn/2021" }附表', "见附表"),
        ("**一、收入**", "一、收入"),
        ("## 二、支出", "二、支出"),
        ("- 3.完成率", "3.完成率"),
        ("预算\u200b1.2\ufeff万元", "预算1.2万元"),
        ("  \u3000收入\u3000 ", "收入"),
        ("收入 - 支出", "收入 - 支出"),
        ("第#1号", "第#1号"),
        ("{ 括号 }", "{ 括号 }"),
        ("[2021]5号", "[2021]5号"),
        ("", ""),
        ("**", ""),
    ],
)
def test_residue_is_dropped(source: str, text: str) -> None:
    assert cleaned(source).text == text


def test_every_character_knows_where_it_stood() -> None:
    source = "前文\n**预算**[bookmark: x]1.2\u200b万元。"
    text = clean(source, 3, len(source))
    assert text.text == "预算1.2万元。"
    assert "".join(source[offset] for offset in text.offsets) == text.text
    start, end = text.source_span(2, 7)
    assert source[start:end] == "1.2\u200b万元"
    part = text.part(5, 7)
    assert (part.text, [source[offset] for offset in part.offsets]) == ("万元", ["万", "元"])


def test_residue_spans_name_what_clean_drops() -> None:
    source = '**一**[bookmark: 2]\n{ TC "3" }完'
    assert [source[start:end] for start, end in residue_spans(source)] == ["**", "**", "[bookmark: 2]", '{ TC "3" }']


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("２０２１年３００．５万元", "2021年300.5万元"),
        ("(其中:购置费,运维费;其他)", "（其中：购置费，运维费；其他）"),
        ("1,073.26", "1,073.26"),
        ("收入,支出", "收入，支出"),
        ("5,000元,6元", "5,000元，6元"),
        ("“三公”「三公」", '"三公""三公"'),
        ("≧９５﹪", "≥95%"),
        ("2020—2021", "2020-2021"),
        ("300～500", "300~500"),
        ("一　般\t公共\n预算", "一 般 公共 预算"),
    ],
)
def test_variants_are_folded_and_lengths_kept(text: str, folded: str) -> None:
    assert normalise(text) == folded
    assert len(normalise(text)) == len(text)


@pytest.mark.parametrize(
    ("text", "key"),
    [("项　 目", "项目"), ("资金支出计划\n（%）", "资金支出计划（%）"), ("科目 编码", "科目编码"), (" ", "")],
)
def test_squash_makes_a_key(text: str, key: str) -> None:
    assert squash(text) == key


def test_traditional_characters_are_folded_and_their_readings_dropped() -> None:
    assert normalise("青石縣財政撥款“三公”經費35萬元") == normalise("青石县财政拨款“三公”经费35万元")
    assert normalise("乾县、著作、后勤") == "乾县、著作、后勤"  # characters that simplified text has as well
    assert cleaned("經(jīng)費(fèi) 0 萬(wàn)元，因公出國(guó)(境)費(fèi)").text == "經費 0 萬元，因公出國(境)費"


def test_a_text_with_its_marks_folded_keeps_its_lines() -> None:
    assert with_marks("一、收入:5万元;\n二、支出,3万元") == "一、收入：5万元；\n二、支出，3万元"


def test_blanks_inside_a_word_are_dropped() -> None:
    assert cleaned("同 比 增 加27万元，公务用车运 行 维 护 费5万元").text == "同比增加27万元，公务用车运 行维护费5万元"
    assert cleaned("一、收入 二、支出").text == "一、收入 二、支出"
    broken = "公 务接待费支\n出21万元"
    assert clean(broken, 0, len(broken), wrapped=True).text == "公务接待费支出21万元"
