"""The same question gets the same bytes: in another process, with another hash seed, over an index built in another order."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from eval.cases import cases_of
from index.build import ingest
from tests.conftest import REPOSITORY

SAMPLES = REPOSITORY / "eval" / "corpus"
QUESTIONS = REPOSITORY / "eval" / "questions"
PER_SET = 4  # direct questions of each set
HASH_SEEDS = ("0", "1", "20260")
# What sets and dicts decide most easily: lists, choices between equals, several bodies, several turns.
OTHERS = """
馆陶县政府办采购了哪些东西
馆陶县政府办有绩效目标表的项目有哪些
馆陶县人民政府办公室有哪些内设机构
长安区政府办有几个项目
2021年哪些单位的三公经费超过10万元
三公经费最高的是哪个单位
三公经费最低的是哪家
各单位三公经费从高到低排名
各单位公务接待费分别是多少
所有单位的三公经费合计是多少
三公经费平均是多少
馆陶县政府办和广阳区政府办的公务接待费哪个高
鹿泉区委办与馆陶县政府办的三公经费相差多少
馆陶县政府办2021年公务接待费和公务用车运维费一共是多少
馆陶县政府办公务接待费占三公经费的比例
馆陶县政府办基本支出占支出预算的百分之几
馆陶县政府办2021年三公经费比上年下降百分之几
新乐2020年公务接待费和会议费分别是多少
馆陶采购台式计算机的单价和数量
广阳区政府办2021年基本支出减少的原因
馆陶县政府办项目支出为什么增加
什么是机关运行经费
“三公”经费包括哪些内容
馆陶县的预算有没有矛盾的地方
馆陶县政府办2021年的收支平衡吗
三公经费是多少
完成率是多少
馆陶县政府办完成率的指标值
长安区政府办满意度指标值
正定县2021年三公经费
馆陶县政府办2022年三公经费
馆陶县政府办的决算
石家庄市的三公经费
今天天气怎么样
鹿泉国有资本经营预算
馆陶县政府督查室的单位规格
how much did 馆陶 budget for 三公 in 2021
Which office has the highest 三公经费 in 2021?
compare the reception budgets of 馆陶 and 广阳
""".split("\n")
TURNS = [
    ["馆陶县政府办2021年三公经费是多少", "那广阳区呢", "公务接待费呢"],
    ["完成率是多少", "馆陶县政府办的", "第一个"],
]
ASK = """
import json, sys
from pathlib import Path
from assistant.assistant import Assistant

assistant = Assistant.open(Path(sys.argv[1]))
asked = json.load(sys.stdin)
for question in asked["questions"]:
    print(assistant.ask(question).model_dump_json())
for turns in asked["conversations"]:
    for answer in assistant.converse(turns):
        print(answer.model_dump_json())
"""
pytestmark = [pytest.mark.integration]


def questions() -> list[str]:
    """Direct questions of every set beside those listed above."""
    found = [question for question in OTHERS if question]
    for path in sorted(QUESTIONS.rglob("*.jsonl")):
        cases = list(cases_of(path))
        found += [case.turns[0] for case in cases[:: len(cases) // PER_SET][:PER_SET]]
    return found


def answers(index: Path, hash_seed: str) -> list[str]:
    """The JSON of all answers, from a process of its own."""
    asked = subprocess.run(
        [sys.executable, "-c", ASK, str(index)],
        input=json.dumps({"questions": questions(), "conversations": TURNS}),
        env={**os.environ, "PYTHONHASHSEED": hash_seed, "PYTHONIOENCODING": "utf-8"},
        cwd=REPOSITORY,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert asked.returncode == 0, asked.stderr
    return asked.stdout.splitlines()


def in_order(documents: list[Path], folder: Path) -> Path:
    """An index that got its documents one by one, as if they had been published in this order."""
    for document in documents:
        assert [report.status for report in ingest([document], folder)] == ["added"]
    return folder


def differences(one: list[str], other: list[str]) -> list[str]:
    """Both answers of every question answered otherwise, by the fields in which they differ."""
    assert len(one) == len(other)
    found = []
    for first, second in zip(map(json.loads, one), map(json.loads, other), strict=True):
        fields = [field for field in first if first[field] != second[field]]
        if fields:
            shown = "\n".join(f"  {field}: {first[field]}\n  {' ' * len(field)}  {second[field]}" for field in fields)
            found.append(f"{first['question']}\n{shown}")
    return found


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return in_order(sorted(SAMPLES.iterdir()), tmp_path_factory.mktemp("index"))


@pytest.fixture(scope="module")
def first(index: Path) -> list[str]:
    found = answers(index, HASH_SEEDS[0])
    statuses = {json.loads(answer)["status"] for answer in found}
    assert len(found) >= 60
    assert statuses == {"answered", "not_found", "clarify"}
    return found


@pytest.mark.parametrize("hash_seed", HASH_SEEDS[1:])
def test_another_process_and_hash_seed_give_the_same_bytes(index: Path, first: list[str], hash_seed: str) -> None:
    other = answers(index, hash_seed)
    assert differences(first, other) == []
    assert other == first


def test_documents_ingested_in_another_order_give_the_same_bytes(first: list[str], tmp_path: Path) -> None:
    other = answers(in_order(sorted(SAMPLES.iterdir(), reverse=True), tmp_path), HASH_SEEDS[0])
    assert differences(first, other) == []
    assert other == first


def test_documents_ingested_at_once_give_the_same_bytes_as_one_by_one(first: list[str], tmp_path: Path) -> None:
    ingest([SAMPLES], tmp_path)
    other = answers(tmp_path, HASH_SEEDS[0])
    assert differences(first, other) == []
    assert other == first


@pytest.mark.disclosures
def test_real_disclosures_in_another_order_and_with_another_hash_seed_give_the_same_bytes(
    disclosures: Path, tmp_path: Path
) -> None:
    documents = sorted(disclosures.glob("*.txt"))
    one = answers(in_order(documents, tmp_path / "one"), HASH_SEEDS[0])
    other = answers(in_order(documents[::-1], tmp_path / "other"), HASH_SEEDS[1])
    assert differences(one, other) == []
    assert other == one
