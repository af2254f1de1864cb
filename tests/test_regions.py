"""Names of regions as people and disclosures write them, and the regions meant."""

import os
import subprocess
import sys
from collections import Counter
from importlib import import_module, util
from pathlib import Path

import pytest

from index.regions import DATA, Gazetteer, Region

ROOT = Path(__file__).parents[1]

LUQUAN_SHI, LUQUAN_QU = "130185 鹿泉市 石家庄市 河北省", "130110 鹿泉区 石家庄市 河北省"
CHANGAN = ["130102 长安区 石家庄市 河北省", "610116 长安区 西安市 陕西省"]
GUANTAO = ["130433 馆陶县 邯郸市 河北省"]
YU_COUNTIES = ["130726 蔚县 张家口市 河北省", "140322 盂县 阳泉市 山西省"]


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.load()


def shown(region: Region) -> str:
    return " ".join((region.code, region.name, *region.parents))


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("馆陶县", GUANTAO),
        ("馆陶", GUANTAO),
        ("馆 陶 县", GUANTAO),
        ("鹿泉市", [LUQUAN_SHI]),
        ("鹿泉区", [LUQUAN_QU]),
        ("鹿泉", [LUQUAN_QU, LUQUAN_SHI]),
        ("长安", CHANGAN),
        ("长安区", CHANGAN),
        ("新乐", ["130184 新乐市 石家庄市 河北省"]),
        ("广阳", ["131003 广阳区 廊坊市 河北省"]),
        ("河北", ["120105 河北区 天津市", "130000 河北省"]),
        ("吉林", ["220000 吉林省", "220200 吉林市 吉林省"]),
        ("东城区", ["110101 东城区 北京市"]),
        ("济源市", ["410881 济源市 焦作市 河南省", "419001 济源市 河南省"]),
        ("大厂回族自治县", ["131028 大厂回族自治县 廊坊市 河北省"]),
        ("大厂县", ["131028 大厂回族自治县 廊坊市 河北省"]),
        ("恩施州", ["422800 恩施土家族苗族自治州 湖北省"]),
        ("内蒙古", ["150000 内蒙古自治区"]),
        ("东乡族自治县", ["622926 东乡族自治县 临夏回族自治州 甘肃省"]),
        ("津市", ["430781 津市市 常德市 湖南省"]),
        ("井陉", ["130107 井陉矿区 石家庄市 河北省", "130121 井陉县 石家庄市 河北省"]),
        ("万柏林", ["140109 万柏林区 太原市 山西省"]),
        ("菏泽市", ["371700 菏泽市 山东省"]),
        ("蔚县", ["130726 蔚县 张家口市 河北省"]),
        ("蔚", []),
        ("市辖区", []),
        ("开发区", []),
        ("", []),
        ("2021", []),
    ],
)
def test_find_in_chinese(gazetteer: Gazetteer, asked: str, expected: list[str]) -> None:
    assert [shown(region) for region in gazetteer.find(asked)] == expected


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("Guantao", GUANTAO),
        ("guan tao county", GUANTAO),
        ("GUANTAO XIAN", GUANTAO),
        ("ｇｕａｎｔａｏ", GUANTAO),
        ("Guǎntáo", GUANTAO),
        ("Luquan", [LUQUAN_QU, LUQUAN_SHI, "530128 禄劝彝族苗族自治县 昆明市 云南省"]),
        ("Luquan District", [LUQUAN_QU]),
        ("Luquan City", [LUQUAN_SHI]),
        ("Changan", CHANGAN),
        ("Chang'an Qu", CHANGAN),
        ("Xinle", ["130184 新乐市 石家庄市 河北省"]),
        ("Yu County", YU_COUNTIES),
        ("yuxian", YU_COUNTIES),
        ("yu", []),
        ("Hebei Province", ["130000 河北省"]),
        ("Shaanxi", ["610000 陕西省"]),
        ("Shanxi", ["140000 山西省", "610000 陕西省"]),
        ("Lvliang", ["141100 吕梁市 山西省", "142300 吕梁地区 山西省", "530322 陆良县 曲靖市 云南省"]),
        ("Lüliang Shi", ["141100 吕梁市 山西省"]),
        ("Tibet", ["540000 西藏自治区"]),
    ],
)
def test_find_in_pinyin(gazetteer: Gazetteer, asked: str, expected: list[str]) -> None:
    assert [shown(region) for region in gazetteer.find(asked)] == expected


@pytest.mark.parametrize(
    ("pinyin", "name"),
    [line.split() for line in """\
chongqing 重庆市
xiamen 厦门市
luan 六安市
luhe 六合区
laoting 乐亭县
laoling 乐陵市
leling 乐陵市
yueqing 乐清市
leping 乐平市
nanle 南乐县
changsha 长沙市
zhangzi 长子县
zichang 子长县
luohe 漯河市
chaoyang 朝阳市
bengbu 蚌埠市
bozhou 亳州市
guoyang 涡阳县
hongtong 洪洞县
daicheng 大城县
panyu 番禺区
tulufan 吐鲁番市
yuli 尉犁县
weishi 尉氏县
kashi 喀什市
chengdu 成都市
dujiangyan 都江堰市
yanshan 铅山县
shanxian 单县
xunxian 浚县
shenxian 莘县
shexian 歙县
jingxing 井陉县
gaocheng 藁城区
botou 泊头市
kongtong 崆峒区
mawei 马尾区
dabu 大埔县
huangpu 黄埔区
mianchi 渑池县
hunchun 珲春市
minhang 闵行区
xingtang 行唐县
xuyi 盱眙县
lueyang 略阳县
harbin 哈尔滨市""".splitlines()],
)  # fmt: skip
def test_pinyin_follows_the_place_and_not_the_dictionary(gazetteer: Gazetteer, pinyin: str, name: str) -> None:
    assert name in {region.name for region in gazetteer.find(pinyin)}


@pytest.mark.parametrize(("pinyin", "name"), [("zhangan", "长安区"), ("xinyue", "新乐市"), ("zhongqing", "重庆市")])
def test_wrong_readings_find_nothing(gazetteer: Gazetteer, pinyin: str, name: str) -> None:
    assert name not in {region.name for region in gazetteer.find(pinyin)}


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("馆陶县", ["馆陶县 county", "邯郸市 prefecture", "河北省 province"]),
        ("邯郸市", ["邯郸市 prefecture", "河北省 province"]),
        ("河北省", ["河北省 province"]),
        ("东城区", ["东城区 county", "北京市 province"]),
        ("仙桃市", ["仙桃市 county", "湖北省 province"]),
        ("襄阳区", ["襄阳区 county", "襄樊市 prefecture", "湖北省 province"]),
        ("襄州区", ["襄州区 county", "襄阳市 prefecture", "湖北省 province"]),
    ],
)
def test_chain(gazetteer: Gazetteer, asked: str, expected: list[str]) -> None:
    (region,) = gazetteer.find(asked)
    assert [f"{part.name} {part.level}" for part in gazetteer.chain(region)] == expected


@pytest.mark.parametrize(
    ("asked", "years", "successor"),
    [
        ("鹿泉市", (2002, 2013), "130110 鹿泉区"),
        ("鹿泉区", (2014, None), None),
        ("馆陶县", (2002, None), None),
        ("襄樊市", (2002, 2010), "420600 襄阳市"),  # the name changed, the code stayed
        ("陇南地区", (2002, 2003), "621200 陇南市"),
        ("武都县", (2002, 2003), "621202 武都区"),  # with its prefecture, which took another code
        ("庐江县", (2002, 2010), "340124 庐江县"),  # moved from 巢湖 to 合肥
        ("綦江县", (2002, 2010), "500110 綦江区"),
        ("万盛区", (2002, 2010), None),  # its code went to 綦江区
        ("崇文区", (2002, 2009), None),
    ],
)
def test_years_and_successor(
    gazetteer: Gazetteer, asked: str, years: tuple[int, int | None], successor: str | None
) -> None:
    region = next(region for region in gazetteer.find(asked) if region.last_year == years[1])
    following = gazetteer.successor(region)
    assert region.first_year == years[0]
    assert (following and f"{following.code} {following.name}") == successor


def test_at_gives_all_names_of_a_code_newest_first(gazetteer: Gazetteer) -> None:
    assert [region.name for region in gazetteer.at("420600")] == ["襄阳市", "襄樊市"]
    assert gazetteer.at("999999") == ()


@pytest.mark.parametrize(
    ("asked", "context", "expected"),
    [
        ("长安", "石家庄市长安区人民政府办公室", ["130102"]),
        ("长安区", "西安市长安区", ["610116"]),
        ("长安区", "西安", ["610116"]),
        ("长安区", ["陕西省"], ["610116"]),
        ("长安区", "石家庄市长安区和西安市长安区", ["130102", "610116"]),
        ("长安区", "长安区2019年部门预算", ["130102", "610116"]),  # no parent named: nothing decided
        ("桥西区", "河北省", ["130104", "130503", "130703"]),
        ("桥西区", "河北省张家口市桥西区", ["130703"]),
        ("朝阳", "朝阳区", ["110105", "211300", "211321", "220104"]),  # 朝阳区 does not name 朝阳市
        ("朝阳", "长春市朝阳区", ["220104"]),
        ("朝阳县", "朝阳市朝阳县", ["211321"]),
        ("鹿泉", "石家庄市鹿泉", ["130110", "130185"]),
    ],
)
def test_narrow(gazetteer: Gazetteer, asked: str, context: str | list[str], expected: list[str]) -> None:
    assert [region.code for region in gazetteer.narrow(gazetteer.find(asked), context)] == expected


LIBRARY = ("131003", "130184", "130102", "130433", "130110")


@pytest.mark.parametrize(
    ("text", "stems", "expected"),
    [
        ("石家庄市长安区人民政府办公室2019年部门预算", (), ["石家庄市 130100", "长安区 130102 610116"]),
        ("河北省馆陶县人民政府", (), ["河北省 130000", "馆陶县 130433"]),
        ("长安和新乐谁的三公经费多", (), []),
        ("长安和新乐谁的三公经费多", LIBRARY, ["长安 130102 610116", "新乐 130184"]),
        ("长安和新乐谁的三公经费多", ("130184",), ["新乐 130184"]),
        ("鹿泉2021年公车", LIBRARY, ["鹿泉 130110 130185"]),
        ("馆陶县城和大厂县", (), ["馆陶县 130433", "大厂县 131028"]),
        ("青岛市市南区", (), ["青岛市 370200", "市南区 370202"]),
        # words that only look like names
        ("新乐市场监督管理局", LIBRARY, ["新乐 130184"]),
        ("新乐市市场监督管理局", (), ["新乐市 130184"]),
        ("廊坊市城区道路、老城区改造", (), ["廊坊市 131000"]),
        ("阳泉市城区", (), ["阳泉市 140300", "城区 140202 140302 140402 140502 320902 441502"]),
        ("公开县级预算，规范县级支出，完成县委任务和县政府工作", (), []),
        ("开县2021年预算", (), ["开县 500234"]),
        ("重庆市开县", (), ["重庆市 500000", "开县 500234"]),
        ("请问蔚县的预算", (), ["蔚县 130726"]),
        ("水资源县级配套、市公安县局", (), []),
        ("", (), []),
    ],
)
def test_mentions(gazetteer: Gazetteer, text: str, stems: tuple[str, ...], expected: list[str]) -> None:
    found = gazetteer.mentions(text, stems=stems)
    assert [" ".join((text[m.start : m.end], *(r.code for r in m.candidates))) for m in found] == expected


def test_mentions_know_where_they_stand(gazetteer: Gazetteer) -> None:
    ((start, end, candidates),) = gazetteer.mentions("2021年馆陶县预算")
    assert (start, end, [region.code for region in candidates]) == (5, 8, ["130433"])


def test_regions_by_level_in_the_newest_revision(gazetteer: Gazetteer) -> None:
    # Counted in china-division 2.7.0 by hand: 31 provinces (and three that it does not list), 342 cities less nine rows that
    # name no region, 2978 areas less 124 zones, three groups of islands and three cities that have no counties.
    levels = Counter(region.level for region in gazetteer if region.last_year is None)
    assert levels == {"province": 34, "prefecture": 333, "county": 2848}
    assert gazetteer.as_of == 2023


@pytest.mark.parametrize(
    ("name", "code", "before"),
    [
        ("赣县区", "360704", "赣县"),
        ("腾冲市", "530581", "腾冲县"),
        ("梁平区", "500155", "梁平县"),
        ("密云区", "110118", "密云县"),
    ],
)
def test_places_renamed_since_2014_and_what_they_were(gazetteer: Gazetteer, name: str, code: str, before: str) -> None:
    assert [region.code for region in gazetteer.find(name)] == [code]
    (old,) = (region for region in gazetteer.find(before) if region.name == before)
    after = gazetteer.successor(old)
    assert after is not None
    assert (after.name, old.last_year) == (name, 2014)


@pytest.mark.skipif(util.find_spec("gb2260") is None, reason="GB2260 is needed only to build the file")
def test_newest_revision_is_that_of_the_package(gazetteer: Gazetteer) -> None:
    placeholders = {"市辖区", "县", "市", "省直辖县级行政区划", "自治区直辖县级行政区划"}
    newest = import_module("gb2260.data").data[None]
    expected = {(str(code), name) for code, name in newest.items() if name not in placeholders}
    listed = {
        (region.code, region.name)
        for region in gazetteer
        if region.first_year <= 2014 and (region.last_year is None or region.last_year >= 2014)
    }
    assert listed == expected


@pytest.mark.skipif(
    any(util.find_spec(name) is None for name in ("gb2260", "pypinyin")) or "CHINA_DIVISION" not in os.environ,
    reason="needed only to build the file; CHINA_DIVISION is the folder dist of that package",
)
def test_a_second_build_writes_the_same_bytes(tmp_path: Path) -> None:
    built = tmp_path / "regions.tsv"
    subprocess.run(
        [sys.executable, str(ROOT / "scripts" / "build_regions.py"), os.environ["CHINA_DIVISION"], str(built)],
        check=True,
    )
    assert built.read_bytes() == DATA.read_bytes()


def test_data_file_is_whole(gazetteer: Gazetteer) -> None:
    text = DATA.read_text(encoding="utf-8")
    regions = list(gazetteer)
    assert DATA.stat().st_size < 250_000
    assert "GB2260 0.4.1 (BSD-3-Clause" in text
    assert "Hsiaoming Yang" in text
    assert [(r.code, r.first_year) for r in regions] == sorted((r.code, r.first_year) for r in regions)
    assert all(gazetteer.successor(r) for r in regions if r.successor)
    assert all(gazetteer.chain(r)[-1].level == "province" for r in regions)


def test_load_is_cached_and_quick() -> None:
    script = (
        "import time; from index.regions import Gazetteer; start = time.process_time(); first = Gazetteer.load();"
        "print(time.process_time() - start); assert Gazetteer.load() is first"
    )
    runs = [subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, check=True) for _ in range(3)]
    assert min(float(run.stdout) for run in runs) < 0.015
