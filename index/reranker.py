"""A cross-encoder of sentence-transformers: question and passage read together, for the final order of the best passages."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import numpy as np

from index.embedding import Vectors
from index.model_loading import loading

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder


class Reranker(Protocol):
    """A model that says how well each of some texts answers a question."""

    def scores(self, question: str, texts: Sequence[str]) -> Vectors:
        """(texts,) numbers, the higher the better."""
        ...


@dataclass(frozen=True, slots=True)
class CrossEncoderModel:
    """A ``Reranker`` by its folder, or by the name under which it was downloaded."""

    model: "CrossEncoder"
    batch_size: int

    @classmethod
    def load(cls, name: str, *, batch_size: int = 32, device: str | None = None) -> "CrossEncoderModel":
        """The model on a device (the best there is by default). Raises ``ModelMissing``, also for a model of several labels."""
        with loading(name):
            from sentence_transformers import CrossEncoder

            model = CrossEncoder(name, device=device, local_files_only=True)
            if model.num_labels != 1:
                raise ValueError(f"it gives {model.num_labels} numbers for a passage, a reranker gives one")
            if model.device.type == "cpu":
                model = model.float()
        return cls(model, batch_size)

    def scores(self, question: str, texts: Sequence[str]) -> Vectors:
        pairs = [(question, text) for text in texts]
        scores = self.model.predict(pairs, batch_size=self.batch_size, show_progress_bar=False)
        return np.asarray(scores, dtype=np.float32)
