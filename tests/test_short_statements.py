"""Short statements as towns, counties and offices put them on their portals: half-width marks, few headings, odd layouts."""

import pytest

from assistant.assistant import Assistant
from index.build import ingest
from tests.asking import said

COUNTY = """
蔚县2021年度“三公”经费决算情况说明
县财政局汇总,2021年,县本级“三公”经费决算汇总数1134万元,较上年1174万元减少40万元,下降3%,较预算数1237万元减少103万元,下降8%。其中:因公出国(境)费0万元,较上年6万元减少6万元;公务接待费122万元,较上年144万元减少22万元,下降15%,较预算数339万元减少217万元,下降64%,全年国内公务接待1039批次、9195人次,国(境)外公务接待23批次,142人次。公务用车购置及运行维护费1012万元,较上年1024万元减少12万元(其中:购置费209万元,运行维护费803万元)。
全年购置公务用车7辆,年末保有316辆。
公务接待费低于预算,主要是各部门落实过紧日子要求。
"""
TOWN = """
阳原县化稍营镇2020年“三公”经费情况说明
2020年度化稍营镇“三公”经费41万元。因公出国(境)费0万元;公务用车购置及运行维护费21万元(购置费0万元、运行维护费21万元);公务接待费20万元。
全年公务用车购置0辆、保有量11辆;国内公务接待275批次、2700人次。
2020年度“三公”经费比上年减少19万元,下降31.67%,比年初预算数减少4万元。其中:公务接待费20万元,比上年减少2.5万元,比年初预算数减少1万元。
"""
SCHOOL = """
一、部门情况
河北省怀安县第三中学是负责实施初中教育的全民事业单位。
编制总数540人。
二、收支说明
(一)2020年收入预算5978.89万元。其中:财政拨款5911.11万元,占99%。
(二)2020年收入预算比2019年预算收入5535.82万元增加443.07万元,主要原因是工资调整。
"""
BUREAU = """
懷安縣審計局2022年“三公”經(jīng)費預(yù)算情況說明
懷安縣審計局2022年“三公”經(jīng)費預(yù)算11.4萬(wàn)元,比2021年預(yù)算增加0.6萬(wàn)元,增長(zhǎng)5%。其中:公務(wù)接待費(fèi)7.4萬(wàn)元,公務(wù)用車運(yùn)行維護(hù)費(fèi)4萬(wàn)元。
"""
DISTRICT = """
崇礼区2017年“三公”经费情况说明
2017年崇礼区一般公共预算财政拨款安排“三公”经费5834万元,与上年基本持平。公务接待430万元、因公出国100万元,均与上年持平;公车运行及维护4612万元,比上年下降21%,主要是公车改革后车辆减少。
单位:万元
经费项目 |
2017年预算数 |
公务接待 |
430 |
因公出国 |
100 |
会议费 |
55.5 |
"""
FINAL = """
赤城县龙关镇2020年“三公”经费决算公开
龙关镇2020年“三公”经费决算合计35.5万元,较上年预算数下降35.45%,较上年决算数下降34.26%。公务接待费15.5万元,较上年预算数下降18.42%,较上年决算数下降16.22%。
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    folder = tmp_path_factory.mktemp("statements")
    for number, text in enumerate((COUNTY, TOWN, SCHOOL, BUREAU, DISTRICT, FINAL)):
        (folder / f"{number}.txt").write_text(text.strip("\n") + "\n", encoding="utf-8")
    assert [report.status for report in ingest([folder], folder / "index")] == ["added"] * 6
    return Assistant.open(folder / "index")


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("蔚县2021年三公经费决算多少", ["1134万元"]),
        ("蔚县2021年三公经费比上年减少多少", ["减少40万元"]),
        ("蔚县2021年三公经费比预算减少多少", ["103万元", "1134万元", "1237万元"]),
        ("蔚县2021年公务接待费比上年下降百分之几", ["减少15%"]),
        ("蔚县2021年公务接待费预算多少", ["339万元"]),
        ("蔚县2021年公务用车购置费决算多少", ["209万元"]),
        ("蔚县2021年公务用车保有量多少辆", ["316辆"]),
        ("蔚县2021年接待多少批次多少人次", ["1039批次", "9195人次"]),
        ("蔚县2021年国(境)外公务接待多少批次多少人次", ["23批次", "142人次"]),
        ("化稍营镇2020年三公经费多少", ["41万元"]),
        ("化稍营镇2020年公务用车保有量是12辆吧", ["11辆"]),
        ("化稍营镇2020年公务接待费比年初预算少多少", ["减少1万元"]),
        ("怀安县第三中学2020年收入预算多少", ["5978.89万元"]),
        ("怀安三中2020年收入预算比2019年增加多少", ["增加443.07万元"]),
        ("怀安县第三中学2019年收入预算多少", ["5535.82万元"]),
        ("怀安县第三中学2020年财政拨款占收入预算的比例", ["99%"]),
        ("怀安县审计局2022年公务接待费预算多少", ["7.4万元"]),
        ("怀安县审计局2022年三公经费比上年增长百分之几", ["增加5%"]),
        ("崇礼区2017年三公经费安排多少", ["5834万元"]),
        ("崇礼区2017年公车运行维护费比上年下降多少", ["减少21%"]),
        ("崇礼区2017年会议费预算多少", ["55.5万元"]),
        ("龙关镇2020年公务接待费比上年决算下降百分之几", ["减少16.22%"]),
        ("龙关镇2020年公务接待费比上年预算下降百分之几", ["减少18.42%"]),
    ],
)
def test_figures(assistant: Assistant, question: str, expected: list[str]) -> None:
    assert said(assistant.ask(question)) == expected


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("蔚县2021年公务接待费为什么比预算少", "过紧日子"),
        ("怀安县第三中学2020年收入预算为什么增加", "工资调整"),
        ("崇礼区2017年公车运行维护费为什么下降", "公车改革"),
        ("龙关镇2020年公务接待费比上年预算下降百分之几", "较上年预算数下降18.42%"),
    ],
)
def test_words(assistant: Assistant, question: str, words: str) -> None:
    answer = assistant.ask(question)
    assert answer.status == "answered"
    assert words in answer.text


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("崇礼区2016年三公经费预算多少", "no_period"),  # 基本持平 says nothing exact of the year before
        ("崇礼区教育局2017年三公经费多少", "no_document"),
        ("化稍营镇中心小学2020年三公经费多少", "missing_entity"),
        ("涿鹿县化稍营镇2020年三公经费多少", "no_document"),
    ],
)
def test_what_is_not_told_is_not_answered(assistant: Assistant, question: str, reason: str) -> None:
    assert said(assistant.ask(question)) == [reason]


def test_follow_ups(assistant: Assistant) -> None:
    answers = assistant.converse(["化稍营镇2020年三公经费多少", "公务接待费呢", "比上年减少多少"])
    assert [said(answer) for answer in answers] == [["41万元"], ["20万元"], ["减少2.5万元"]]
