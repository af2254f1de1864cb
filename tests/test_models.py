"""The models that the settings name: the built-in one, others by their folders, and no reranker unless one is named."""

from pathlib import Path

import pytest

from assistant.models import embedder_of, reranker_of
from assistant.settings import BUILT_IN, EmbeddingSettings, RerankerSettings
from index.embedding import built_in

FOLDER = str(Path(__file__).parent.parent / "index" / "data" / "embedding")


def test_without_settings_the_built_in_model_and_no_reranker() -> None:
    assert EmbeddingSettings().model == BUILT_IN
    assert embedder_of(EmbeddingSettings()).fingerprint == built_in().fingerprint
    assert reranker_of(RerankerSettings()) is None


@pytest.mark.models
def test_a_model_by_its_folder_with_its_prompts() -> None:
    pytest.importorskip("sentence_transformers")
    plain, prompted = (
        embedder_of(EmbeddingSettings(model=FOLDER, query_prompt=prompt, passage_prompt=prompt, device="cpu"))
        for prompt in (None, "预算：")
    )
    assert prompted.questions(["三公经费"]) == pytest.approx(plain.questions(["预算：三公经费"]), abs=1e-6)
    assert prompted.passages(["三公经费"]) == pytest.approx(plain.passages(["预算：三公经费"]), abs=1e-6)
    assert len({plain.fingerprint, prompted.fingerprint, built_in().fingerprint}) == 3
