"""English, mixed and pinyin questions: the Chinese frames that they are put into, and the figures that come out."""

import re
from pathlib import Path

import pytest

from assistant.assistant import Assistant
from assistant.planning.english import translated
from assistant.planning.question import fold
from index.build import ingest
from tests.asking import library, said

CORPUS = Path(__file__).parent.parent / "eval" / "corpus"

BODY = """
一、收入
2022年收入预算900万元，其中一般公共预算收入800万元，政府性基金预算收入100万元。
二、支出
2022年支出预算900万元，其中基本支出600万元，包括人员经费450万元和日常公用经费150万元；项目支出300万元。
比上年预算增加100万元，其中基本支出减少20万元，项目支出增加120万元。
三、三公经费
2022年“三公”经费预算20万元，其中因公出国（境）费4万元，公务用车购置费0万元，公务用车运行维护费10万元，公务接待费6万元。
"""


@pytest.fixture(scope="module")
def yuxian(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return library(tmp_path_factory.mktemp("yuxian"), BODY)


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    folder = tmp_path_factory.mktemp("samples")
    ingest([CORPUS], folder / "index")
    return Assistant.open(folder / "index")


def frame(question: str) -> str:
    return re.sub(r"\s+(?=[，。？])|(?<=[，。？])\s+", "", translated(fold(question)))


@pytest.mark.parametrize(
    ("question", "chinese"),
    [
        # Body and year in front, the item in the words of the documents
        ("What was the basic expenditure of Guantao County in 2021?", "Guantao County 2021年 基本支出？"),
        ("What is Guantao's 2021 budget for hospitality?", "Guantao 2021年 预算 公务接待费？"),
        ("how much did guantao budget for official receptions", "Guantao 多少钱 预算 公务接待费"),
        ("CPC Luquan District Committee Office: personnel costs", "Luquan District 委办 ： 人员经费"),
        (
            "The General Office of the Luquan District Party Committee's basic expenditure",
            "Luquan District 委办 的 基本支出",
        ),
        ("the Xinle Municipal Government Office's project expenditure", "Xinle City 政府办 项目支出"),
        ("Vehicle purchases of Chang'an District, FY2019", "Chang'an District 2019年 公务用车购置费，"),
        ("official vehicles' running and maintenance of Luquan", "Luquan 公务用车运行维护费"),
        ("overseas trips by Luquan (鹿泉区委办)", "鹿泉区委办 因公出国（境）费"),
        # Units
        ("Guantao's official receptions in yuan", "Guantao 公务接待费 多少元"),
        ("Guantao's official receptions in 10,000 yuan", "Guantao 公务接待费 多少万元"),
        ("Was Guantao's revenue budget 7.5 million yuan?", "Guantao 收入预算 750万元 吗？"),
        # Shares, in every order of the two sides
        ("What share of total expenditure is project expenditure?", "项目支出 占 支出预算 的比例是多少？"),
        (
            "What percentage of total expenditure did project expenditure account for?",
            "项目支出 占 支出预算 的比例是多少？",
        ),
        ("Project expenditure makes up what share of total expenditure?", "项目支出 占 支出预算 的比例是多少？"),
        ("Project expenditure as a percentage of total expenditure", "项目支出 占 支出预算 的比例是多少"),
        ("the share of project expenditure in total expenditure", "项目支出 占 支出预算 的比例是多少"),
        ("the ratio of project expenditure to total expenditure", "项目支出 占 支出预算 的比例是多少"),
        (
            "What was project expenditure, and what share of total expenditure is that?",
            "项目支出？项目支出 占 支出预算 的比例是多少？",
        ),
        # Changes, other years, growth
        ("By how much did basic expenditure fall compared with 2020?", "基本支出 减少多少 较2020年？"),
        ("By what percentage did basic expenditure rise over the previous year?", "基本支出 增长百分之几 比上年？"),
        ("What was last year's basic expenditure?", "去年 基本支出？"),
        ("Did basic expenditure increase or decrease?", "基本支出 是增是减？"),
        ("Why did basic expenditure drop?", "基本支出 为什么 减少？"),
        ("How much was actually spent on receptions?", "多少钱 实际花了 公务接待费？"),
        # Several figures
        ("the sum of personnel costs and public funds", "合计 人员经费 和 公用经费"),
        ("difference between personnel costs and public funds", "相差 人员经费 和 公用经费"),
        ("How much more are personnel costs than public funds?", "人员经费 比 公用经费 多多少？"),
        ("the basic expenditure for Guantao and Xinle combined", "基本支出 Guantao 和 Xinle 合计"),
        ("Is Luquan's basic expenditure higher than Guantao's?", "Luquan 的 基本支出 比 Guantao 的 多吗？"),
        ("Basic expenditure of Chang'an District in Shijiazhuang", "Chang'an District （Shijiazhuang） 基本支出"),
        ("Which office has more vehicles, Guantao or Luquan?", "Guantao 和 Luquan 的 车辆数量 哪个多？"),
        ("Which is larger, personnel costs or public funds?", "人员经费 和 公用经费 哪个多？"),
        ("Compare the receptions of Guantao and Luquan", "公务接待费 Guantao 和 Luquan 哪个多"),
        # Over all bodies, and lists
        ("Which office has the highest receptions?", "哪个单位 最高 公务接待费？"),
        ("Which of the five offices budgets the least for receptions?", "哪个单位 预算 最低 公务接待费？"),
        ("Rank all offices by receptions from lowest to highest", "排名 所有单位 公务接待费 从低到高"),
        ("Which offices budget more than 50,000 yuan for receptions?", "哪些单位 预算 超过 50,000元 公务接待费？"),
        ("List the projects of Guantao", "Guantao 有哪些 项目"),
        ("How many subordinate units does Guantao have?", "Guantao 有多少个 下属单位？"),
        # Meanings
        ("What does agency operating funds mean?", "机关运行经费 是什么意思？"),
        ("What are the three-public expenses?", "什么是 三公经费？"),
        # Pinyin and mixed
        ("guantao 2021 san gong jingfei duoshao", "Guantao 2021年 三公经费 多少"),
        ("Xinle zhengfuban 2020 nian xiangmu zhichu", "Xinle 政府办 2020年 项目支出"),
        ("changan qu 2019 jiguan yunxing jingfei", "Changan qu 2019年 机关运行经费"),
        ("Luquan区委办 FY2021 基本支出 vs 2020 change 是多少", "Luquan 区委办 2021年 基本支出 较2020年 变化 是多少"),
        ("馆陶 2021 personnel costs 占 basic expenditure 的比例", "2021年 馆陶 人员经费 占 基本支出 的比例"),
        ("馆陶2021年 budget 里 三公经费 多少", "2021年 馆陶 预算 里三公经费多少"),
    ],
)
def test_frames(question: str, chinese: str) -> None:
    assert frame(question) == chinese


@pytest.mark.parametrize("text", ["馆陶县政府办2021年三公经费是多少", "馆陶2021年“三公”经费；占比？", "2021"])
def test_chinese_stays_as_it_is(text: str) -> None:
    assert translated(text) == text


@pytest.mark.parametrize(
    ("question", "unknown"),
    [
        ("How much did Guantao budget for domestic receptions?", "domestic"),
        ("How much did Guantao budget for receptions in US dollars?", "US dollars"),
        ("personnel costs of Guantao excluding pensions", "excluding pensions"),
        ("Which office did not budget for receptions?", "not"),
        ("Guantao's receptions next year", "next year"),
        ("2021年 OA办公系统 budget", "OA办公系统"),
    ],
)
def test_unknown_words_stay(question: str, unknown: str) -> None:
    """A word that no phrase knows is left for the matcher, which declines."""
    assert unknown in frame(question)


@pytest.mark.parametrize(
    ("question", "figures"),
    [
        ("How much did 蔚县 budget for receptions in 2022?", ["6万元"]),
        ("What were the official vehicle maintenance costs of 蔚县政府办?", ["10万元"]),
        ("WHAT IS THE TOTAL REVENUE OF 蔚县 IN 2022", ["900万元"]),
        ("How much government fund income does 蔚县 expect?", ["100万元"]),
        ("What is the share of personnel funds in basic expenditure of 蔚县 in 2022?", ["75%"]),
        ("What fraction of basic expenditure goes to public funds at 蔚县?", ["25%"]),
        ("What is the sum of overseas trips and receptions of 蔚县?", ["10万元"]),
        ("By how much did project expenditure of 蔚县 rise in 2022 compared with 2021?", ["增加120万元"]),
        ("What was last year's project expenditure of 蔚县?", ["180万元"]),
        ("By what percentage did basic expenditure of 蔚县 fall over the previous year?", ["减少3.23%"]),
        ("receptions of 蔚县 in 2022, in yuan", ["60000元"]),
        ("Was the reception budget of 蔚县 8万元 in 2022?", ["6万元"]),
        ("How much did 蔚县 actually spend on receptions in 2022?", ["not_disclosed"]),
        ("How much did 蔚县 budget for foreign receptions in 2022?", ["not_disclosed"]),
    ],
)
def test_figures(yuxian: Assistant, question: str, figures: list[str]) -> None:
    assert said(yuxian.ask(question)) == figures


@pytest.mark.integration
@pytest.mark.parametrize(
    ("question", "figures", "printed"),
    [
        ("How much did Guantao budget for official receptions in 2021?", ["1.2万元"], "公务接待费1.2万元"),
        ("what was guantao's project expenditure in 2021?", ["257.74万元"], "项目支出257.74万元"),
        ("How much general public budget revenue did Guantao have in 2021?", ["692.60万元"], "一般公共预算收入692.60万元"),
        ("What share of Guantao's total expenditure was project expenditure?", ["33.69%"], "2021年支出预算765.14万元"),
        ("What portion of Guantao's income comes from the general public budget?", ["90.52%"], "各项收入合计765.14万元"),
        ("How much more did Guantao budget for basic expenditure than for project expenditure in 2021?",
         ["249.66万元", "507.4万元", "257.74万元"], "基本支出507.4万元"),
        ("What is the difference between personnel costs and public funds of Guantao?", ["319.22万元"], "人员经费413.31万元"),
        ("By what percentage did Guantao's project expenditure rise compared with 2020?", ["增加81.80%"], "增加115.97万元"),
        ("How did Guantao's three-public expenses change in 2021?", ["减少7.2万元"], "比2020年减少7.2万元"),
        ("What was Guantao's three-public budget last year?", ["8.4万元"], "“三公”经费预算1.2万元"),
        ("How many vehicles does Guantao own?", ["2辆"], "2"),
        ("What is the value of Guantao's fixed assets?", ["548.46万元"], "548.46"),
        ("What did Guantao procure in 2021?", ["2.50万元", "1.00万元", "0.60万元", "0.40万元", "4项"], "2.50"),
        ("How many yuan was Luquan's budget for overseas trips in 2021?", ["75000元"], "7.5"),
        ("What is the postage and telecommunications budget of Luquan in 2021?", ["15.61万元"], "15.61"),
        ("What percent of Luquan's three-public budget is for overseas trips?", ["28.41%"], "“三公”经费共 26.4 万元"),
        ("How much did the Luquan District Party Committee Office (鹿泉区委办) budget for overseas trips, in 元?",
         ["75000元"], "7.5"),
        ("Is it true that Chang'an's project expenditure in 2019 was 3.2 million yuan?", ["320万元"], "320"),
        ("What was the total budget of Xinle in 2020, and by how much did it change compared with 2019?",
         ["2065万元", "增加505万元"], "比上年预算增加505万元"),
        ("Which office budgets the most for receptions?", ["76万元"], "76万元"),
        ("Which offices budget more than 50,000 yuan for receptions?", ["76万元", "10万元"], "10万元"),
        ("What is the total of official receptions across all offices?", ["88.1万元"], "1.2万元"),
        ("Which county budgeted more for receptions, Guantao or Guangyang?", ["74.8万元", "76万元", "1.2万元"], "76万元"),
        ("luquan 2021 jiguan yunxing jingfei duoshao", ["121.78万元"], "121.78"),
        ("xinle 2020 xiangmu zhichu zhan zhichu yusuan de bili", ["34.62%"], "715"),
    ],
)  # fmt: skip
def test_the_sample_disclosures(samples: Assistant, question: str, figures: list[str], printed: str) -> None:
    answer = samples.ask(question)
    assert said(answer) == figures
    assert re.sub(r"\s", "", printed) in re.sub(r"\s", "", "".join(citation.quote for citation in answer.citations))


@pytest.mark.integration
@pytest.mark.parametrize(
    ("question", "status"),
    [
        ("How much did the Guantao Education Bureau budget for official receptions in 2021?", "not_found"),
        ("How much did Zhengding County budget for official receptions in 2021?", "clarify"),
        ("How much did Guantao actually spend on receptions in 2021?", "not_found"),
        ("How much did Guantao budget for domestic receptions?", "not_found"),
        ("How many employees does Guantao have?", "not_found"),
        ("Which office did not budget for receptions?", "not_found"),
        ("How much will Guantao spend on receptions next year?", "not_found"),
        ("What was Guantao's project expenditure in 2019?", "not_found"),
    ],
)
def test_declined(samples: Assistant, question: str, status: str) -> None:
    answer = samples.ask(question)
    assert (answer.status, [figure for figure in answer.figures if figure.role == "result"]) == (status, [])
