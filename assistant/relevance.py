"""Whether a passage bears on a question: what a question names must stand there, and what disclosures never tell is not read into them.

Closeness of vectors says what a passage is about, not whether it answers. So the things that a question names are looked for by their
words: another office, a project, a kind of detail (电话, 供应商), the change of an amount, the section that its topic is told in.
"""

import re
from collections.abc import Iterable

from assistant.planning.plan import QueryPlan
from assistant.planning.words import EXPLAIN
from assistant.synonyms import printed_words
from assistant.topics import topics_of
from index.chunking import Chunk
from index.cleaning import normalise, squash
from index.words import words_of

# Details that disclosures seldom hold, each with words one of which stands where it is told.
_DETAILS = tuple(
    (re.compile(asked, re.IGNORECASE), re.compile(told))
    for asked, told in (
        (r"电话|热线|联系(?:方式|人)|号码", r"电话|热线|联系(?:方式|人)|\d{7,}"),
        (r"邮箱|邮件地址|e-?mail", r"邮箱|@"),
        (r"地址|办公地点|在哪(?:里|儿)?办公|位于哪", r"地址|地点|位于"),
        (r"(?:主任|[县市区局科]长|书记|负责人|领导|会计).{0,4}(?:是谁|叫什么|姓什么|姓名|名字)", r"同志|姓名"),
        (
            r"供应商|供货商|厂家|中标|承建|施工方|哪(?:家|个)?(?:公司|企业|店|厂|商家|出版社)",
            r"公司|供应商|中标|承建|出版社",
        ),
        (r"品牌|牌子|型号|什么牌", r"品牌|牌子|型号"),
        (r"学历|报考|招聘|招录|招公务员|应聘", r"学历|报考|招聘|招录"),
        (r"(?:工资|薪酬|待遇|奖金)(?:怎么|如何|标准|水平|定)", r"工资标准|薪酬|待遇标准"),
        (r"(?:办公|上班|开放|营业)时间", r"(?:办公|上班|开放|工作)时间"),
        (r"处罚|罚款", r"处罚|罚款"),
        (r"审计(?:结果|发现|查|怎么|报告)|\baudit", r"审计(?:结果|发现|报告|问题|意见)"),
        (r"(?:自评|评价)(?:结果|得分|等级)|评价得了|几等", r"(?:自评|评价)(?:结果|得分|等级)|得分"),
        (r"(?:怎么|如何|咋)(?:申请|报名)|办理流程|申请(?:条件|材料|流程)", r"申请|办理流程"),
        (r"经营范围", r"经营范围"),
        (r"哪份文件的?标准|按(?:照)?哪(?:份|个)(?:文件|标准)", r"《|号"),
    )
)
_OFFICES = re.compile(
    r"(?P<name>[一-鿿]{1,10}?(?:(?<!全)(?<!干)(?<!内)(?<!一)(?<!各)部(?!门|署|分|委办)|(?<!本)科(?!技|目|学)|局|中心|督查室|办公室|管理处|支队|大队|分院|学院|学校|医院|委员会))"
)
_NAMED_THING = re.compile(
    r"(?P<name>[A-Za-z一-鿿]{2,10}?)(?:工程|项目|专项|行动|系统|平台|政策|工作(?=目标|任务|计划|措施))(?!支出|绩效|资金|经费)"
)
_KIND = re.compile(r"(?:哪些|哪几[个项条种类]|什么样?的?|啥)(?P<kind>[一-鿿]{2,6}?)(?=[，。？?的]|$)")
_GENERAL_KIND = re.compile(
    r"方面|事情?|东西|工作|方法|办法|问题|意思|作用|角色|责任|原因|理由|方式|制度|法律|法规|规定|活动|服务|任务|规模|样|用|做|写|干|说"
)
_CHANGE = re.compile(r"增加|减少|增长|下降|上升|上涨|提高|降低|取消|变化|压减|涨|降")
_CHANGED = re.compile(r"增加|减少|增长|下降|上升|上涨|提高|降低|取消|变化|压减|持平|新增")
_GENERAL = re.compile(r"^(?:部门|单位|工作|这个|那个|哪个|什么|今年|全年|年度|各个?|所有|全部|主要|相关|其他|重点)+$")
_FRAME = re.compile(
    r"职责|职能|目标|措施|保障|总体|分项|绩效|指标|主要|内容|情况|部门|单位|年度|原文|具体|全部|要求|文件|说明|预算|决算|公开|名称"
)
_QUOTED = re.compile(r"[“\"《]([^”\"》]{2,20})[”\"》]")
_DUTIES = re.compile(r"职责|职能|负责(?:什么|哪些|啥)|管(?:什么|哪些|啥)|干(?:什么|啥)")
_SECTION = re.compile(r"(?:保障|工作)?措施|内设(?:机构|科室)")
_TASK = re.compile(
    r"(?:谁|哪个(?:科室?|处室?|部门|单位|机构)?)来?(?:负责|分管|主管|管|承担)(?!着)(?P<task>[^的\W\d_]{2,10})"
)
_HALF = 0.5
_MOST = 0.8
_SHORT = 4
_REACH = 2
_CAPTION = 160  # characters of a table's passage that hold its caption and header


def bears(plan: QueryPlan, asked: str, chunk: Chunk, quote: str, known: str) -> bool:
    """Whether a passage bears on a question. ``quote`` are the words to be quoted, ``known`` the names of the body asked of."""
    question, said = normalise(plan.question), squash(normalise(quote))
    passage = squash(normalise(f"{' '.join(chunk.section)} {chunk.text}"))
    if any(detail.search(question) and not told.search(said) for detail, told in _DETAILS):
        return False
    if any(squash(term) not in passage for term in _QUOTED.findall(question)):
        return False
    headings = squash(normalise(_headings(chunk)))
    for office in _offices(asked, known):
        if not _stands(office, passage) or (_DUTIES.search(question) and not _is_subject(office, said, headings)):
            return False
    if any(_covered(name, passage) < _HALF for name in (*_things(asked), *_kinds(question))):
        return False
    for match in _TASK.finditer(asked):
        if _covered(match["task"], said) < _HALF and not any(word in said for word in printed_words(match["task"])):
            return False
    if EXPLAIN.search(question) and _CHANGE.search(question) and not _CHANGED.search(said):
        return False
    return _suits_topic(plan, asked, chunk, passage)


def _suits_topic(plan: QueryPlan, asked: str, chunk: Chunk, passage: str) -> bool:
    """Whether a passage stands under a heading of the question's topic, or holds most of its words where it does not."""
    topics = topics_of(normalise(plan.question))
    if not topics or any(topic.headings.search(_headings(chunk)) for topic in topics):
        return True
    sure = any(topic.weight > 1 for topic in topics) or _SECTION.search(plan.question)
    return _covered(asked, passage, nothing=0) >= (_MOST if sure else _HALF)


def _is_subject(office: str, quote: str, headings: str) -> bool:
    """Whether words or their heading tell what an office does, and do not only mention it."""
    tail = re.escape(office[-_SHORT:]) if len(office) > _SHORT else re.escape(office)
    return re.search(rf"{tail}(?:主要)?(?:负责|承担|职责|职能|[:：])", f"{headings} {quote}") is not None


def coverage(asked: str, text: str) -> float:
    """The share of a question's words that stand in a text, by their length."""
    return _covered(asked, squash(normalise(text)))


def _offices(asked: str, known: str) -> Iterable[str]:
    names = (match["name"] for match in _OFFICES.finditer(squash(normalise(asked))))
    return (name for name in names if name not in known and not _FRAME.search(name))


def _stands(name: str, passage: str) -> bool:
    """Whether an office is named in a passage: by its whole name, or by all of it but what stands before (新乐大气办)."""
    return any(name[at:] in passage for at in range(min(_REACH, len(name) - 2) + 1))


def _things(asked: str) -> Iterable[str]:
    for match in _NAMED_THING.finditer(normalise(asked)):
        name = re.split(r"[的和与及在把给对为]", match["name"])[-1]
        if len(name) > 1 and not _GENERAL.match(name) and not _FRAME.search(name):
            yield name


def _kinds(question: str) -> Iterable[str]:
    """The kind of thing that is asked for: 电视机 of 采购了哪些电视机."""
    found = (match["kind"] for match in _KIND.finditer(question))
    return (kind for kind in found if not _GENERAL_KIND.search(kind) and not _FRAME.search(kind))


def _covered(words: str, passage: str, nothing: int = 1) -> float:
    """The share of some words that stand in a passage, by their length; ``nothing`` where there are only words of asking."""
    found = [word for word in dict.fromkeys(words_of(words)) if len(word) > 1 and not _FRAME.fullmatch(word)]
    total = sum(map(len, found))
    return sum(len(word) for word in found if word in passage) / total if total else nothing


def _headings(chunk: Chunk) -> str:
    """The nearest heading of a passage, its first line, and the caption and header of a table."""
    first = chunk.text[:_CAPTION] if chunk.table is not None else chunk.text.split("\n", 2)[0]
    return " ".join((*chunk.section[-1:], first))
