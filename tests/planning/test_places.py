"""Which publishing body a question means."""

import pytest

from assistant.planning.places import Places, spot_places
from assistant.planning.question import fold

GUANTAO = "馆陶县人民政府办公室"
GUANGYANG = "廊坊市广阳区人民政府办公室"
CHANGAN = "石家庄市长安区人民政府办公室"
XIAN = "西安市长安区人民政府办公室"
LUQUAN = "中共石家庄市鹿泉区委办公室"
LIBRARY = (GUANTAO, GUANGYANG, CHANGAN, LUQUAN)


def spot(question: str, library: tuple[str, ...] = LIBRARY, *printed: str) -> Places:
    """Places of a question; ``printed`` are words that some document prints in a label."""
    return spot_places(fold(question), library, lambda words, bodies: any(words in label for label in printed))


def names(question: str, library: tuple[str, ...] = LIBRARY) -> list[str]:
    return [entity.name for entity in spot(question, library).entities]


@pytest.mark.parametrize(
    ("question", "entity"),
    [
        ("馆陶县人民政府办公室2021年三公经费", GUANTAO),
        ("馆陶县政府办2021年三公经费", GUANTAO),
        ("馆陶县三公经费", GUANTAO),
        ("馆陶三公经费", GUANTAO),
        ("邯郸市馆陶县三公经费", GUANTAO),
        ("Guantao County three public", GUANTAO),
        ("廊坊三公经费", GUANGYANG),
        ("广阳区政府办公室", GUANGYANG),
        ("鹿泉区委办2013102科目", LUQUAN),
        ("中共鹿泉区委办公室", LUQUAN),
        ("鹿泉市2021年三公经费", LUQUAN),  # the county-level city of that name became the district in 2014
    ],
)
def test_full_short_and_place_names(question: str, entity: str) -> None:
    assert names(question) == [entity]


def test_spans_are_the_words_that_named_it() -> None:
    text = "请问馆陶县政府办三公经费"
    assert [text[start:end] for start, end in spot(text).spans] == ["馆陶县", "政府办"]


@pytest.mark.parametrize(
    ("question", "unknown"),
    [
        ("正定县2021年三公经费", "正定县"),
        ("馆陶县教育局三公经费", "馆陶县教育局"),
        ("鹿泉区政府办三公经费", "鹿泉区政府办"),  # the library holds the party committee's office only
        ("西安市长安区三公经费", "西安市长安区"),
    ],
)
def test_bodies_not_in_the_library(question: str, unknown: str) -> None:
    places = spot(question)
    assert (places.entities, places.unknown) == ((), unknown)


UNLISTED = ("云洲市榕港区城市管理和综合执法局", "上海市澄浦区卫生监督所", "岷阳县林业和草原局")


@pytest.mark.parametrize(
    ("question", "body"),
    [
        ("云洲市榕港区城市管理和综合执法局三公经费", UNLISTED[0]),
        ("请问榕港区城管局的三公经费", UNLISTED[0]),
        ("榕港区城市管理和综合执法局三公经费", UNLISTED[0]),
        ("澄浦区卫生监督所2025年三公经费", UNLISTED[1]),
        ("澄浦区卫监所三公经费", UNLISTED[1]),
        ("岷阳县林草局2022年哪个单位的三公经费最多", UNLISTED[2]),
    ],
)
def test_short_names_in_places_that_no_list_of_regions_holds(question: str, body: str) -> None:
    assert [entity.name for entity in spot(question, UNLISTED).entities] == [body]


@pytest.mark.parametrize("unknown", ["榕港区教育局", "青云县林草局"])
def test_another_body_of_such_a_place_is_not_in_the_library(unknown: str) -> None:
    assert spot(f"{unknown}2024年三公经费", UNLISTED).unknown == unknown
    assert spot(f"{unknown}2024年三公经费", UNLISTED[:1]).unknown == unknown


def test_a_body_inside_a_document_is_an_item() -> None:
    assert spot("馆陶县教育局的单位性质", LIBRARY, "馆陶县教育局").unknown == ""


@pytest.mark.parametrize(
    ("question", "entities"),
    [
        ("长安区三公经费", [CHANGAN, XIAN]),
        ("长安区政府办三公经费", [CHANGAN, XIAN]),
        ("石家庄长安区三公经费", [CHANGAN]),
        ("西安市长安区政府办三公经费", [XIAN]),
        ("陕西长安区三公经费", [XIAN]),
        ("河北省长安区三公经费", [CHANGAN]),
    ],
)
def test_two_districts_of_one_name(question: str, entities: list[str]) -> None:
    assert names(question, (CHANGAN, XIAN)) == entities


def test_no_place_named() -> None:
    assert names("三公经费是多少") == []
    assert names("三公经费是多少", (GUANTAO,)) == [GUANTAO]


def test_a_short_office_name_alone_fits_several() -> None:
    assert names("区政府办三公经费", (GUANTAO, LUQUAN)) == [GUANTAO]
    assert names("政府办三公经费") == [GUANTAO, GUANGYANG, CHANGAN]


def test_a_title_in_brackets_tells_the_place_and_stays_content() -> None:
    assert names("《馆陶年鉴2021卷》编纂出版经费的错误率") == [GUANTAO]
    assert names("鹿泉《馆陶年鉴2021卷》编纂出版经费") == [LUQUAN]


@pytest.mark.parametrize(
    ("question", "body"),
    [
        ("广西区直机关第一幼儿园2024年总收入", "广西壮族自治区直属机关第一幼儿园"),
        ("馆陶经开区宣传部预算收入", "馆陶经济技术开发区宣传部"),
        ("请问柏桥三小的收入", "馆陶县柏桥镇第三小学"),
        ("馆陶各民主党派三公经费", "馆陶县各民主党派"),
        ("馆陶县民主党派三公经费", "馆陶县各民主党派"),
    ],
)
def test_names_with_words_left_out(question: str, body: str) -> None:
    library = (
        GUANTAO,
        "广西壮族自治区直属机关第一幼儿园",
        "馆陶经济技术开发区宣传部",
        "馆陶县柏桥镇第三小学",
        "馆陶县各民主党派",
    )
    assert names(question, library) == [body]


def test_a_name_that_two_bodies_shorten_to_names_neither() -> None:
    assert names("柏桥三小的收入", ("馆陶县柏桥镇第三小学", "新乐市柏桥镇第三小学")) == []


def test_the_other_name_of_an_area_in_brackets() -> None:
    assert names("阳和工业新区公务接待费", ("北部生态新区（阳和工业新区）", LUQUAN)) == ["北部生态新区（阳和工业新区）"]


def test_a_place_named_alone_is_the_place_itself_where_it_publishes() -> None:
    library = ("新乐市人民政府", "新乐市第一中学", GUANTAO)
    assert names("新乐市上解支出", library) == ["新乐市人民政府"]
    assert names("新乐市第一中学上解支出", library) == ["新乐市第一中学"]
    assert names("新乐市上解支出", library[1:]) == ["新乐市第一中学"]


def test_an_area_by_its_own_name_where_no_list_of_regions_holds_it() -> None:
    assert names("长垣市一般公共预算收入", ("新乡市长垣市", GUANTAO)) == ["新乡市长垣市"]
