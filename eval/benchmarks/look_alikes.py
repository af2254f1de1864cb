"""Synthetic disclosures with the narrative parts of real ones: duties, goals, measures, indicators, reasons, definitions.

Run: python -m eval.benchmarks.look_alikes FOLDER [COUNT]

They stand beside the real ones in the benchmark of the search. Places are real, bodies go by turns, sentences and amounts are
drawn by seed from `look_alikes.toml`; nothing in them is true.
"""

import sys
import tomllib
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files
from pathlib import Path
from random import Random
from typing import Any

from eval.benchmarks.synthetic import Budget, as_lines, counties, main

COUNT = 1000
SEED = 11
YEARS = range(2018, 2024)
# Every second disclosure is of a government's or a party committee's office, as the real ones are.
OFFICES = ("office", "party")
DEPARTMENTS = ("finance", "education", "health", "farming", "emergency", "welfare")
NUMERALS = "一二三四五六七八九十"


@dataclass(frozen=True, slots=True)
class _Writer:
    """One disclosure in the making: whose it is, and the draws."""

    place: str
    body: str
    kind: str
    year: int
    budget: Budget
    random: Random

    def said(self, sentence: str) -> str:
        """A sentence of the templates for this body and year."""
        return sentence.format(
            place=self.place, body=self.body, level=self.place[-1], year=self.year, before=self.year - 1
        )

    def drawn(self, sentences: list[Any], least: int, most: int) -> list[Any]:
        """Some of the templates, in a drawn order."""
        return self.random.sample(sentences, min(len(sentences), self.random.randint(least, most)))

    def change(self) -> str:
        """By how much something differs from the year before, and why."""
        amount = Decimal(self.random.randrange(1, 9000)) / 100
        direction = self.random.choice(("增加", "减少"))
        reason = self.random.choice(templates()["reasons"]["list"])
        return f"与{self.year - 1}年相比{direction}{amount}万元，主要原因是{reason}。"


@cache
def templates() -> dict[str, Any]:
    """The sentences by section."""
    content = (files("eval") / "benchmarks" / "look_alikes.toml").read_text(encoding="utf-8")
    return tomllib.loads(content)


def disclosure(place: str, kind: str, year: int, random: Random) -> str:
    """The text of one disclosure of a place's body: the sections of the real ones in their usual order."""
    suffix = templates()["kinds"][kind]["suffix"]
    body = f"中共{place}{suffix}" if kind == "party" else f"{place}{suffix}"
    writer = _Writer(place, body, kind, year, Budget.drawn(random), random)
    lines = [f"{body}{year}年部门预算信息公开情况说明", writer.said(random.choice(templates()["opening"]))]
    for number, (name, section) in enumerate(SECTIONS.items()):
        heading = random.choice(templates()["headings"][name])
        lines += [f"{NUMERALS[number]}、{heading}", *section(writer)]
    return "\n".join([*lines, ""])


def _duties(writer: _Writer) -> list[str]:
    duties = writer.drawn(templates()["kinds"][writer.kind]["duties"], 6, 16)
    rows: list[tuple[str, ...]] = [("单位名称", "单位性质", "单位规格", "经费保障形式")]
    rows.append((f"{writer.body}本级", "行政", "正科级", "财政拨款"))
    for unit in writer.drawn(templates()["units_of"], 1, 3):
        rank, funding = writer.random.choice(templates()["ranks"]), writer.random.choice(templates()["funding"])
        rows.append((writer.said(unit), "事业", rank, funding))
    numbered = [f"（{_numeral(number)}）{writer.said(duty)}" for number, duty in enumerate(duties, start=1)]
    return ["部门职责：", *numbered, "机构设置：", "部门机构设置情况", *as_lines(rows), ""]


def _overall(writer: _Writer) -> list[str]:
    budget, year = writer.budget, writer.year
    tasks = "、".join(name for name, _ in budget.tasks)
    return [
        "1、收入说明",
        f"{year}年预算收入{budget.total}万元，其中：一般公共预算收入{budget.total}万元，基金预算收入0万元。",
        "2、支出说明",
        f"{year}年支出预算{budget.total}万元，其中基本支出{budget.basic}万元，包括人员经费{budget.personnel}万元和"
        f"日常公用经费{budget.office}万元；项目支出{budget.projects}万元，主要为{tasks}等。",
        "3、比上年增减情况",
        writer.change(),
    ]


def _operating(writer: _Writer) -> list[str]:
    purpose = writer.random.choice(templates()["reasons"]["spent_on"])
    return [f"{writer.year}年，{writer.body}机关运行经费安排{writer.budget.office}万元，主要用于{purpose}等支出。"]


def _three_public(writer: _Writer) -> list[str]:
    budget = writer.budget
    return [
        f"{writer.year}年“三公”经费预算{budget.san_gong}万元，其中因公出国（境）费{budget.abroad}万元；公务用车购置及运维费"
        f"{budget.cars}万元（其中：公务用车购置费{budget.car_purchase}万元，公务用车运维费{budget.car_running}万元）；"
        f"公务接待费{budget.reception}万元。{writer.change()}"
    ]


def _performance(writer: _Writer) -> list[str]:
    goals = templates()["goals"]
    lines = ["第一部分 部门整体绩效目标", "（一）总体绩效目标", writer.said(writer.random.choice(goals["overall"]))]
    lines.append("（二）分项绩效目标")
    for number, (name, goal, indicator) in enumerate(writer.drawn(goals["parts"], 3, 5), start=1):
        lines += [f"{_numeral(number)}、{name}", f"绩效目标：{goal}", f"绩效指标：{indicator}"]
    lines.append("（三）工作保障措施")
    for number, (name, measure) in enumerate(writer.drawn(templates()["measures"]["list"], 4, 6), start=1):
        lines.append(f"{number}、{name}。{measure}")
    lines.append("第二部分 预算项目绩效目标")
    for number, project in enumerate(writer.drawn(templates()["projects"]["list"], 2, 3), start=1):
        lines += [f"{number}、{project[0]}绩效目标表", *_project(writer, project)]
    return lines


def _project(writer: _Writer, project: list[str]) -> list[str]:
    _, first, second, label, described, target, basis = project
    kind, effect, effect_described, effect_target = writer.random.choice(templates()["projects"]["results"])
    rows: list[tuple[str, ...]] = [
        ("绩效目标", f"1.{writer.said(first)}\n2.{second}"),
        ("一级指标", "二级指标", "三级指标", "绩效指标描述", "指标值", "指标值确定依据"),
        ("产出指标", "数量指标", label, described, target, basis),
        ("", "时效指标", "完成时间", "项目全部完成的时间", "12月底前", "工作计划"),
        ("效益指标", kind, effect, effect_described, effect_target, "工作实际"),
        ("满意度指标", "服务对象满意度指标", "服务对象满意度", "服务对象表示满意的比例", "≥90%", "问卷调查"),
    ]
    return [*as_lines(rows), ""]


def _procurement(writer: _Writer) -> list[str]:
    amount = Decimal(writer.random.randrange(0, 9000)) / 100
    return [f"{writer.year}年，{writer.body}安排政府采购预算{amount}万元，用于购置办公设备和服务。"]


def _assets(writer: _Writer) -> list[str]:
    amount = Decimal(writer.random.randrange(1000, 900_000)) / 100
    return [f"{writer.body}上年末固定资产金额为{amount}万元，本年拟购置固定资产见政府采购预算。"]


def _definitions(writer: _Writer) -> list[str]:
    chosen = writer.drawn(templates()["definitions"]["list"], 7, 11)
    return [f"{number}、{name}：{meaning}" for number, (name, meaning) in enumerate(chosen, start=1)]


def _other(writer: _Writer) -> list[str]:
    return list(writer.drawn(templates()["closing"]["list"], 1, 2))


SECTIONS = {
    "duties": _duties,
    "overall": _overall,
    "operating": _operating,
    "three_public": _three_public,
    "performance": _performance,
    "procurement": _procurement,
    "assets": _assets,
    "definitions": _definitions,
    "other": _other,
}


def _numeral(number: int) -> str:
    """1 to 19 as a heading counts them: 一, 十, 十二."""
    return NUMERALS[number - 1] if number <= len(NUMERALS) else "十" + NUMERALS[number - 11]


def write(folder: Path, count: int = COUNT) -> None:
    """Write ``count`` disclosures, each of another place; the first ones are the same for every count.

    Raises ``ValueError`` for more than there are places.
    """
    random, places = Random(SEED), counties()
    if count > len(places):
        raise ValueError(f"{count} disclosures of other places are wanted, and there are {len(places)} places")
    folder.mkdir(parents=True, exist_ok=True)
    random.shuffle(places)
    for number, place in enumerate(places[:count]):
        kinds = DEPARTMENTS if number % 2 else OFFICES
        kind = kinds[number // 2 % len(kinds)]
        year = random.choice(YEARS)
        (folder / f"{number:04}.txt").write_text(disclosure(place, kind, year, random), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], __doc__, write, COUNT))
