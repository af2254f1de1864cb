import pytest

from index.document import Paragraph, RawCell, RawTable
from index.readers.writer import SourceWriter, subscript, superscript


def test_blocks_stand_at_their_offsets() -> None:
    writer = SourceWriter()
    writer.paragraph("一、概况", level=1, page=2)
    writer.table([[("项目", 1, 1), ("金额", 1, 2)], [("办公费", 1, 1), ("1.2", 1, 1), ("", 1, 1)]], sheet="表一")
    writer.paragraph("注：无")
    source = writer.source("docx", ["a", "b", "a"])

    assert source.text == "一、概况\n项目\t金额\n办公费\t1.2\t\n注：无"
    assert source.blocks == (
        Paragraph(0, 4, level=1, page=2),
        RawTable(
            (
                (RawCell(5, 7), RawCell(8, 10, colspan=2)),
                (RawCell(11, 14), RawCell(15, 18), RawCell(19, 19)),
            ),
            spans_known=True,
            sheet="表一",
        ),
        Paragraph(20, 23),
    )
    assert (source.format, source.notes) == ("docx", ("a", "b"))


@pytest.mark.parametrize(
    ("written", "stored"),
    [
        ("甲\t乙", "甲 乙"),
        ("甲\r\n乙\x0b丙\u2028丁", "甲\n乙\n丙\n丁"),
        ("\u3000\u3000甲 \xa0", "甲"),
        ("甲\x00\x07\ud800乙", "甲乙"),
    ],
)
def test_text_is_made_storable(written: str, stored: str) -> None:
    writer = SourceWriter()
    writer.paragraph(written)
    writer.table([[(written, 1, 1)]])
    source = writer.source("html")

    assert source.text == f"{stored}\n{stored}"
    assert [source.text[block.start : block.end] for block in source.blocks] == [stored, stored]


def test_blank_paragraphs_and_tables_without_cells_leave_nothing() -> None:
    writer = SourceWriter()
    assert writer.paragraph(" \u3000") is None
    assert writer.table([]) is None
    assert writer.table([[], []]) is None
    assert writer.source("html").text == ""


def test_a_row_under_vertical_merges_stays_an_empty_row() -> None:
    writer = SourceWriter()
    table = writer.table([[("甲", 2, 1), ("乙", 2, 1)], [], [("丙", 1, 2)]])
    assert table is not None
    assert [len(row) for row in table.rows] == [2, 0, 1]
    assert writer.source("docx").text == "甲\t乙\n\n丙"


def test_raised_digits_do_not_join_the_number_before_them() -> None:
    assert f"1.2{superscript('1')}" == "1.2¹"
    assert f"CO{subscript('2')}" == "CO₂"
