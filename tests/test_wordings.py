"""Rewordings ask for the same figure: the question as it stands beside wordings that must come out of it, then what never may."""

import re
import sys
import unicodedata

import pytest

from eval import wordings as module
from eval.cases import cases_in
from eval.wordings import HANZI, judge_unit, wordings
from tests.conftest import REPOSITORY

QUESTIONS = [
    case.turns[0] for case in cases_in(REPOSITORY / "eval" / "questions" / "real", ("direct", "table", "unanswerable"))
]
TO_DIGITS = {ord(numeral): str(value) for numerals in HANZI for value, numeral in enumerate(numerals)}

EXPECTED = {
    "馆陶县政府办2021年三公经费预算是多少": [
        ("unit:亿元", "馆陶县政府办2021年三公经费预算是多少亿元"),
        ("telegraphic", "馆陶县政府办 三公经费预算 2021"),
        ("year_hanzi", "馆陶县政府办二〇二一年三公经费预算是多少"),
        ("year_hanzi", "馆陶县政府办二零二一年三公经费预算是多少"),
        ("year_short", "馆陶县政府办21年三公经费预算是多少"),
        ("year_form", "馆陶县政府办2021年度三公经费预算是多少"),
        ("synonym", "馆陶县政府办2021年三公费用预算是多少"),
        ("reordered", "三公经费预算是多少，馆陶县政府办2021年的"),
        ("reordered", "2021年馆陶县政府办三公经费预算是多少"),
        ("bracketed", "2021年三公经费预算是多少（馆陶县政府办）"),
        ("misspelt", "馆陶县政府办2021年三工经费预算是多少"),
        ("doubled", "馆陶县政府办2021年三公公经费预算是多少"),
        ("polite", "您好，我想了解馆陶县政府办2021年三公经费预算是多少，谢谢"),
        ("colloquial", "馆陶县政府办2021年三公经费预算到底是多少啊"),
        ("context", "馆陶县政府办2021年三公经费预算是多少，写材料要用"),
        ("english", "how much is the 三公经费预算 of 馆陶县政府办 in 2021?"),
        ("fullwidth", "馆陶县政府办２０２１年三公经费预算是多少"),
        ("spaces", "馆陶县政府办 2021年 三公经费预算 是多少"),
        ("quotes", "馆陶县政府办2021年「三公」经费预算是多少"),
        ("traditional", "館陶縣政府辦2021年三公經費預算是多少"),
    ],
    "鹿泉区委办2013102科目预算多少元": [
        ("unit:万元", "鹿泉区委办2013102科目预算多少万元"),
        ("telegraphic", "鹿泉区委办 2013102科目预算 元"),
        ("colloquial", "鹿泉区委办2013102科目预算到底是多少元啊"),
        ("english", "How much is 鹿泉区委办's 2013102科目预算, in 元?"),
        ("spaces", "鹿泉区委办 2013102 科目预算多少元"),
    ],
    "麻烦查一下廊坊市广阳区人民政府办公室2021年机关运行经费，用元表示": [
        ("unit:万元", "廊坊市广阳区人民政府办公室2021年机关运行经费，用万元表示"),
        ("telegraphic", "廊坊市广阳区人民政府办公室 2021年 机关运行经费 元"),
        ("polite", "请问廊坊市广阳区人民政府办公室2021年机关运行经费，用元表示"),
    ],
    "新乐2020年公务接待费占三公经费的比例": [
        ("synonym", "新乐2020年招待费占三公经费的比例"),
        ("bracketed", "公务接待费占三公经费的比例（新乐，2020年）"),
        ("english", "what is the 公务接待费占三公经费的比例 of 新乐 in 2020?"),
    ],
    "How much did the Luquan District Party Committee Office (鹿泉区委办) budget for overseas official travel in 2021?": [
        (
            "unit:元",
            "How much did the Luquan District Party Committee Office (鹿泉区委办) budget for overseas official travel in 2021, in 元?",
        ),
        (
            "polite",
            "Excuse me, How much did the Luquan District Party Committee Office (鹿泉区委办) budget for overseas official travel in 2021?",
        ),
    ],
}


def of_many_seeds(question: str, seeds: int = 30) -> set[tuple[str, str]]:
    return {wording for seed in range(seeds) for wording in wordings(question, seed)}


def numbers(text: str) -> list[str]:
    """The runs of digits, sorted; a year in Chinese numerals or of two digits as its last two digits."""
    plain = unicodedata.normalize("NFKC", text).replace("○", "〇")
    plain = re.sub("二[〇零][〇零一二三四五六七八九]{2}年", lambda year: year[0].translate(TO_DIGITS), plain)
    runs = re.findall(r"\d+", plain)
    return sorted(run[2:] if len(run) == 4 and run.startswith("20") else run for run in runs)


def unit_asked(text: str) -> str | None:
    """The unit of money that stands behind no number."""
    plain = unicodedata.normalize("NFKC", text).replace("萬", "万").replace("億", "亿")
    found = re.search(r"(?<!\d)(?<!\d )(?:亿元|万元|(?<!万)元)", plain)
    return found[0] if found else None


@pytest.mark.parametrize("question", EXPECTED, ids=lambda question: question[:12])
def test_wordings_of(question: str) -> None:
    assert set(EXPECTED[question]) <= of_many_seeds(question)


@pytest.mark.parametrize("seed", [0, 7])
def test_at_least_twenty_distinct_wordings_of_every_question(seed: int) -> None:
    for question in QUESTIONS:
        texts = [text for _, text in wordings(question, seed)]
        assert len(texts) >= 20, (question, texts)
        assert len({*texts, question}) == len(texts) + 1, question


def test_the_seed_decides() -> None:
    question = "馆陶县政府办2021年三公经费预算是多少"
    assert wordings(question, 3) == wordings(question, 3)
    assert wordings(question, 3) != wordings(question, 4)


def test_numbers_stay() -> None:
    for question in [*QUESTIONS, *EXPECTED]:
        for kind, text in of_many_seeds(question, 3):
            assert numbers(text) == numbers(question), (kind, text)


def test_unit_stays_unless_the_kind_names_another() -> None:
    for question in [*QUESTIONS, *EXPECTED]:
        for kind, text in of_many_seeds(question, 3):
            expected = judge_unit(kind) or unit_asked(question)
            assert unit_asked(text) == expected, (kind, text)


@pytest.mark.parametrize(
    ("kind", "unit"), [("unit:万元+polite", "万元"), ("unit:元", "元"), ("polite+emoji", None), ("year_short", None)]
)
def test_judge_unit(kind: str, unit: str | None) -> None:
    assert judge_unit(kind) == unit


@pytest.mark.parametrize(
    "question",
    [
        "新乐2020年公务接待费占三公经费的比例",
        "鹿泉区委办宣传推介费的税收增长率指标值是多少",
        "馆陶县政府办截至2020年底占用几辆车",
        "广阳区政府办单价20万元以上的设备有多少台件",
        "广阳区政府办2021年项目支出增加主要是因为什么？",
        "长安区政府办固定资产表中其他固定资产的数量是多少",
    ],
)
def test_no_unit_of_money_where_no_money_is_asked_for(question: str) -> None:
    assert {judge_unit(kind) for kind, _ in of_many_seeds(question)} == {None}


def test_a_title_keeps_its_year() -> None:
    question = "《2020年度馆陶县人民政府大事记》按期完成率的指标值是什么"
    assert not {kind for kind, _ in of_many_seeds(question) if "year" in kind}


@pytest.mark.parametrize(
    ("question", "never"),
    [
        ("鹿泉区委办会议接待费项目的实际参会单位数指标", "招待费"),  # 会议接待费 is the project's name
        ("广阳区政府一招人员经费项目成本要控制在多少以内", "人头费"),  # so is 一招人员经费
        ("鹿泉区委办专项公用经费里，计划国家安全委员会培训几次？", "日常公用经费"),
        ("馆陶县政府办2021年政府采购预算表里椅凳的单价是多少", "办2021年采购预算表"),  # a table's name
        ("鹿泉区委办 委托业务费 30227 2021", "302272021"),  # two numbers must not run together
        ("馆陶县政府办2021年三公经费预算多少万元", "2021万元"),  # nor a year and the unit
        (
            "馆陶县政府办2021年项目支出比2020年预算增加了多少",
            "2020年馆陶",
        ),  # the year of the base is not the question's
    ],
)
def test_never(question: str, never: str) -> None:
    assert not [text for _, text in of_many_seeds(question) if never in text]


def test_without_opencc_there_are_no_traditional_characters(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "opencc", None)
    module._converter.cache_clear()
    try:
        made = [wordings(question) for question in QUESTIONS]
    finally:
        module._converter.cache_clear()
    assert not [kind for one in made for kind, _ in one if "traditional" in kind]
    assert min(map(len, made)) >= 20
