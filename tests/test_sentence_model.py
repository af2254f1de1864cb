"""Models of sentence-transformers in place of the built-in one: small ones, made here and read from their folders."""

import shutil
import sys
from pathlib import Path

import numpy as np
import pytest

from index.embedding import built_in
from index.errors import ModelMissing
from index.sentence_model import SentenceModel

FOLDER = Path(__file__).parent.parent / "index" / "data" / "embedding"
TEXTS = ("部门职责有哪些", "负责起草工作报告和领导讲话。", "公务用车运行维护费")


@pytest.fixture(scope="module")
def transformer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A transformer with random weights and a prompt of its own for questions, 32 dimensions."""
    library = pytest.importorskip("sentence_transformers")
    torch = pytest.importorskip("torch")
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
    from transformers import BertConfig, BertModel, BertTokenizerFast

    folder = tmp_path_factory.mktemp("transformer")
    torch.manual_seed(7)
    letters = sorted({*"".join(TEXTS), *"问：文预算"})
    (folder / "vocab.txt").write_text("\n".join(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *letters]), "utf-8")
    size = {"hidden_size": 32, "intermediate_size": 32, "num_hidden_layers": 1, "num_attention_heads": 2}
    BertModel(BertConfig(vocab_size=len(letters) + 5, **size)).save_pretrained(folder / "bert")
    BertTokenizerFast(str(folder / "vocab.txt")).save_pretrained(folder / "bert")
    words = Transformer(str(folder / "bert"))
    model = library.SentenceTransformer(modules=[words, Pooling(32)], prompts={"query": "问："}, device="cpu")
    model.save(str(folder / "model"), create_model_card=False)
    return folder / "model"


@pytest.mark.models
def test_the_built_in_model_read_by_sentence_transformers_gives_the_same_vectors() -> None:
    pytest.importorskip("sentence_transformers")
    model = SentenceModel.load(str(FOLDER), device="cpu")
    assert model.passages(TEXTS) == pytest.approx(built_in().passages(TEXTS), abs=1e-6)


@pytest.mark.models
def test_vectors_are_rows_of_length_one(transformer: Path) -> None:
    model = SentenceModel.load(str(transformer), device="cpu", batch_size=2)
    for vectors in (model.passages(TEXTS), model.questions(TEXTS)):
        assert (vectors.shape, vectors.dtype) == ((3, 32), np.float32)
        assert np.linalg.norm(vectors, axis=1) == pytest.approx(np.ones(3), abs=1e-5)
    assert model.questions([]).shape == (0, 32)


@pytest.mark.models
def test_prompts_are_those_given_or_the_models_own(transformer: Path) -> None:
    own = SentenceModel.load(str(transformer), device="cpu")
    none = SentenceModel.load(str(transformer), device="cpu", query_prompt="")
    given = SentenceModel.load(str(transformer), device="cpu", query_prompt="预算：", passage_prompt="文：")
    asked = TEXTS[:1]
    assert own.questions(asked) == pytest.approx(none.questions(["问：" + asked[0]]), abs=1e-6)
    assert own.passages(asked) == pytest.approx(none.questions(asked), abs=1e-6)
    assert given.questions(asked) == pytest.approx(none.questions(["预算：" + asked[0]]), abs=1e-6)
    assert given.passages(asked) == pytest.approx(none.passages(["文：" + asked[0]]), abs=1e-6)


@pytest.mark.models
def test_the_fingerprint_is_of_what_makes_the_stored_vectors(transformer: Path, tmp_path: Path) -> None:
    def made(folder: Path, **prompts: str) -> str:
        return SentenceModel.load(str(folder), device="cpu", **prompts).fingerprint  # type: ignore[arg-type]

    first = made(transformer)
    assert first.endswith("-32")
    moved = Path(shutil.copytree(transformer, tmp_path / "moved"))
    assert made(moved) == first
    assert made(transformer, query_prompt="预算：") == first
    assert made(transformer, passage_prompt="文：") != first
    settings = moved / "tokenizer_config.json"
    settings.write_text(settings.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert made(moved) != first


@pytest.mark.models
def test_a_downloaded_model_is_taken_by_its_name(
    transformer: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The layout that `hf download owner/small` leaves behind."""
    commit = "0123456789abcdef0123456789abcdef01234567"
    place = tmp_path / "models--owner--small"
    shutil.copytree(transformer, place / "snapshots" / commit)
    (place / "refs").mkdir()
    (place / "refs" / "main").write_text(commit, encoding="utf-8")
    monkeypatch.setenv("SENTENCE_TRANSFORMERS_HOME", str(tmp_path))
    by_name, by_folder = (SentenceModel.load(name, device="cpu") for name in ("owner/small", str(transformer)))
    assert by_name.passages(TEXTS) == pytest.approx(by_folder.passages(TEXTS), abs=1e-6)
    (place / "snapshots" / commit).rename(place / "snapshots" / commit[::-1])
    (place / "refs" / "main").write_text(commit[::-1], encoding="utf-8")
    assert SentenceModel.load("owner/small", device="cpu").fingerprint != by_name.fingerprint


@pytest.mark.models
@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("nobody/no-such-model", "neither a folder nor a model that was downloaded"),
        ("/no/such/folder", "neither a folder nor a model that was downloaded"),
        (str(FOLDER.parent), "it cannot be loaded"),
    ],
)
def test_a_model_that_is_not_there(name: str, told: str) -> None:
    pytest.importorskip("sentence_transformers")
    with pytest.raises(ModelMissing, match=told):
        SentenceModel.load(name, device="cpu")


def test_a_missing_extra_is_told_with_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sentence_transformers", None)  # as where the extra is not installed
    with pytest.raises(ModelMissing, match=r"BAAI/bge-small-zh-v1\.5: it needs the extra `models`.*make models"):
        SentenceModel.load("BAAI/bge-small-zh-v1.5")
