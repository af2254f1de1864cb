"""Full text and vectors beside the store: in step after every change, made anew where they are not."""

import shutil
from collections.abc import Sequence
from pathlib import Path

import chromadb
import pytest
import tantivy
from chromadb.config import Settings

from index.build import diagnose, forget, ingest, reindex
from index.embedding import Vectors, built_in
from index.errors import PassagesOutdated
from index.fact_store import FactStore
from index.full_text import FullText
from index.passages import Passages
from index.vector_store import VectorStore
from index.words import pairs_of, words_of

TITLE = "蔚县{}2022年部门预算信息公开情况说明\n"
DUTIES = "一、部门职责\n（一）负责起草工作报告和领导讲话。\n（二）负责机关安全保卫和车辆管理。\n"
BUDGET = "二、预算安排\n2022年支出预算90.00万元。\n"


def documents(folder: Path) -> Path:
    place = folder / "documents"
    place.mkdir()
    for number, body in enumerate(("人民政府办公室", "教育局")):
        (place / f"{number}.txt").write_text(TITLE.format(body) + DUTIES + BUDGET, encoding="utf-8")
    return place


@pytest.fixture
def index(tmp_path: Path) -> Path:
    folder = tmp_path / "index"
    assert [report.status for report in ingest([documents(tmp_path)], folder)] == ["added", "added"]
    return folder


class Turned:
    """The built-in model with its vectors turned round, as another model of the same size would be."""

    fingerprint = "turned"

    def questions(self, texts: Sequence[str]) -> Vectors:
        return -built_in().questions(texts)

    def passages(self, texts: Sequence[str]) -> Vectors:
        return -built_in().passages(texts)


def test_every_chunk_is_in_both(index: Path) -> None:
    with FactStore.writing(index) as store:
        ids = store.chunk_ids()
    assert ids
    assert FullText.open(index).ids() == ids
    assert VectorStore.open(index).ids() == ids
    assert diagnose(index).sound


def test_a_document_that_is_forgotten_is_in_neither(index: Path) -> None:
    assert forget("0.txt", index)
    left = FullText.open(index).ids()
    assert left == VectorStore.open(index).ids()
    assert left
    assert diagnose(index).sound


def test_a_changed_document_leaves_nothing_of_its_earlier_text(index: Path, tmp_path: Path) -> None:
    path = tmp_path / "documents" / "0.txt"
    path.write_text(path.read_text(encoding="utf-8").replace("车辆管理", "档案管理"), encoding="utf-8")
    assert {report.status for report in ingest([tmp_path / "documents"], index)} == {"replaced", "unchanged"}
    health = diagnose(index)
    assert health.sound
    found = FullText.open(index).search("档案管理", 1)
    assert len(found) == 1


def test_a_vector_that_is_missing_is_found_and_made_again(index: Path) -> None:
    with FactStore.writing(index) as store:
        document = store.documents()[0].id
    VectorStore.open(index).remove(document)
    health = diagnose(index)
    assert {chunk.partition("/")[0] for chunk in health.without_vector} == {document}
    assert not health.sound
    assert reindex(index) == 2
    assert diagnose(index).sound


def test_a_vector_of_another_text_is_found(index: Path) -> None:
    store = VectorStore.open(index)
    first = sorted(store.ids())[0]
    store.add([first], built_in().encode(["完全不同的一句话"]), [{"document": first.partition("/")[0]}])
    assert diagnose(index).strayed == (first,)


def test_words_of_a_document_that_is_gone_are_found(index: Path) -> None:
    FullText.open(index).write([("gone", [("gone/1", "prose", "不在库中的文件")])])
    assert diagnose(index).superfluous == ("gone/1",)


def test_vectors_of_another_model_are_known_and_made_anew(index: Path) -> None:
    health = diagnose(index, embedder=Turned())
    assert len(health.of_other_model) == 2
    with FactStore.writing(index) as store:
        passages = Passages.open(index, Turned())
        assert passages.bring_up_to_date(store) == 2
        assert passages.bring_up_to_date(store) == 0
        assert passages.health(store).sound


def test_vectors_of_another_model_are_not_asked(index: Path) -> None:
    store = FactStore.open(index)
    Passages.open(index, built_in()).check_model(store)
    with pytest.raises(
        PassagesOutdated, match=r"another embedding model .*-256.* that is set \(turned\).*caiwen reindex"
    ):
        Passages.open(index, Turned()).check_model(store)


class Halved(Turned):
    """A model of fewer dimensions."""

    fingerprint = "halved"

    def passages(self, texts: Sequence[str]) -> Vectors:
        return built_in(128).passages(texts)


def test_a_change_of_model_that_is_cut_short_is_begun_again(index: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cleared = VectorStore.clear

    def killed(self: VectorStore) -> None:
        cleared(self)
        raise KeyboardInterrupt

    with FactStore.writing(index) as store:
        monkeypatch.setattr(VectorStore, "clear", killed)
        with pytest.raises(KeyboardInterrupt):
            Passages.open(index, Halved()).bring_up_to_date(store)
        monkeypatch.undo()
        assert Passages.open(index, built_in()).bring_up_to_date(store) == 2
    assert diagnose(index).sound


def test_a_vector_says_whose_it_is_for_which_year_and_where(index: Path) -> None:
    """As another reader of Chroma sees it; 130726 is 蔚县."""
    client = chromadb.PersistentClient(str(index / "chroma"), settings=Settings(anonymized_telemetry=False))
    held = client.get_collection("passages").get(where={"entity": "蔚县教育局"})
    assert held["metadatas"]
    for document, place in zip(held["ids"], held["metadatas"], strict=True):
        assert document.startswith(f"{place['document']}/")
        assert (place["region"], place["period"], place["kind"]) == ("130726", 2022, "prose")
        assert 0 <= place["start"] < place["end"]


def test_a_document_read_anew_by_another_extractor_is_put_in_anew(index: Path, tmp_path: Path) -> None:
    with FactStore.writing(index) as store:
        store.set_state("extractor", "of earlier days")
        document = store.documents()[0].id
    VectorStore.open(index).remove(document)
    assert {report.status for report in ingest([tmp_path / "documents"], index)} == {"replaced"}
    assert diagnose(index).sound


def test_a_run_cut_short_is_finished_by_the_next(index: Path) -> None:
    with FactStore.writing(index) as store:
        document = store.documents()[0].id
        store.set_passages_written(document, None)  # its chunks went in, the record of it did not
        assert Passages.open(index, built_in()).bring_up_to_date(store) == 1
    assert diagnose(index).sound


def test_full_text_of_an_earlier_version_is_made_anew(index: Path) -> None:
    shutil.rmtree(index / "full_text")
    (index / "full_text").mkdir()
    fields = tantivy.SchemaBuilder()
    fields.add_text_field("id", stored=True, tokenizer_name="raw")
    tantivy.Index(fields.build(), str(index / "full_text"))
    with FactStore.writing(index) as store:
        for row in store.documents():
            store.set_passages_written(row.id, f"{built_in().fingerprint}/of earlier rules")
    with pytest.raises(PassagesOutdated, match="caiwen reindex"):
        diagnose(index)
    ingest([index.parent / "documents"], index)
    assert diagnose(index).sound


def test_the_same_documents_give_the_same_ranking(index: Path) -> None:
    first = FullText.open(index).search("车辆由谁管理", 5)
    reindex(index)
    assert FullText.open(index).search("车辆由谁管理", 5) == first
    assert first


def test_full_text_keeps_to_the_documents_asked_of(index: Path) -> None:
    with FactStore.writing(index) as store:
        rows = store.documents()
    text = FullText.open(index)
    found = text.search("领导讲话", 5, [rows[1].id])
    assert {chunk.partition("/")[0] for chunk, _ in found} == {rows[1].id}
    assert text.search("，。", 5) == []


def test_vectors_find_the_nearest_of_all_and_those_of_given_chunks(index: Path) -> None:
    store = VectorStore.open(index)
    question = built_in().encode(["谁给领导写稿子"])[0]
    (best, cosine), *others = store.nearest(question, 3)
    held, vectors = store.of_ids([best, "not/there"])
    assert held == [best]
    assert float(vectors[0] @ question) == pytest.approx(cosine, abs=1e-4)
    other = next(chunk for chunk, _ in others if chunk.partition("/")[0] != best.partition("/")[0])
    among = [chunk for chunk, _ in store.nearest(question, 50, [other.partition("/")[0]])]
    assert among[0] == other
    assert {chunk.partition("/")[0] for chunk in among} == {other.partition("/")[0]}


def test_words_and_pairs() -> None:
    assert words_of("公务接待费的绩效目标是什么？") == ["公务", "接待", "接待费", "公务接待费", "绩效", "目标"]
    assert pairs_of("三公经费，2021年") == ["三公", "公经", "经费", "年"]
