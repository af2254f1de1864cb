"""Which area a report on a whole area is about, where its title names none: 关于2021年财政决算草案的报告.

Such reports name the place elsewhere: in a line of its own above them (青石县人民政府), with its budget (青石县财政决算), its
congress (青石市人大常委会) or the bureau that put them on a page (来源：青石县财政局).
"""

import re
from collections import Counter

from index.cleaning import squash
from index.document import Document
from index.regions import Gazetteer

_REPORT = re.compile(r"财政(?:收支|总)?(?:预算|决算|预、?决算)|预算执行|全[省市县区州旗镇乡]")
_OF_OFFICE = re.compile(r"部门|单位")
_ENTRUSTED = re.compile(r"批准的[一-鿿]{2,8}本级(?:19|20)\d\d年预算|受[省市县区州旗镇乡]?(?:人民)?政府的?委托")
# What a place has and an office in it has not; the 财政厅 of the province is above the place that reports.
_OF_PLACE = re.compile(r"财政(?!厅)|人民代表大会|人大常委会|第[一二三四五六七八九十]{1,3}届人|人民政府")
# Towns stand in no list of regions: 受赤水镇人民政府委托, 赤水镇2021年度财政决算.
_TOWN = re.compile(
    r"受(?P<entrusts>[一-鿿]{2,5}(?:镇|乡|街道))(?:人民政府|办事处)的?委托"
    r"|(?:^|[，。：、将])(?P<accounts>[一-鿿]{2,4}(?:镇|乡))(?:19|20)\d\d年(?:度)?财政(?:决算|预算)"
)
_REACH = 3000


def area_of(document: Document) -> str:
    """The place that a report on a whole area is about by its text; "" where the text names several, or is none of an area."""
    text = squash(document.source.text[:_REACH])
    title = squash(document.title)
    of_area = _REPORT.search(title) and not _OF_OFFICE.search(title)
    if not of_area and not _ENTRUSTED.search(text):
        return ""
    places = Counter(
        text[mention.start : mention.end]
        for mention in Gazetteer.load().mentions(text)
        if _OF_PLACE.match(text, mention.end)
    )
    ranked = places.most_common(2)
    if not ranked and (town := _TOWN.search(text)):
        return town["entrusts"] or town["accounts"]
    if not ranked or (len(ranked) == 2 and ranked[0][1] == ranked[1][1]):
        return ""
    return ranked[0][0]
