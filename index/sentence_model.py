"""Any embedding model of sentence-transformers in place of the built-in one, by its folder or its name on the hub."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from index.embedding import Vectors
from index.model_loading import loading, revision_of

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer


@dataclass(frozen=True, slots=True)
class SentenceModel:
    """An ``Embedder``. A prompt that is ``None`` is the model's own, an empty one is none at all.

    The ``fingerprint`` is that of the stored vectors: the prompt of questions has no part in it.
    """

    model: "SentenceTransformer"
    fingerprint: str
    dimensions: int
    query_prompt: str | None
    passage_prompt: str | None
    batch_size: int

    @classmethod
    def load(
        cls,
        name: str,
        *,
        query_prompt: str | None = None,
        passage_prompt: str | None = None,
        batch_size: int = 32,
        device: str | None = None,
    ) -> "SentenceModel":
        """A model from a folder, or one that was downloaded, on a device (cpu, cuda, cuda:1 …; the best there is by default).

        On a processor it computes in single precision. Raises ``ModelMissing``.
        """
        with loading(name):
            from sentence_transformers import SentenceTransformer

            revision = revision_of(name)
            model = SentenceTransformer(name, device=device, local_files_only=True)
            if model.device.type == "cpu":
                model = model.float()
            dimensions = len(model.encode("预算"))
        digest = hashlib.sha256(f"{revision} {passage_prompt!r}".encode()).hexdigest()
        return cls(model, f"{digest[:16]}-{dimensions}", dimensions, query_prompt, passage_prompt, batch_size)

    def questions(self, texts: Sequence[str]) -> Vectors:
        return self._unit(self.model.encode_query, texts, self.query_prompt)

    def passages(self, texts: Sequence[str]) -> Vectors:
        return self._unit(self.model.encode_document, texts, self.passage_prompt)

    def _unit(self, encode: Callable[..., object], texts: Sequence[str], prompt: str | None) -> Vectors:
        """Rows of length 1 in single precision, whatever the model computes in; a row of zeros stays one."""
        if not texts:
            return np.empty((0, self.dimensions), dtype=np.float32)
        made = encode(list(texts), prompt=prompt, batch_size=self.batch_size, show_progress_bar=False)
        vectors = np.array(made, dtype=np.float32)
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        lengths[lengths == 0] = 1
        vectors /= lengths
        return vectors
