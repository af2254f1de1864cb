"""Texts to vectors by the built-in model: a tokenizer and a matrix, read without torch.

The folder is that of a sentence-transformers ``StaticEmbedding``. A text's vector is the mean of its tokens' rows, cut
to the wanted dimensions and brought to length 1. ``scripts/train_embedding`` makes the folder.
"""

import hashlib
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.resources import files
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from index.errors import ModelMissing

if TYPE_CHECKING:
    from tokenizers import Tokenizer

TOKENIZER, MATRIX = "tokenizer.json", "model.safetensors"
_BATCH = 1024  # texts tokenized at once


Vectors = NDArray[np.float32]


class Embedder(Protocol):
    """A model that turns texts into vectors: rows of length 1, one for each text.

    ``fingerprint`` changes with the model, so that vectors of another are known; ``questions`` and ``passages`` differ where a
    model was trained with prompts for the two.
    """

    @property
    def fingerprint(self) -> str: ...

    def questions(self, texts: Sequence[str]) -> Vectors:
        """(texts, dimensions) for what is asked."""
        ...

    def passages(self, texts: Sequence[str]) -> Vectors:
        """(texts, dimensions) for what is searched."""
        ...


def built_in(dimensions: int | None = None) -> "Embedding":
    """The model that comes with the program."""
    return Embedding.from_folder(Path(str(files("index"))) / "data" / "embedding", dimensions)


@dataclass(frozen=True, slots=True)
class Embedding:
    """A static embedding model. ``fingerprint`` changes with the files and with the dimensions kept."""

    tokenizer: "Tokenizer"
    matrix: Vectors
    fingerprint: str

    @classmethod
    def from_folder(cls, folder: Path, dimensions: int | None = None) -> "Embedding":
        """Read a model's folder, keeping the first ``dimensions`` of its vectors (all by default).

        Raises ``ModelMissing``, and ``ValueError`` for dimensions that the model does not have.
        """
        os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
        from safetensors.numpy import load
        from tokenizers import Tokenizer

        content: dict[str, bytes] = {}
        for name in (TOKENIZER, MATRIX):
            try:
                content[name] = (folder / name).read_bytes()
            except OSError as error:
                advice = "Install the package again, or train the model: python -m scripts.train_embedding --help"
                raise ModelMissing(f"{folder / name}: {error.strerror or error}. {advice}") from error
        (stored,) = load(content[MATRIX]).values()
        wanted = stored.shape[1] if dimensions is None else dimensions
        if not 0 < wanted <= stored.shape[1]:
            raise ValueError(f"dimensions is {dimensions}: the model in {folder} has {stored.shape[1]}")
        digest = hashlib.sha256(b"".join(hashlib.sha256(part).digest() for part in content.values())).hexdigest()
        matrix = np.ascontiguousarray(stored[:, :wanted], dtype=np.float32)
        return cls(Tokenizer.from_buffer(content[TOKENIZER]), matrix, f"{digest[:16]}-{wanted}")

    @property
    def dimensions(self) -> int:
        return int(self.matrix.shape[1])

    def questions(self, texts: Sequence[str]) -> Vectors:
        return self.encode(texts)

    def passages(self, texts: Sequence[str]) -> Vectors:
        return self.encode(texts)

    def encode(self, texts: Iterable[str]) -> Vectors:
        """(texts, dimensions) float32; each row of length 1, or of zeros for a text without tokens."""
        waiting = iter(texts)
        parts = [np.empty((0, self.dimensions), dtype=np.float32)]
        while batch := list(islice(waiting, _BATCH)):
            parts.append(self._encode_batch(batch))
        return np.concatenate(parts)

    def _encode_batch(self, texts: list[str]) -> Vectors:
        tokens = [text.ids for text in self.tokenizer.encode_batch_fast(texts, add_special_tokens=False)]
        lengths = np.fromiter(map(len, tokens), dtype=np.intp, count=len(tokens))
        flat = np.fromiter(chain.from_iterable(tokens), dtype=np.intp, count=int(lengths.sum()))
        vectors = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        held = lengths > 0
        if flat.size:
            starts = (np.cumsum(lengths) - lengths)[held]
            vectors[held] = np.add.reduceat(self.matrix[flat], starts, axis=0)
        norms = np.sqrt(np.einsum("ij,ij->i", vectors, vectors))
        norms[norms == 0] = 1
        vectors /= norms[:, None]
        return vectors
