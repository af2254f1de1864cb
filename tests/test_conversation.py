"""Follow-ups: what is taken from the turns before, and that it is said; conversations kept and forgotten."""

from pathlib import Path

import pytest

from assistant.assistant import Assistant
from assistant.conversation import continued
from assistant.conversations import Conversation, Conversations, Turn
from assistant.library import Library
from assistant.planning.plan import QueryPlan
from assistant.planning.planning import plan
from tests.asking import library, said

GUANTAO = "馆陶县人民政府办公室"
WEIXIAN = "蔚县人民政府办公室"
BODIES = (
    """
馆陶县人民政府办公室2021年部门预算信息公开情况说明
二、部门预算安排的总体情况
2021年支出预算800万元，其中基本支出500万元，项目支出300万元。
四、“三公”经费预算情况
2021年“三公”经费预算20万元，其中：公务接待费5万元；公务用车运维费15万元。“三公”经费较2020年预算减少2万元，主要是压缩接待。
会议费3万元。
""",
    """
蔚县人民政府办公室2021年部门预算信息公开情况说明
二、部门预算安排的总体情况
2021年支出预算900万元，其中基本支出450万元，项目支出450万元。
四、“三公”经费预算情况
2021年“三公”经费预算30万元，其中：公务接待费12万元；公务用车运维费18万元。“三公”经费较2020年预算增加4万元，主要是新增车辆。
""",
)


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return library(tmp_path_factory.mktemp("conversation"), *BODIES)


@pytest.mark.parametrize(
    ("turns", "last", "carried"),
    [
        # another item
        (("馆陶县2021年三公经费", "公务接待费呢"), ["5万元"], [f"单位：{GUANTAO}", "年度：2021"]),
        (("馆陶县三公经费", "那会议费呢"), ["3万元"], [f"单位：{GUANTAO}"]),
        (("馆陶县三公经费", "它的支出预算是多少"), ["800万元"], [f"单位：{GUANTAO}"]),
        # another body
        (("馆陶县2021年三公经费", "蔚县呢"), ["30万元"], ["年度：2021", "项目：“三公”经费"]),
        (("馆陶县公务接待费", "那蔚县呢"), ["12万元"], ["项目：公务接待费"]),
        (("馆陶县三公经费", "公务接待费呢", "蔚县呢"), ["12万元"], ["项目：公务接待费"]),
        (("馆陶县2019年三公经费", "2021年呢"), ["20万元"], [f"单位：{GUANTAO}", "项目：“三公”经费"]),
        # the change and its reason
        (
            ("馆陶县2021年三公经费", "比上年呢"),
            ["减少2万元"],
            [f"单位：{GUANTAO}", "年度：2021", "项目：“三公”经费"],
        ),
        (
            ("馆陶县三公经费", "比上年呢", "为什么"),
            ["减少2万元"],
            [f"单位：{GUANTAO}", "项目：“三公”经费", "口径：较上年增减"],
        ),
        (("馆陶县三公经费为什么减少", "蔚县呢"), ["增加4万元"], ["项目：“三公”经费", "口径：较上年增减"]),
        # another unit
        (("馆陶县三公经费", "换算成元"), ["200000元"], [f"单位：{GUANTAO}", "项目：“三公”经费"]),
        (("馆陶县三公经费", "换算成元是多少"), ["200000元"], [f"单位：{GUANTAO}", "项目：“三公”经费"]),
        # what was asked back
        (("三公经费是多少", "馆陶县"), ["20万元"], ["项目：“三公”经费"]),
        (("三公经费是多少", "蔚县的"), ["30万元"], ["项目：“三公”经费"]),
        # the body before the last
        (("馆陶县支出预算", "蔚县呢", "上一个单位的会议费呢"), ["3万元"], [f"单位：{GUANTAO}"]),
        (("馆陶县支出预算", "蔚县呢", "会议费呢"), ["not_disclosed"], [f"单位：{WEIXIAN}"]),
        # a share of what was asked
        (("馆陶县公务接待费", "占三公经费的百分之几"), ["25%"], [f"单位：{GUANTAO}"]),
    ],
)
def test_follow_ups(assistant: Assistant, turns: tuple[str, ...], last: list[str], carried: list[str]) -> None:
    answer = assistant.converse(turns)[-1]
    assert (said(answer), answer.interpretation.carried) == (last, carried)


@pytest.mark.parametrize(
    ("turns", "last"),
    [
        (("馆陶县三公经费", "蔚县呢", "两者相差多少"), ["10万元"]),
        (("馆陶县三公经费", "公务接待费呢", "两者相差多少"), ["15万元"]),
        (("馆陶县三公经费", "蔚县呢", "合计多少"), ["50万元"]),
        (("馆陶县三公经费", "蔚县呢", "平均多少"), ["25万元"]),
        (("馆陶县三公经费", "蔚县呢", "后者是前者的几倍"), ["1.5倍"]),
        (("馆陶县公务接待费", "三公经费呢", "前者占后者的百分之几"), ["25%"]),
        (("馆陶县三公经费", "蔚县会议费呢", "蔚县三公经费", "两者相差多少"), ["10万元"]),  # the two that were answered
        (("馆陶县三公经费", "蔚县呢", "两者相差多少", "换算成元"), ["100000元"]),
        (("馆陶县公务接待费", "公务用车运维费呢", "各占三公经费的多少"), ["25%", "75%"]),
        (("馆陶县基本支出", "项目支出呢", "各占多少"), ["62.5%", "37.5%"]),
        (("馆陶县三公经费", "会议费呢", "馆陶县基本支出和项目支出各占总支出多少"), ["62.5%", "37.5%"]),  # names its own
        (("馆陶县三公经费", "会议费呢", "基本支出和项目支出各占总支出多少"), ["62.5%", "37.5%"]),
    ],
)
def test_the_two_last(assistant: Assistant, turns: tuple[str, ...], last: list[str]) -> None:
    assert said(assistant.converse(turns)[-1]) == last


def test_both_sides_are_told(assistant: Assistant) -> None:
    answer = assistant.converse(["馆陶县三公经费", "蔚县呢", "哪个更高"])[-1]
    assert answer.interpretation.carried == [f"1. “三公”经费（{GUANTAO}）", f"2. “三公”经费（{WEIXIAN}）"]
    assert answer.text.startswith(f"{WEIXIAN}2021年“三公”经费预算高于{GUANTAO}2021年“三公”经费预算，相差10万元")


@pytest.mark.parametrize(
    ("turns", "last"),
    [
        (("馆陶县2021年三公经费多少元", "蔚县支出预算"), ["900万元"]),
        (("馆陶县三公经费为什么减少", "蔚县支出预算是多少"), ["900万元"]),
        (("馆陶县三公经费比上年减少多少", "蔚县三公经费"), ["30万元"]),
        (("馆陶县2019年三公经费", "蔚县三公经费"), ["30万元"]),
        (("馆陶县三公经费", "正定县三公经费"), ["no_document"]),
        (("馆陶县三公经费", "正定县呢"), ["no_document"]),  # never the figure of the body before
        (("馆陶县三公经费", "三公经费最高的是哪家"), ["30万元"]),
    ],
)
def test_what_is_said_is_not_carried(assistant: Assistant, turns: tuple[str, ...], last: list[str]) -> None:
    """A new topic has nothing of the old one: no year, no unit, no change, no reason."""
    assert said(assistant.converse(turns)[-1]) == last


def test_a_new_topic_carries_nothing(assistant: Assistant) -> None:
    alone = assistant.ask("蔚县支出预算")
    later = assistant.converse(["馆陶县2021年三公经费多少元", "蔚县支出预算"])[-1]
    assert later == alone
    assert later.interpretation.carried == []


def test_a_first_question_carries_nothing(assistant: Assistant) -> None:
    (answer,) = assistant.converse(["公务接待费呢"])
    assert (said(answer), answer.interpretation.carried) == (["missing_entity"], [])


def test_a_carried_year_that_a_body_has_no_document_of_is_dropped(tmp_path: Path) -> None:
    later = BODIES[1].replace("2021", "2022").replace("2020", "2021")
    answer = library(tmp_path, BODIES[0], later).converse(["馆陶县2021年三公经费", "蔚县呢"])[-1]
    assert (said(answer), answer.interpretation.carried) == (["30万元"], ["项目：“三公”经费"])
    assert [figure.period for figure in answer.figures] == [2022]


def test_conversations_are_kept_apart(assistant: Assistant) -> None:
    assert said(assistant.ask("馆陶县三公经费", conversation_id="first")) == ["20万元"]
    assert said(assistant.ask("蔚县支出预算", conversation_id="second")) == ["900万元"]
    assert said(assistant.ask("公务接待费呢", conversation_id="first")) == ["5万元"]
    assert said(assistant.ask("公务接待费呢", conversation_id="second")) == ["12万元"]
    assert said(assistant.ask("公务接待费呢")) == ["missing_entity"]


def planned(question: str) -> QueryPlan:
    return plan(question, (GUANTAO, WEIXIAN))


class Holding(Library):
    """A library that has a document of every body and year, or of none."""

    def __init__(self, held: bool) -> None:
        self.held = held

    def holds(self, plan: QueryPlan) -> bool:
        return self.held


def after(*turns: tuple[str, str]) -> Conversation:
    conversation = Conversation()
    for question, status in turns:
        conversation.add(Turn(planned(question), status))
    return conversation


def test_continued() -> None:
    conversation = after(("馆陶县2021年三公经费", "answered"))
    done = continued(planned("蔚县呢"), conversation, Holding(True))
    assert ([entity.name for entity in done.entities], done.periods) == ([WEIXIAN], (2021,))
    assert (done.question, done.content.split()) == ("蔚县呢", ["三公经费"])
    dropped = continued(planned("蔚县呢"), conversation, Holding(False))
    assert (dropped.periods, dropped.carried) == ((), ("项目：“三公”经费",))


def test_nothing_to_continue() -> None:
    query = planned("公务接待费呢")
    assert continued(query, Conversation(), Holding(True)) == query


def test_a_choice_by_its_number() -> None:
    conversation = Conversation(
        [Turn(planned("馆陶县满意度"), "clarify", "ambiguous_item", ("群众满意度", "职工满意度"))]
    )
    for reply in ("2", "二", "第二个", "选2"):
        done = continued(planned(reply), conversation, Holding(True))
        assert (done.content, [entity.name for entity in done.entities]) == ("职工满意度", [GUANTAO])


def test_only_the_last_turns_are_kept() -> None:
    conversation = Conversation(most=2)
    for question in ("馆陶县三公经费", "蔚县三公经费", "蔚县会议费"):
        conversation.add(Turn(planned(question), "not_found" if "会议" in question else "answered"))
    assert [turn.plan.question for turn in conversation.turns] == ["蔚县三公经费", "蔚县会议费"]
    assert [query.question for query in conversation.answered] == ["蔚县三公经费"]


class Clock:
    """A clock that stands still until it is told otherwise."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_the_least_recently_used_goes_first() -> None:
    kept = Conversations(most=2, clock=Clock())
    first, second = kept.get("first"), kept.get("second")
    assert kept.get("first") is first
    kept.get("third")
    assert len(kept) == 2
    assert kept.get("first") is first
    assert kept.get("second") is not second


def test_who_begins_many_loses_their_own() -> None:
    kept = Conversations(most=100, most_of_one=3, clock=Clock())
    others = kept.get("others", "somebody")
    begun = [kept.get(f"{number}", "one") for number in range(10)]
    assert kept.get("others", "somebody") is others
    assert [kept.holds(f"{number}") for number in range(10)] == [False] * 7 + [True] * 3
    assert kept.get("9", "one") is begun[9]
    kept.drop("9")
    assert not kept.holds("9")
    assert len(kept) == 3


def test_an_old_conversation_starts_anew() -> None:
    clock = Clock()
    kept = Conversations(seconds=60, clock=clock)
    first = kept.get("first")
    clock.now = 60
    assert kept.get("first") is first  # used again: its age counts from here
    clock.now = 120
    assert kept.get("first") is first
    clock.now = 180.5
    anew = kept.get("first")
    assert anew is not first
    assert anew.turns == []
    assert len(kept) == 1


UNITS = """
一、单位情况
各单位收支情况表
单位：万元
单位名称\t“三公”经费\t会议费
蔚县水利局（本级）\t9.00\t2.00
蔚县河道管理站\t3.00\t1.00
合计\t12.00\t3.00
二、采购
政府采购预算表
单位：万元
采购项目\t政府采购目录序号\t单价\t数量\t金额
台式计算机\tA02010104\t0.50\t5\t2.50
打印机\tA0201060199\t0.20\t5\t1.00
三、绩效
河道清淤绩效目标表
三级指标\t指标值\t指标值确定依据
清淤长度\t≥12公里\t工程设计
验收合格率\t≥98%\t行业标准
资金用途\t清理河道淤泥，加固堤岸\t
"""


STOCK = """
四、“三公”经费预算情况
2022年“三公”经费预算24.1万元，其中公务用车购置及运维费23.2万元；公务接待费0.9万元，比上年减少0.3万元。
五、国有资产信息
固定资产占用情况表
单位：万元
项目\t数量\t价值
资产总额\t\t347.70
1、车辆（台、辆）\t7\t153.65
2、其他固定资产\t\t194.05
"""


@pytest.mark.parametrize(
    ("turns", "figures"),
    [
        # asked back about 公车, and then for another item
        ("公务接待费多少|公车呢|三公一共多少", ["24.1万元"]),
        ("公务接待费多少|公车呢|公务用车购置及运维费", ["23.2万元"]),
        # a share of the whole that both stand in
        ("固定资产总额是多少|其中车辆呢|其他固定资产占多大比重", ["55.81%"]),
        # 少多少 is a decrease, and a number of cars is no change of money
        ("公务接待费多少|比上年少多少", ["减少0.3万元"]),
        ("公务接待费多少|比上年少多少|现在有几辆车", ["7辆"]),
    ],
)
def test_a_new_item_after_a_question_asked_back_and_shares_of_the_common_whole(
    tmp_path: Path, turns: str, figures: list[str]
) -> None:
    first, *rest = turns.split("|")
    assert said(library(tmp_path, STOCK).converse([f"蔚县政府办2022年{first}", *rest])[-1]) == figures


@pytest.mark.parametrize(
    ("turns", "figures"),
    [
        ("三公经费合计多少|本级呢", ["9.00万元"]),
        ("三公经费合计多少|本级呢|河道管理站呢", ["3.00万元"]),
        ("台式计算机采购金额多少|单价呢", ["0.50万元"]),
        ("清淤长度指标值|依据是什么", ["工程设计"]),
        ("打印机的采购目录序号是什么", ["A0201060199"]),
    ],
)
def test_units_columns_and_grounds_in_follow_ups(tmp_path: Path, turns: str, figures: list[str]) -> None:
    assistant = library(tmp_path, UNITS, title="蔚县水利局2022年部门预算公开")
    assert said(assistant.converse(turns.split("|"))[-1]) == figures


def test_an_amount_asked_after_a_change_is_told_where_no_change_of_it_is(tmp_path: Path) -> None:
    body = "一、收入\n2022年收入预算312.62万元，比上年增加27.1万元，主要是人员增加。项目支出54.8万元。"
    answers = library(tmp_path, body).converse(["蔚县收入预算为什么增加", "项目支出多少"])
    assert said(answers[1]) == ["54.8万元"]


def test_what_was_asked_before_does_not_choose_between_two_figures(tmp_path: Path) -> None:
    body = """
一、支出
部门总支出100万元，其中：不可预见费22万元，财政拨款80万元。
二、财政拨款
干部教育支出60万元，其中：不可预见费27万元。
"""
    answers = library(tmp_path, body).converse(["蔚县财政拨款多少", "不可预见费多少"])
    assert answers[1].status != "answered" or len(said(answers[1])) == 2
