"""Answers in the terminal: what is said, where it stands, what contradicts it."""

from io import StringIO
from pathlib import Path

from rich.console import Console

from assistant.contract import Answer, Citation
from assistant.rendering import place, print_answer
from tests.asking import library


def rendered(answer: Answer, width: int = 200) -> list[str]:
    """Lines of an answer on a plain terminal, without blanks at their ends."""
    console = Console(file=StringIO(), width=width, highlight=False)
    print_answer(answer, console)
    assert isinstance(console.file, StringIO)
    return [line.rstrip() for line in console.file.getvalue().splitlines() if line.strip()]


def test_an_answer_with_citation_and_assumption(tmp_path: Path) -> None:
    answer = library(tmp_path, "四、“三公”经费预算情况\n2022年“三公”经费预算20.4万元。").ask("蔚县三公经费")
    assert rendered(answer) == [
        "蔚县人民政府办公室2022年“三公”经费预算为20.4万元。[1]",
        "[1] 0.txt › 四、“三公”经费预算情况",
        "    “2022年“三公”经费预算20.4万元”",
        "（单位：该地在库中只有蔚县人民政府办公室；年度：库中仅有2022年）",
    ]


def test_a_warning_with_the_numbers_of_its_places(tmp_path: Path) -> None:
    body = "四、“三公”\n公务用车购置及运维费18.9万元（公务用车购置费0万元，公务用车运维费28.9万元）。"
    assert rendered(library(tmp_path, body).ask("蔚县人民政府办公室2022年公务用车购置费")) == [
        "蔚县人民政府办公室2022年公务用车购置费预算为0万元。[1]",
        "[1] 0.txt › 四、“三公”",
        "    “公务用车购置及运维费18.9万元（公务用车购置费0万元”",
        "[2] 0.txt › 四、“三公”",
        "    “28.9万元”",
        "⚠ 公务用车购置及运维费18.9万元，与其中项之和（0+28.9=28.9万元）相差10万元。[1][2]",
    ]


def test_an_absence_with_what_to_ask_instead(tmp_path: Path) -> None:
    answer = library(tmp_path, "四、“三公”经费预算情况\n2022年“三公”经费预算20.4万元。").ask("蔚县2022年会议费")
    assert rendered(answer)[-1] == "可以这样问：蔚县人民政府办公室2022年“三公”经费是多少"


def test_brackets_of_a_document_are_no_markup(tmp_path: Path) -> None:
    body = "一、机构\n机构表\n单位名称\t单位性质\n蔚县信息中心\t[red]事业[/red]"
    lines = rendered(library(tmp_path, body).ask("蔚县信息中心的单位性质"))
    assert any("“[red]事业[/red]”" in line for line in lines)


def test_a_narrow_terminal_folds_and_loses_nothing(tmp_path: Path) -> None:
    answer = library(tmp_path, "四、“三公”经费预算情况\n2022年“三公”经费预算20.4万元。").ask("蔚县三公经费")
    narrow = "".join(line.strip() for line in rendered(answer, width=24))
    assert answer.text in narrow
    assert answer.citations[0].quote in narrow


def test_a_place_in_one_line() -> None:
    cell = Citation(
        number=1,
        document_id="d",
        file="003.txt",
        title="…",
        section=["六、政府采购", "部门政府采购预算"],
        table="部门政府采购预算",
        row=5,
        column=3,
        row_labels=["日常公用经费", "台式计算机"],
        column_labels=["金额", "单价"],
        quote="0.50",
        start=0,
        end=4,
        url="…",
    )
    assert place(cell) == "003.txt › 六、政府采购 › 部门政府采购预算 › 日常公用经费 / 台式计算机 › “单价”栏"
    elsewhere = cell.model_copy(
        update={"section": ["七、国有资产"], "table": "占用情况表", "row_labels": [], "column_labels": []}
    )
    assert place(elsewhere) == "003.txt › 七、国有资产 › 《占用情况表》"
