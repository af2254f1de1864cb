"""The built-in embedding model: its reader, its meaning of nearness, and parity with sentence-transformers."""

from pathlib import Path

import numpy as np
import pytest

from index.embedding import Embedding, built_in
from index.errors import ModelMissing

FOLDER = Path(__file__).parent.parent / "index" / "data" / "embedding"
TEXTS = (
    "2021年“三公”经费预算安排多少？",
    "縣政府辦的職責有哪些",
    "ＯＡ办公系统的钱花在哪里",
    "龘靐齉爩",
    "How much is the budget?",
    "，。",
    "",
    "为什么比去年少了\n55.54万元",
)


def test_vectors_are_rows_of_length_one() -> None:
    vectors = built_in().encode(TEXTS)
    assert vectors.shape == (len(TEXTS), 256)
    assert vectors.dtype == np.float32
    lengths = np.linalg.norm(vectors, axis=1)
    assert lengths[[0, 1, 2, 4, 7]] == pytest.approx(np.ones(5), abs=1e-5)
    assert lengths[[3, 6]].tolist() == [0.0, 0.0]  # no character that the model knows, no direction


@pytest.mark.parametrize(
    ("question", "near", "far"),
    [
        ("谁给领导写稿子", "负责起草政府工作报告和领导讲话。", "公务用车购置及运行维护费按规定保留的车辆使用。"),
        ("公车的油费和修理费", "公务用车运行维护费，指燃料费、维修费、过桥过路费。", "机构改革后内设六个科室。"),
        ("单位要达到什么目标", "总体绩效目标：提高服务水平。", "资产总额与上年相同。"),
    ],
)
def test_what_means_the_same_is_nearer(question: str, near: str, far: str) -> None:
    asked, one, other = built_in().encode([question, near, far])
    assert asked @ one > asked @ other


def test_fewer_dimensions_are_the_first_ones() -> None:
    whole, cut = built_in().encode(TEXTS[:3]), built_in(64).encode(TEXTS[:3])
    expected = whole[:, :64] / np.linalg.norm(whole[:, :64], axis=1, keepdims=True)
    assert cut == pytest.approx(expected, abs=1e-6)
    assert built_in(64).fingerprint != built_in().fingerprint


def test_a_folder_without_a_model(tmp_path: Path) -> None:
    with pytest.raises(ModelMissing, match=r"tokenizer\.json"):
        Embedding.from_folder(tmp_path)
    with pytest.raises(ValueError, match="dimensions is 4096"):
        built_in(4096)


def test_the_model_is_small_enough_to_ship() -> None:
    assert sum(path.stat().st_size for path in FOLDER.rglob("*") if path.is_file()) <= 20_000_000


@pytest.mark.models
def test_sentence_transformers_gives_the_same_vectors() -> None:
    sentence_transformers = pytest.importorskip("sentence_transformers")
    model = sentence_transformers.SentenceTransformer(str(FOLDER), device="cpu").float()  # stored as float16
    theirs = model.encode(list(TEXTS), normalize_embeddings=True)
    assert built_in().encode(TEXTS) == pytest.approx(theirs, abs=1e-6)
