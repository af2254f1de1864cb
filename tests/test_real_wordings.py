"""Wordings of published statements, each with the questions that it answers and those that it does not."""

from pathlib import Path

import pytest

from assistant.assistant import Assistant
from index.build import ingest
from tests.asking import said

AREA = """
关于2021年张北县财政决算的报告
一、一般公共预算
2021年一般公共预算收入117.31亿元,为预期的106.3%,比上年决算数增加(增加或减少,下同)3.12亿元、增长(增长或下降,下同)17.0%。一般公共预算支出136.25亿元,为预算的96.4%。
全县完成财政总收入317.77亿元,可比增长7.9%。
营业税1.82亿元,增长-26.7%。
预备费安排2.22亿元,实际支出0.55亿元,包括一般公共服务支出、援助其他地区支出各0.11亿元,农林水支出0.33亿元。
"""
BUREAU = """
张北县水务局2021年度部门决算公开
一、收支总体情况
2021年度收入总计4320.52万元,支出总计4320.52万元。与2020年相比,收、支总计各增加680.23万元,增长18.69%。主要变动原因是2020年9月设立分局,上年只算了4个月。
本年支出合计4065.18万元,较上年增加608.74万元,增长17.6%。其中:基本支出2000.18万元,占49.2%;项目支出2065万元,占50.8%。
(一)按功能分类,包括卫生健康支出(类)16.93万元。
(二)按用途分类,包括人员支出444.28万元,日常公用支出45.69万元。
二、三公经费
三公经费支出决算为12.5万元,比上年增长20.5%,原因是5个分局也算进来了。其中:因公出国(境)费0万元,与上年持平;公务接待费2.5万元。
——电费100万元
A、水费50万元
"""
SCHOOL = """
张北县第三中学2025年部门预算公开
一、基本情况
学校内设机构15个科室,其中:职能科室4个(办公室、财务科);业务科室11个〔教务科、德育科〕。
小学部现有6个教学班40名学生,幼儿园现有2个教学班30名学生。截至2024年12月31日,在职教师51人。退休人员24人。
二、收支说明
2025年收入合计8305.33万元,其中:本年收入6128.16万元,主要是一般公共预算拨款5478.16万元,财政专户管理资金收入650万元;上年结转收入2177.17万元。支出合计8305.33万元。
收入较去年减少59.04万元,主要是教学楼竣工。支出较去年减少59.04万元,主要是基本支出增加26.82万元,项目支出减少85.86万元。
“三公”经费支出2.5万元,比上年减少支出0.88万元,下降-26.0%。
“三公”经费与本年初报告的预算数相比,增加0.3万元。
"""
SEVERAL = """
沽源县2017年“三公”经费决算
公务用车
2017年全县公务用车购置及运行维护费3371.9万元,比2016年减少1097.7万元。
县公安局
公务用车购置及运行维护费1124.05万元,比2016年减少455.96万元。
公务接待
公务接待费88万元。
"""
UNNAMED = """
2024年“三公”经费说明
经汇总,我镇2024年“三公”经费预算14.01万元,其中:公务用车运行维护费14.01万元。
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    folder = tmp_path_factory.mktemp("wordings")
    for name, text in (
        ("area", AREA),
        ("bureau", BUREAU),
        ("school", SCHOOL),
        ("several", SEVERAL),
        ("说明7", UNNAMED),
    ):
        (folder / f"{name}.txt").write_text(text.strip("\n") + "\n", encoding="utf-8")
    ingest([folder], folder / "index")
    return Assistant.open(folder / "index")


@pytest.mark.parametrize(
    ("turns", "figures"),
    [
        (["张北县2021年一般公共预算支出多少", "完成预算了吗"], ["96.4%"]),
        (["张北县2021年一般公共预算收入完成预期的百分之几"], ["106.3%"]),
        (["张北县2021年一般公共预算收入增加多少"], ["增加3.12亿元"]),
        (["张北县2021年一般公共预算收入增长百分之几"], ["增加17.0%"]),
        (["张北县2021年财政总收入多少"], ["317.77亿元"]),
        (["张北县2021年财政总支出多少"], ["out_of_scope"]),  # nothing is printed under that name
        (["张北县2021年营业税增长百分之几"], ["减少26.7%"]),
        (["张北县2021年预备费实际支出多少"], ["0.55亿元"]),
        (["张北县2021年预备费安排了多少"], ["2.22亿元"]),
        (["张北水务局2021年支出合计增长百分之几"], ["增加17.6%"]),
        (["张北水务局2021年收入总计比上年增长百分之几", "增加了多少"], ["增加680.23万元"]),
        (["张北水务局2021年收入总计多少", "本年支出为什么增加了那么多"], ["no_reason"]),
        (["张北水务局2021年三公经费比上年增长百分之几"], ["增加20.5%"]),
        (["张北水务局2021年三公经费决算比2020年增长百分之几"], ["增加20.5%"]),
        (["张北水务局2021年公务接待费占三公经费多少"], ["20%"]),
        (["张北水务局2021年电费多少"], ["100万元"]),
        (["张北水务局2021年水费多少"], ["50万元"]),
        (["张北水务局2021年收入总计多少", "当年支出多少"], ["4065.18万元"]),
        # 人员支出 is of another classification: no share of it is worked out
        (["张北水务局2021年人员支出多少", "卫生健康支出占多少"], ["ambiguous_item"]),
        (["张北三中有多少个科室"], ["15个"]),  # the lists within that list are of two levels
        (["张北三中小学部有多少学生"], ["40名"]),
        (["张北三中有几个教学班"], ["ambiguous_item"]),  # of 小学部 or of 幼儿园
        (["张北三中有多少学生"], ["ambiguous_item"]),
        (["张北三中2025年收入合计多少", "本年收入呢"], ["6128.16万元"]),
        (["张北三中2025年三公经费比上年减少多少"], ["减少0.88万元"]),
        (["张北三中2025年三公经费下降百分之几"], ["减少26.0%"]),
        # under the heading of another body, up to the next line of its own
        (["沽源县2017年公务用车购置及运行维护费多少"], ["3371.9万元"]),
        (["沽源县2017年公务用车购置及运行维护费比上年减少多少"], ["减少1097.7万元"]),
        (["沽源县2017年县公安局公务用车购置及运行维护费多少"], ["1124.05万元"]),
        (["沽源县2017年公务接待费多少"], ["88万元"]),
        (["《说明7》的三公经费预算是多少"], ["14.01万元"]),
        (["说明7的公务用车运行维护费预算是多少"], ["14.01万元"]),
    ],
)
def test_figures(assistant: Assistant, turns: list[str], figures: list[str]) -> None:
    assert said(assistant.converse(turns)[-1]) == figures


def test_what_did_not_change_of_a_part_is_not_told_of_the_whole(assistant: Assistant) -> None:
    answer = assistant.ask("张北水务局2021年三公经费与上年持平吗")
    assert said(answer) == ["增加20.5%"]
    assert "持平" not in answer.text


@pytest.mark.parametrize("question", ["张北三中2025年收入合计多少", "张北三中2025年收入比上年减少多少"])
def test_sound_figures_raise_no_warning(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert (answer.status, answer.warnings) == ("answered", [])


def test_numbers_of_people_are_of_their_date(assistant: Assistant) -> None:
    assert "2024年末退休人员为24人" in assistant.ask("张北三中退休人员有多少").text


def test_a_part_of_the_reserve_is_called_one(assistant: Assistant) -> None:
    assert "预备费中的农林水支出" in assistant.ask("张北县2021年农林水支出多少").text


def test_a_reason_that_opens_with_the_change(assistant: Assistant) -> None:
    assert "主要变动原因是2020年9月设立分局" in assistant.ask("张北水务局2021年收入总计为什么增加").text


def test_one_document_without_a_body_answers_alone(tmp_path: Path) -> None:
    (tmp_path / "甲.txt").write_text(UNNAMED.strip("\n") + "\n", encoding="utf-8")
    report = ingest([tmp_path / "甲.txt"], tmp_path / "index")[0]
    assert report.entity == "《甲》"
    assert any("names no publishing body" in note for note in report.notes)
    assert said(Assistant.open(tmp_path / "index").ask("三公经费预算多少")) == ["14.01万元"]


def test_a_file_is_asked_by_the_body_in_its_name(tmp_path: Path) -> None:
    (tmp_path / "04_张北县化稍营中学2024预算.txt").write_text(UNNAMED.strip("\n") + "\n", encoding="utf-8")
    (tmp_path / "b.txt").write_text(SCHOOL.strip("\n") + "\n", encoding="utf-8")
    ingest([tmp_path / "04_张北县化稍营中学2024预算.txt", tmp_path / "b.txt"], tmp_path / "index")
    assistant = Assistant.open(tmp_path / "index")
    for asked in ("张北县化稍营中学", "化稍营中学", "张北化稍营中学"):
        answer = assistant.ask(f"{asked}2024年三公经费预算多少")
        assert answer.text.startswith("张北县化稍营中学2024年"), asked
        assert "取自文件名" in answer.text, "whose it is, the file's name alone tells"
    assert assistant.ask("张北县教育局2024年三公经费预算多少").status == "not_found"
