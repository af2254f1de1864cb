"""A cross-encoder gives each passage one number for a question; a small one with random weights, made here."""

import sys
from pathlib import Path

import numpy as np
import pytest

from index.errors import ModelMissing
from index.reranker import CrossEncoderModel

TEXTS = ("负责起草工作报告和领导讲话。", "公务用车运行维护费", "负责起草工作报告和领导讲话。")


def cross_encoder(folder: Path, labels: int) -> str:
    """The folder of a transformer of one layer that reads question and passage and gives so many numbers."""
    pytest.importorskip("sentence_transformers")
    torch = pytest.importorskip("torch")
    from transformers import BertConfig, BertForSequenceClassification, BertTokenizerFast

    torch.manual_seed(7)
    letters = sorted({*"".join(TEXTS)})
    (folder / "vocab.txt").write_text("\n".join(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *letters]), "utf-8")
    size = {"hidden_size": 32, "intermediate_size": 32, "num_hidden_layers": 1, "num_attention_heads": 2}
    config = BertConfig(vocab_size=len(letters) + 5, num_labels=labels, **size)
    BertForSequenceClassification(config).save_pretrained(folder)
    BertTokenizerFast(str(folder / "vocab.txt")).save_pretrained(folder)
    return str(folder)


@pytest.mark.models
def test_one_number_for_each_passage_whatever_the_batches(tmp_path: Path) -> None:
    folder = cross_encoder(tmp_path, labels=1)
    scores = CrossEncoderModel.load(folder, device="cpu").scores("谁起草讲话", TEXTS)
    assert (scores.shape, scores.dtype) == ((3,), np.float32)
    assert scores[0] == pytest.approx(scores[2], abs=1e-6)
    assert scores[0] != pytest.approx(scores[1], abs=1e-6)
    small = CrossEncoderModel.load(folder, batch_size=1, device="cpu")
    assert small.scores("谁起草讲话", TEXTS) == pytest.approx(scores, abs=1e-6)
    assert small.scores("谁起草讲话", []).shape == (0,)


@pytest.mark.models
def test_a_model_of_several_labels_is_no_reranker(tmp_path: Path) -> None:
    with pytest.raises(ModelMissing, match="it gives 3 numbers for a passage"):
        CrossEncoderModel.load(cross_encoder(tmp_path, labels=3), device="cpu")


def test_a_missing_extra_is_told_with_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sentence_transformers", None)  # as where the extra is not installed
    with pytest.raises(ModelMissing, match=r"BAAI/bge-reranker-base: it needs the extra `models`.*make models"):
        CrossEncoderModel.load("BAAI/bge-reranker-base")
