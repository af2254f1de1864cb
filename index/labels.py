"""What figures of prose are called: the words before them without connectives, years and verbs, or the noun behind them."""

import re

from index.amount import NumberToken
from index.levels import LEVEL, WHOLE_AREA

UP = "增加|增长|上升|提高|上涨|新增|增支(?!出)|增收(?!入)|调增|追加|多支(?!出)|多收(?!入)|超收(?!入)|多安排"
DOWN = (
    "负增长|减低|减少|下降|降低|压减|压缩|减支(?!出)|减收(?!入)|调减|节约|缩减|下调|少支(?!出)|少收(?!入)|短收|少安排"
)
CHANGE_WORDS = f"{UP}|{DOWN}"
CHANGE_TAIL = re.compile(
    rf"({CHANGE_WORDS})(?:了|额|数|额为|约|(?<=(?:支出|收入|经费)(?:增加|减少))(?:拨款|投入)|(?<=增加|减少)预算)?$"
)
# Words before a label that are no part of it: connectives, reasons, years, "our office", and verbs of having and planning.
_LEAD = re.compile(
    r"^(?:[、，,.．和及与并且]|[—\-–―•·●■◆▪※*①-⑳]+|[A-Z]、|以及|加上(?!年|解|级)|加(?=上[年解级])|(?:累计|实际)?(?:完成|实现)(?=[一-鿿]{0,12}(?:收入|支出)(?!预算|计划|任务))|其中[:：]?|包括[:：]?|包含[:：]?|[一二三四五六]是|另外?|力争|从而|预计(?!算)|的(?=\S{3})"
    r"|(?:[省市县区]?财政[厅局])?(?:下达|核定)(?:我|本)(?:[省市县区镇乡]|街道)的?"
    r"|经[^，。；]{2,24}?(?:批准|通过)的?|本级(?:收入|支出)加上?(?=上[级年解]|债务|转移)"
    r"|主要原因(?:是|为)?|(?:该项(?:经费|费用|支出|资金))?主要用于(?=\S{2})"
    rf"|(?:(?!本级|{WHOLE_AREA.pattern})[^，。；]){{2,80}}?安排的(?=(?:(?:19|20)\d\d ?年(?:度)?)?[“\"]?三公[”\"]?经费)"
    r"|主要(?:是|为|用于)|原因是|各(?:单位|部门|处室)(?:（[^）]*）)?|（[^）]*）(?=[、，])"
    r"|安排(?=\S{3})|截[至止]到?(?:19|20)\d\d ?年(?:底|末|\d{1,2}月(?:\d{1,2}日|底))"
    r"|内含|相应|累计|仍|是(?=\S{3})|各?分项为|全部?为|全部用于|期末(?=\S{2})|今年|本年度?(?!度)(?!(?:收入|支出)合计)(?!(?:收入|支出)$)|当年|全年|年度"
    r"|(?:19|20)\d\d ?年 ?\d{1,2} ?月(?:份|底|末)?(?=实有|现有|共有|核定|编制|在职|在校|有)"
    r"|(?:拟|建议)?将(?=\d{4} ?年|[一-鿿]{2,20}(?:由|从|调整))|(?:19|20)\d\d ?(?:年(?:度)?)?|每年(?=\S)|同比|环比"
    r"|(?:我|本)(?:单位|部门|局|办|办公室|委|院|校|园|馆|站|所|队|中心|镇|乡|街道|区|县|市)(?:的|共)?"
    r"|(?:学校|医院|单位|部门|全?[院校])(?:现|共)?(?=内设|下设)|(?:全[校园院]|学校)(?:现有|共有|现|共)(?=[一-鿿]{2})"
    r"|(?:所属|下属|直属)(?:各|预算)*单位(?:的|共(?=有))|有(?=车辆|公务用车)"
    r"|(?:局|委)?机关的(?=机关运行)|(?:本?(?:部门|单位))(?=机关运行|共有)|(?:部门)?预算安排(?=购置)"
    r"|(?:本?(?:部门|单位))?(?:由|用)?(?:开支)?(?:一般公共预算)?财政拨款(?:开支|负担|安排)?(?:支出)?的(?=公务用车)"
    r"|(?:一般公共预算)?财政拨款(?=[“\"三])|分为|共有|拥有|现有|共计?|合计|总计|总|其(?!他|它)|到|由|按)\s*"
)
_TAIL = re.compile(
    r"(?:(?<=[费”])一般公共预算(?:财政)?(?:拨款)?安排|共?(?<!收支)安排|共计|(?<!资产)合计|(?<!收入)(?<!资产)(?<!支出)(?<!收、支)(?<!收入预算)(?<!支出预算)总计|(?<!平)均|各|预计|计划|约|大约|近|需要?|达到?|为|是|共|在|控制在|保持在|不少于|不低于|不超过|不高于|高于|低于|[:：=]|以|的|了|仅|总额为|金额为|(?<!收支)预算安排|列支|(?<!保)有|等|(?:(?<=[收支]入)|(?<=支出)|(?<=税))(?:累计|实际|预计|共)?(?:完成|实现)|到|只|至|从|由|(?<![实体出发呈兑])现)\s*$"
)
# 收、支总计各增加: the one figure is of both sides.
_BOTH_SIDES = re.compile(r"收(?:入)?、?支(?:出)?总计$")
BOTH_SIDES = re.compile(r"(?P<fund>.*?)收入总计、支出总计")
_PREVIOUS = re.compile(
    r"^(?:相比|较|比|与)?(?:去年|上年度(?= ?[“\"一-鿿]{3})(?!末|结[转余]|初)|上年(?!末|度?(?!年初)[^，。；、\d]{0,4}结[转余]|初)"
    r"|上一年度?|\d{4} ?年(?:度)?)(?:同期)?"
)
YEAR_END = re.compile(
    r"(上年|去年|\d{4} ?年) ?[度年]?(?:末|底)|截[至止]到?(?:\d{4}) ?年(?:1?\d月(?:\d{1,2}日|底)|底|末)"
)
_ORGANISATION = re.compile(
    r"^\S{2,24}?(?:人民政府办公室|委员会办公室|委办公室|办公室|人民政府|管理局|委员会|管委会|局|法院|检察院|中心|(?:学校|小学|中学)(?!生))(?:（[^）]{1,8}）)?(?=\S{2})"
)
# 1.总体情况2019年度收入总计: a heading that no stop ends
_RUN_IN = re.compile(r"^(?:总体|收入|支出|收支|结转结余|[一-鿿]{2,8}(?:收入|支出|收支))情况[.．]?(?=(?:19|20)\d\d ?年)")
# 全区完成财政总收入, 全市累计实现税收收入
_DONE_INSIDE = re.compile(
    rf"^(?P<level>{LEVEL.pattern})(?:累计|实际|预计|共)?(?:完成|实现)(?=[一-鿿]{{0,12}}(?:收入|支出))"
)
_YEAR_BEHIND = re.compile(r"(?P<year>(?:19|20)\d\d) ?年(?:度)?(?:预算|决算|执行|安排)?数?$")
_LAST_YEAR_BEHIND = re.compile(r"(?<=[一-鿿]{2})(?<![较比与同超于和])(?:上年|去年)度?(?:预算|决算|执行|支出|安排)?数?$")
# Views of a web page, and the round number that 收入突破5000亿元 stays above.
_NO_FIGURE = re.compile(r"(?:浏览|阅读|点击|访问)(?:次数|量|数)$|突破$")
_OF_RULES = re.compile(r"(?:政府|[省市县区]委|规定|细则)$")  # 省委省政府30条
_ABOUT = re.compile(r"[余多][万亿]?元")
_SHORT_YEAR = 100
_NOUN_AFTER = re.compile(r"[^\d，。；、：（）,;:()\s]{1,14}")
_GRADED = re.compile(
    r"[^，。；：（\d]{0,14}?(?:等级|结果|结论)?(?:被?评定?|获评)?为[“\"]?(?P<grade>优秀?|良好?|中等?|差|较差|合格|不合格|达标)[”\"]?(?=[，。；、]|等级|$)"
)


def strip_tail(text: str, *, keep_change: bool = False) -> str:
    """The words without the verbs and particles that lead over to a figure (安排, 为, 共); a word of change may be kept."""
    stripped = text.strip()
    while True:
        match = _TAIL.search(stripped)
        if not match or (keep_change and CHANGE_TAIL.search(stripped)):
            return stripped
        stripped = stripped[: match.start()].rstrip()


def clean_label(clause: str) -> tuple[str, int, int | None]:
    """The words of a label, and whether they speak of the year before (shift) or of a named year."""
    words = clause.strip(" \n")
    words = re.sub(r"^(?:\d{1,2}[、.．）)]|[（(]?[一二三四五六七八九十]+[、）)])\s*(?=\D|20\d\d ?年)", "", words)
    shift, year = 0, None
    words = _RUN_IN.sub("", words)
    while True:
        ahead = _PREVIOUS.match(words)
        if ahead and not YEAR_END.match(words):
            stated = re.search(r"\d{4}", ahead.group())
            shift = 0 if stated else -1
            year = int(stated.group()) if stated else None
            words = words[ahead.end() :].lstrip()
            continue
        lead = _LEAD.match(words)
        if lead and lead.end() and not YEAR_END.match(words):
            words = words[lead.end() :].lstrip()
            continue
        organisation = _ORGANISATION.match(words)
        if (
            organisation
            and organisation.end() < len(words)
            and not words[organisation.end() :].startswith(("、", "和"))
        ):
            words = words[organisation.end() :].lstrip()
            continue
        break
    words = _BOTH_SIDES.sub("收入总计、支出总计", strip_tail(_DONE_INSIDE.sub(r"\g<level>", words)))
    before = _LAST_YEAR_BEHIND.search(words)
    if before and not shift and year is None:
        words, shift = strip_tail(words[: before.start()]), -1  # 普通小学上年10321.31元
    behind = _YEAR_BEHIND.search(words)
    if behind and behind.start() >= 2:
        # “三公”经费2020年预算8万元: the year may stand behind the label.
        words, year = strip_tail(words[: behind.start()]), int(behind["year"])
    return words, shift, year


def grade_behind(text: str, token: NumberToken) -> str:
    """The grade that a number of things was given: 评价等级为“良” of 6个项目评价等级为“优”，1个为“良”; "" for none."""
    match = _GRADED.match(text, token.end)
    return f"评价等级为“{match['grade']}”" if match else ""


def noun_after(text: str, token: NumberToken, following: int) -> str:
    """The noun behind a number, up to the next figure; "" for none."""
    match = _NOUN_AFTER.match(text[: min(following, len(text))], token.end)
    if not match:
        return ""
    noun = re.split(r"[的了和及与并为在]|以|到场|，", match.group(), maxsplit=1)[0]
    return noun if len(noun) >= 2 else ""


def is_figure(label: str, token: NumberToken, text: str) -> bool:
    """Whether a number under a label is a figure of the document, whole and of something measured."""
    in_row = "|" in label or re.match(r"\s*\|", text[token.end :])  # of a table that was not read
    if in_row or _NO_FIGURE.search(label) or (token.unit == "年" and token.value >= _SHORT_YEAR):
        return False  # 201年: a year with a digit missing
    if _ABOUT.match(text, token.end):
        return False  # 1800余万元: no printed figure to the last digit
    if token.unit is not None:
        return token.unit != "条" or _OF_RULES.search(label) is None
    if re.match(r"\s*[\d-]|[∶:：]\d", text[token.end :]) or re.search(r"\d\s+$", text[: token.start]):
        return False  # 公务接待费 21.00 21.00
    return looks_measured(label) and bool(
        text[token.end :].strip("）) .．")
    )  # 25809744.6 at an end may go on in the next line


def looks_measured(label: str) -> bool:
    """Whether a label names something that is measured, so that a number without a unit may be its figure."""
    return bool(re.search(r"[费率额数量款资]$|经费|预算|收入|支出|金额|次数|人数|面积|指数", label))
