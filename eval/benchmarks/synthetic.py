"""Synthetic disclosures: counties by their real names, years and bodies by turns, amounts by seed; nothing in them is true.

Run: python -m eval.benchmarks.synthetic FOLDER [COUNT]
"""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from importlib.resources import files
from pathlib import Path
from random import Random

COUNT = 2000
SEED = 7
PLACES = 1000  # counties; a second disclosure of one county is of another of its bodies
YEARS = range(2018, 2024)
BODIES = ("人民政府办公室", "财政局", "教育局", "卫生健康局", "农业农村局", "委办公室")
# Counties of the real disclosures and of the samples: others of the same name would make their questions ambiguous.
LEFT_OUT = ("馆陶", "广阳", "新乐", "长安", "鹿泉")
TASKS = ("电子政务外网", "办公系统", "信息平台", "业务培训", "档案整理", "值班值守", "大楼维修", "宣传引导")
GOODS = (("台式计算机", "A02010104", "台"), ("打印设备", "A0201060199", "台"), ("木制台、桌类", "A060299", "张"))
REASONS = ("压减一般性支出", "人员调入", "新增信息化项目", "车辆移交机关事务中心", "落实过紧日子要求")


@dataclass(frozen=True, slots=True)
class Budget:
    """The amounts of one disclosure, in 万元; every total is the sum of its parts."""

    personnel: Decimal
    office: Decimal
    tasks: tuple[tuple[str, Decimal], ...]
    abroad: Decimal
    car_running: Decimal
    car_purchase: Decimal
    reception: Decimal

    @classmethod
    def drawn(cls, random: Random) -> "Budget":
        def amount(most: int) -> Decimal:
            return Decimal(random.randrange(0, most * 100)) / 100

        return cls(
            personnel=amount(900) + 50,
            office=amount(120) + 5,
            tasks=tuple((name, amount(200) + 1) for name in random.sample(TASKS, random.randint(2, 5))),
            abroad=amount(10) if random.random() < 0.3 else Decimal(0),
            car_running=amount(60),
            car_purchase=amount(40) if random.random() < 0.2 else Decimal(0),
            reception=amount(30),
        )

    @property
    def basic(self) -> Decimal:
        return self.personnel + self.office

    @property
    def projects(self) -> Decimal:
        return sum((amount for _, amount in self.tasks), Decimal(0))

    @property
    def total(self) -> Decimal:
        return self.basic + self.projects

    @property
    def cars(self) -> Decimal:
        return self.car_running + self.car_purchase

    @property
    def san_gong(self) -> Decimal:
        return self.abroad + self.cars + self.reception


def counties() -> list[str]:
    """Names of counties that exist today, each once: two of one name could not be told apart in a title."""
    names: dict[str, int] = {}
    for line in (files("index") / "data" / "regions.tsv").read_text(encoding="utf-8").splitlines():
        columns = line.split("\t")
        if line.startswith("#") or len(columns) < 4 or columns[0].endswith("00") or columns[3]:
            continue
        names[columns[1]] = names.get(columns[1], 0) + 1
    return [
        name
        for name, times in names.items()
        if times == 1 and len(name) > 2 and name[-1] in "县区市" and not name.startswith(LEFT_OUT)
    ]


def disclosure(body: str, year: int, random: Random) -> str:
    """The text of one disclosure: the sections of the samples in short, with two or three tables."""
    budget = Budget.drawn(random)
    sections = [_overall, _operating, _san_gong, *random.sample([_purchases, _assets, _accounts], 2)]
    lines = [f"{body}{year}年部门预算公开说明", f"按照要求，现将{body}{year}年部门预算公开如下。"]
    for number, section in zip("一二三四五", sections, strict=True):
        title, *rest = section(body, year, budget, random)
        lines += [f"{number}、{title}", *rest]
    return "\n".join([*lines, ""])


def _overall(body: str, year: int, budget: Budget, random: Random) -> list[str]:
    tasks = "，".join(f"{name}项目{amount}万元" for name, amount in budget.tasks)
    change = Decimal(random.randrange(1, 9000)) / 100
    direction = random.choice(("增加", "减少"))
    return [
        "预算总体情况",
        f"{year}年收入预算{budget.total}万元，其中：一般公共预算收入{budget.total}万元，基金预算收入0万元。",
        f"{year}年支出预算{budget.total}万元，其中基本支出{budget.basic}万元（人员经费{budget.personnel}万元，"
        f"日常公用经费{budget.office}万元）；项目支出{budget.projects}万元，包括{tasks}。",
        f"收支总规模比{year - 1}年预算{direction}{change}万元，主要原因是{random.choice(REASONS)}。",
    ]


def _operating(body: str, year: int, budget: Budget, random: Random) -> list[str]:
    return ["机关运行经费", f"{year}年机关运行经费{budget.office}万元，用于办公、印刷、邮电、差旅等支出。"]


def _san_gong(body: str, year: int, budget: Budget, random: Random) -> list[str]:
    change = Decimal(random.randrange(1, 900)) / 100
    return [
        "“三公”经费",
        f"{year}年“三公”经费预算{budget.san_gong}万元，包括公务接待费{budget.reception}万元，"
        f"公务用车购置及运维费{budget.cars}万元（公务用车运维费{budget.car_running}万元，"
        f"公务用车购置费{budget.car_purchase}万元），因公出国（境）费{budget.abroad}万元。"
        f"比{year - 1}年{random.choice(('增加', '减少'))}{change}万元，原因是{random.choice(REASONS)}。",
    ]


def as_lines(rows: list[tuple[str, ...]]) -> list[str]:
    """Rows in the layout of the sample texts: a cell a line behind a tab, a blank line behind each row."""
    return [line for row in rows for line in (*(f"\t{cell}" for cell in row), "")]


def _purchases(body: str, year: int, budget: Budget, random: Random) -> list[str]:
    rows: list[tuple[str, ...]] = [("采购物品名称", "政府采购目录序号", "计量单位", "数量", "单价", "政府采购金额")]
    total = Decimal(0)
    for name, code, unit in random.sample(GOODS, random.randint(1, 3)):
        count, price = random.randint(1, 20), Decimal(random.randrange(5, 90)) / 100
        total += count * price
        rows.append((name, code, unit, str(count), str(price), str(count * price)))
    heading = f"{year}年政府采购预算为{total}万元，明细见下表。"
    return ["政府采购预算", heading, "部门政府采购预算", f"\t{body}", "\t单位：万元", "", *as_lines(rows), ""]


def _assets(body: str, year: int, budget: Budget, random: Random) -> list[str]:
    values = [Decimal(random.randrange(100, 90_000)) / 100 for _ in range(3)]
    names = ("1、房屋（平方米）", "2、车辆（台、辆）", "3、单价在20万元以上的设备")
    counts = (random.randint(100, 9000), random.randint(0, 20), random.randint(0, 5))
    rows: list[tuple[str, ...]] = [("项目", "数量", "价值（金额单位：万元）"), ("资产总额", "——", str(sum(values)))]
    rows += [(name, str(count), str(value)) for name, count, value in zip(names, counts, values, strict=True)]
    heading = f"截至上年末共有固定资产{sum(values)}万元。"
    until = f"\t截止时间：{year - 1}-12-31"
    return ["国有资产情况", heading, "部门固定资产占用情况表", f"\t{body}", until, "", *as_lines(rows), ""]


def _accounts(body: str, year: int, budget: Budget, random: Random) -> list[str]:
    rows: list[tuple[str, ...]] = [("科目编码", "科目名称", "合计", "基本支出", "项目支出")]
    rows.append(("2010301", "行政运行", str(budget.basic), str(budget.basic), ""))
    rows.append(("2010302", "一般行政管理事务", str(budget.projects), "", str(budget.projects)))
    rows.append(("", "合计", str(budget.total), str(budget.basic), str(budget.projects)))
    return ["支出预算", "部门预算支出总表", f"\t{body}", "\t单位：万元", "", *as_lines(rows), ""]


def write(folder: Path, count: int = COUNT) -> None:
    """Write ``count`` disclosures, the same for the same count: county and body by turns."""
    folder.mkdir(parents=True, exist_ok=True)
    random, places = Random(SEED), counties()
    random.shuffle(places)
    for number in range(count):
        place, turn = places[number % PLACES], number // PLACES
        kind = BODIES[(number + turn) % len(BODIES)]
        body = f"中共{place}{kind}" if kind == "委办公室" else f"{place}{kind}"
        year = random.choice(YEARS)
        (folder / f"{number:04}.txt").write_text(disclosure(body, year, random), encoding="utf-8")


def main(arguments: list[str], usage: str | None, writing: Callable[[Path, int], None], count: int) -> int:
    """The command of a benchmark's documents: FOLDER [COUNT]."""
    if not 1 <= len(arguments) <= 2:
        print(usage, file=sys.stderr)
        return 2
    folder, count = Path(arguments[0]), int(arguments[1]) if len(arguments) == 2 else count
    writing(folder, count)
    print(f"{count} disclosures in {folder}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], __doc__, write, COUNT))
