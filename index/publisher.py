"""Who published a document, for which year, and of which family (budget or final account), from its title and body."""

import re
from collections import Counter

from index.area import area_of
from index.body_in_text import body_in_text, in_its_place, is_news
from index.cleaning import clean, normalise, squash
from index.document import Document
from index.entities import place_of
from index.facts import Publisher
from index.regions import Gazetteer
from index.short_names import shortens

# What is noted of a document whose body is no more than assumed.
CALLED_BY_FILE = "It names no publishing body: questions may call it by the name of its file"
CALLED_BY_TEXT = "It names no publishing body: questions may call it by the one that its text speaks of"
# A body by the word that its name ends in.
_NAMED_BODY = (
    r"[一-鿿（）]{1,36}?(?:[局委办院校学所站队镇乡县市区州旗省部会馆处社园府厅署场室协岛]|中心|街道|本级|职业中专|职高|高中|初中"
    r"|[妇残文侨]联|[一二三四五六七八九十][中小幼])(?:（[^）]{1,12}）)?"
)
# What a title goes on with behind the name of the body.
_SUBJECT = (
    r"(?:(?:[省市县区]级)?部门|单位|预算|决算|预决算|[“\"]?三公|财政(?![局厅所])|一般公共|收支|政府性|安排|及(?:所|下)属"
    r"|[一-鿿]{2,6}经费(?:执行|统计|公告))"
)
_BY = r"经(?!开区|济)"  # 经青石县财政局汇总, and not 经济开发区
_TITLE = re.compile(
    r"^(?:关于|附件\d*[:：]?|[•·])?(?P<entity>\S{2,40}?)(?:关于|公布|公开|发布)?(?P<year>(?:19|20)\d\d)年(?:度)?"
)
_YEAR_FIRST = re.compile(
    r"^(?:关于(?=\d{4}年[一-鿿]{2,8}?[省市县区州旗](?!本级|级)))?"
    rf"(?P<year>(?:19|20)\d\d)年(?:度)?[，,]?(?P<entity>{_NAMED_BODY})(?={_SUBJECT})"
)
_BODY = re.compile(r"现将(?P<entity>\S{2,40}?)(?P<year>(?:19|20)\d\d)年(?:度)?(?:部门|单位)?(?:预算|决算)")
_TITLE_BEHIND = re.compile(
    rf"^(?P<year>(?:19|20)\d\d)年(?:度)?(?:部门|单位)?(?:预算|决算)(?:信息)?(?:公开)?(?:情况)?(?:说明)?(?P<entity>{_NAMED_BODY})[.。]?$"
)
# 青石县2015年度移民局“三公”经费: the office behind the year, and not the county
_OFFICE_BEHIND = re.compile(
    rf"^(?P<place>[一-鿿]{{2,12}}[省市县区州旗])(?P<year>(?:19|20)\d\d)年(?:度)?(?P<office>(?!度|[省市县区州]级|[省市县区州]?本级|各|政府){_NAMED_BODY})(?={_SUBJECT})"
)
# 经青石县财政局汇总，2025年全县…: the figures are those of the whole area
_SUMMED = tuple(
    re.compile(rf"{ahead}(?P<entity>[一-鿿]{{2,12}}?[县市区州旗省])财政[局厅](?:统计)?汇总")
    for ahead in (rf"(?:[由据]|{_BY})", "")
)
_OPENING = re.compile(rf"^(?![现根按经由为])(?P<entity>{_NAMED_BODY})(?P<year>(?:19|20)\d\d)年(?:度)?")
# How a text without a title names its body, the surest first: a part about it, its name, what it is, a code in front.
_STATED = tuple(
    re.compile(pattern)
    for pattern in (
        rf"^(?P<entity>{_NAMED_BODY})(?:部门|单位|基本)?概况$",
        rf"(?:部门|单位)名称[是为](?P<entity>{_NAMED_BODY})(?=[，。])",
        rf"^(?P<entity>{_NAMED_BODY})(?:的?(?:主要职[责能]|基本职能)|主要服务|人员编制)",
        rf"^(?P<entity>{_NAMED_BODY})[是为系属](?:负责|主管|隶属|实施|一[个所家]|[一-鿿]{{0,14}}(?:部门|机构|单位|机关|乡镇))",
        rf"^(?P<entity>{_NAMED_BODY})(?:地处|位于|坐落|在[^，。]{{2,20}}号|下属|内设|[下现]设|由[^，。]{{0,12}}(?:举办|领导))",
        rf"^(?P<entity>{_NAMED_BODY})（以下(?:简称|称)?[“\"]?[本我]",
        rf"^(?P<entity>{_NAMED_BODY})(?:主要)?(?:负责(?!人)|主管(?=[全本])|承担|行使|履行|(?:按照?|受)[^，。]{{0,14}}(?:授权|委托))",
        rf"^(?P<entity>{_NAMED_BODY})(?:财政拨款|一般公共预算)",
        rf"^\d{{3,9}}(?P<entity>{_NAMED_BODY})\|?$",
        r"受(?P<entity>[一-鿿]{2,10}[县市区州旗镇乡])(?:人民)?政府的?委托",
        rf"^(?P<entity>{_NAMED_BODY})(?:资产负债|财务(?![处科室部]))",
    )
)
_NUMBERED = re.compile(
    r"^(?:另外，|此外，|其中，)?(?:第[一二三四五六七八九十]部分[:：、]?|[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）|\d{1,2}[、.]\d{0,2})*"
)
_MAKER = re.compile(
    r"(?:(?<![一-鿿])单位(?= *[:：][一-鿿（）]{4,36}(?:[局校院园委办站馆所队会镇乡]|中心|街道|政府) *\|)"
    r"|编制部门|编制单位|部门名称|单位名称|预算单位|填报单位|编报单位|实施单位) *(?:（盖章）)? *(?:[:：]|\|+ *)(?P<entity>[^|\s]{4,40})"
)
_BEFORE_TITLE = re.compile(
    r"^[•·]?[\[【]?(?:(?:文件|信息)?标题|(?:信息)?名称)[\]】]?[:：|]*|^(?:关于)?提请(?:审议|审查|批准|审批)+|^（[^）]{1,8}[省市区]）(?=关于|[一-鿿])"
)  # (某省)关于青石县2020年…
_CODED = re.compile(rf"^\d{{3,9}}(?P<entity>{_NAMED_BODY})$")
_WE = re.compile(
    r"^[我该各其请]|今天|智能|无障碍|长者|登录|注册|首页|检索|搜索|我[局办院校委镇乡]|部门|单位|预算|决算|情况|概况|根据|按照|经费|批复|附件|目录|说明|的$|[批核]准|(?<!协商)会议|人大第"
)
# 青石县实验小学为纳入青石县教育局2025年单位预算编制范围的…: the school
_BELOW = re.compile(
    r"(?P<entity>[一-鿿（）]{3,30}?(?:[局委院校学园馆站所队会社]|中心))(?:为|是|系|属)(?:纳入)?(?=[一-鿿]{2,12}(?:局|委员会|政府|中心|办公室)$)"
)
_CODE = re.compile(r"^[\[【]?\d{3,9}[\]】]?")
_CHINESE_YEAR = re.compile(r"二[〇零○O0]([〇零○O0一二三四五六七八九])([〇零○O0一二三四五六七八九])(?=年)")
# A year that a text speaks of itself: none of a comparison (比2020年), a law (〔2022〕, 2022年修订) or a day of a date.
_OWN_YEAR = re.compile(
    r"(?<![比较与同于〔（\d])(20\d\d)年(?!\d{1,2}月|[末底初修制印]|以[来前后]|同期|相比|对比|预算数?相比|决算数?相比|起)"
    r"|（(20\d\d)年度?）"
)
_COUNTED_AT = re.compile(r"截[至止]到?((?:19|20)\d\d)年(?:12月31日|底|末)")
_TAKEN_IN = re.compile(
    rf"^(?:纳入|列入|汇入|根据|据|{_BY})(?=[一-鿿]{{3}})"
)  # 纳入青石县公安局2020年部门决算编制范围的…
# 2024年市级决算和2025年上半年预算执行情况: of the year whose account is closed
_ACCOUNT_OF_YEAR = re.compile(
    r"(?P<year>(?:19|20)\d\d)年度?[^\d，。]{0,10}决算.*(?:19|20)\d\d年[^，。]{0,10}(?:预算|执行)"
)
# …“三公”经费2011年决算和2012年预算情况: of a text whose title says neither
_ACCOUNT_AND_PLAN = re.compile(
    r"(?P<year>(?:19|20)\d\d)年度?决算[和及与暨、](?:19|20)\d\d年度?预算(?:公开)?(?:安排)?(?:情况|说明|公开|表)"
)
_OF_SPENDING = re.compile(r"(?:使用|支出)情况")
_OF_MONTHS = re.compile(r"\d{1,2}月(?:份)?财政收支")
_STATISTICS = re.compile(r"统计(?:公告|公报|情况|数据|结果)")
_OWN_BUDGET = re.compile(r"(?<!上年)(?<!去年)年初预算")
_PLANNED = re.compile(r"(?<!公共)(?<!基金)(?<!经营)预算(?!单位|部门)")
_PUBLISHED = re.compile(r"(20\d\d)[-年/.]\d{1,2}[-月/.]\d{1,2}")
_IN_FILE_NAME = re.compile(r"^(?:\d+[_\-—.、 ]*)?(?P<entity>[一-鿿（）]{3,}?)(?=\d|部门|单位|预算|决算|三公|[“_\- ]|$)")
# 青石县本级财政决算草案: told with the levels of the county, which is what the report is of
_OWN_LEVEL_OF_AREA = re.compile(
    r"(?P<place>[一-鿿]{2,10}[县市区州旗省])[省市县区州旗]?本级(?:政府(?=预算|决算)|(?=财政决算|财政预算|决算草案|决算[（(]草案|预算草案|预算[（(]草案|预算执行))"
)
_COLUMNS_OF_HEADER = 2  # 项目 | 2014年决算数 | 2015年决算数: the head of a table, and no title
_REPORTS_ON = re.compile(r"报告[^。]{0,40}预算执行情况和[^。]{0,12}预算草案")
_LEVEL_ENDS = frozenset("县市区州镇满")
_GRANTED = re.compile(r"[省市县区州旗]?财政[局厅](?:预算安排(?!情况)|批复|核定|下达)")  # 2016年省财政厅预算安排，…
_UNNAMED = "某"
_PAGE_HEAD = 300
_OPENING_SENTENCES = 40
_OPENING_REACH = 2000
_LONGEST_NAME = 36
_TITLE_REACH = 40
_REPORT_REACH = 800


def publisher_of(document: Document) -> Publisher:
    """The defaults of a document's facts; an entity that cannot be told is the empty string, a year ``None``."""
    title = "" if document.title.count("|") >= _COLUMNS_OF_HEADER else _digits_of_year(squash(document.title))
    body = _digits_of_year(squash(clean(document.source.text, 0, 6000).text))
    title = _OWN_LEVEL_OF_AREA.sub(r"\g<place>", _BEFORE_TITLE.sub("", _NUMBERED.sub("", title)))
    titled = [match for pattern in (_TITLE, _YEAR_FIRST, _TITLE_BEHIND) if (match := pattern.match(title))]
    found = next((match for match in titled if _name(match["entity"])), next(iter(titled), None))
    office = _OFFICE_BEHIND.match(title)
    told = next((match for match in _BODY.finditer(body) if not _is_no_name(match["entity"])), None)
    news = is_news(body)  # of several bodies, none of which it is
    opening = None if found or told or news else _opening(document)
    named = [match["entity"] for match in (found, told, opening) if match]
    if office:
        named = [f"{office['place']}{office['office']}"]
    entity = next((name for each in named if (name := _name(each))), "") or _from_tables(document)
    if not (entity or opening or news) and (opening := _opening(document)):
        entity = _name(opening["entity"])  # 区科协2019年部门预算公开, and the body in full in the next line
    entity = _in_full(document, entity or (not news and _stated(document)) or _summed(body) or area_of(document))
    assumed = "" if entity else body_in_text(document)
    years = [match for match in (found, *_BODY.finditer(body)) if match]
    period = int(years[0]["year"]) if years else _commonest_year(body)
    account = _ACCOUNT_OF_YEAR.search(title) or _ACCOUNT_AND_PLAN.search(body)
    period = int(account["year"]) if account else period
    return Publisher(entity or assumed, period, _family(title, body, period), bool(assumed))


def body_of_file(stem: str) -> str:
    """The body that a file is named after: 青石县图书馆 of 03_青石县图书馆2018预算; "" where its name tells none."""
    said = _IN_FILE_NAME.match(squash(stem))
    name = said["entity"] if said else ""
    return name if re.fullmatch(_NAMED_BODY, name) and _UNNAMED not in name and _name(name) else ""


def _digits_of_year(text: str) -> str:
    """二〇二一年 -> 2021年."""
    digits = "〇一二三四五六七八九"
    return _CHINESE_YEAR.sub(lambda m: "20" + "".join(str(max(digits.find(c), 0)) for c in m.groups()), text)


def _opening(document: Document) -> re.Match[str] | None:
    """The first sentence that begins with a body and a year, of a text without a title."""
    for text in _openings(document):
        match = _OPENING.match(text) or _YEAR_FIRST.match(text)
        if match and _name(match["entity"]) and not _GRANTED.match(text, match.start("entity")):
            return match
    return None


def _stated(document: Document) -> str:
    """The body that a text speaks of as its own, where neither title nor opening name one with the year."""
    texts = _openings(document)
    found = (match for pattern in _STATED for text in texts if (match := pattern.search(text)))
    return next((name for match in found if (name := _name(match["entity"]))), "")


def _openings(document: Document) -> list[str]:
    sentences = document.sentences[:_OPENING_SENTENCES]
    return [_NUMBERED.sub("", _digits_of_year(squash(sentence.text))) for sentence in sentences]


def _in_full(document: Document, name: str) -> str:
    """A name without its place as the text gives it with it: 市直工委, and 青石市直属机关工作委员会 in a heading."""
    gazetteer = Gazetteer.load()
    if name.endswith("区") and not gazetteer.find(name):  # 某市台商区, in the text 台商投资区
        opening = squash(clean(document.source.text, 0, _OPENING_REACH).text)
        if longer := re.search(rf"{re.escape(name[:-1])}[一-鿿]{{1,4}}区", opening):
            return longer.group()
    if not name or place_of(name) or gazetteer.mentions(name):
        return name
    title = squash(document.title)
    ahead = next((mention for mention in gazetteer.mentions(title) if not mention.start), None)
    if ahead and title.startswith(name[:2], ahead.end):
        return f"{title[: ahead.end]}{name}"  # 某省交通运输部门2022年…: 交通运输厅
    for text in _openings(document):
        for mention in gazetteer.mentions(text):
            reaches = (text[mention.start : end] for end in range(mention.end, mention.start + _LONGEST_NAME))
            if full := max((each for each in reaches if shortens(name, each)), key=len, default=""):
                return re.sub(r"(?:部门|（?本级）?)$", "", full)
    return in_its_place(name, document)


def _summed(body: str) -> str:
    match = next((match for pattern in _SUMMED if (match := pattern.search(body))), None)
    return match["entity"] if match else ""


def title_years(document: Document) -> tuple[int | None, int | None]:
    """The year of the title and the year of the opening sentence, for a check that they agree."""
    found = _TITLE.match(squash(document.title))
    told = _BODY.search(normalise(document.source.text[:6000]).replace(" ", ""))
    return (int(found["year"]) if found else None, int(told["year"]) if told else None)


def _name(entity: str) -> str:
    entity = re.sub(r"（[^）]*表）$", "", entity)
    by, _, about = entity.rpartition("|")[2].partition("关于")
    of_area = by.endswith("财政局") and place_of(f"{about}本级") and Gazetteer.load().mentions(about)
    name = _CODE.sub("", about if of_area else by).strip("“”\"'《》【】：:、，,？?！ ")
    name = re.sub(r"^[上下]半年|(?<=[厅局委办院])按[省市县区州].*$", "", name)  # 2012年，某省环境保护厅按省外办安排…
    name = re.sub(r"(?<=[省市县区州旗])和[省市县区州旗](?:本级)?$", "", name)  # 琼中…自治县和县本级
    name = re.sub(r"(?<=[校局院委办园])所$", "", _TAKEN_IN.sub("", name))  # …中心学校所属, cut at 所
    below = _BELOW.match(name)
    name = below["entity"] if below else name
    short = len(name) < 4 and not re.fullmatch(
        r"[一-鿿]县|[一-鿿]{2,3}省|[省市县区][妇残文侨]联|[一-鿿]{2}[镇乡县市区州旗局岛]", name
    )
    return "" if short or _is_no_name(name) else name


def _is_no_name(name: str) -> bool:
    """Whether words speak of a body without naming it: 我局, 本单位, 全县, and no place whose name begins so."""
    if name.startswith(("下属", "所属", "直属", "属", "隶属", "由")):
        return True  # one of its units, or whose unit it is
    known = name[2:3] in _LEVEL_ENDS and Gazetteer.load().find(name[:2])  # 全南县, and not 全州和州本级
    within = name.startswith(("本", "全")) and not known
    return within or _WE.search(name) is not None


def _from_tables(document: Document) -> str:
    for table in document.tables:
        for cell in table.cells:
            match = _MAKER.search(squash(cell.text)) if cell.role == "meta" else None
            if match:
                return _name(match["entity"])
            coded = _CODED.match(squash(cell.text)) if cell.role == "meta" else None
            if coded and (name := _name(coded["entity"])):
                return name
    match = _MAKER.search(normalise(document.source.text).replace("\n", " "))
    return _name(match["entity"]) if match else ""


def _commonest_year(body: str) -> int | None:
    """The year that a text without a title speaks of most; of two that it names as often the later one."""
    years = Counter("".join(found) for found in _OWN_YEAR.findall(body))
    years = years or Counter(re.findall(r"(20\d\d)年\d{1,2}月", body[:_TITLE_REACH]))  # 青石县2024年4月财政收支情况
    years = years or Counter(re.findall(r"(20\d\d)(?:年以来|[-—](?=\D))", body))
    return int(max(years, key=lambda year: (years[year], year))) if years else None


def _family(title: str, body: str, period: int | None) -> str:
    """``final`` or ``budget``: by the title, else by what the text speaks of."""
    if "决算" in title and "预决算" not in title:
        return "final"
    if not re.search("预算|决算", title) and _REPORTS_ON.search(body[:_REPORT_REACH]):
        return "budget"  # 书面报告青石县2018年财政预算执行情况和2019年财政预算草案
    if _OF_MONTHS.search(title) or _OF_MONTHS.search(body[:_TITLE_REACH]):
        return "budget"  # of a year that is not over
    if "预算" in title and not _OF_SPENDING.search(title):
        return "budget"
    if _STATISTICS.search(f"{title}\n{body[:_TITLE_REACH]}") and not _PLANNED.search(body):
        return "final"  # what came of a year
    own_budget = len(_OWN_BUDGET.findall(body))
    spent = body.count("决算") + body.count("实际支出") + own_budget - body.count("预决算")
    spent += 2 * len(re.findall(r"[比较](?:年初)?预算数?(?:增加|减少|[多少高低增减])", body))
    spent += body.count("决算数") + bool(_OF_SPENDING.search(title))
    planned = len(_PLANNED.findall(body)) - own_budget - body.count("预决算")
    published = _PUBLISHED.search(body[:_PAGE_HEAD])
    if published and period and int(published[1]) > period:
        spent += 3  # what is published after its year is no plan
    counted = {int(year) for year in _COUNTED_AT.findall(body)}
    if period in counted and "部门预算" not in body[:200]:
        spent += 3
    return "final" if spent > planned else "budget"
