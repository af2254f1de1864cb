"""Vectors of words made of their parts: a word's own, those of the words inside it and those of its characters.

Only training sees the parts; afterwards each word's vector is written out, so that a rare word has learned from every
word that shares a character with it.
"""

from typing import Any

import torch
from torch import Tensor, nn

OWN, INNER, CHARACTER = 1.0, 0.5, 0.5


def parts_matrix(words: list[str]) -> Tensor:
    """Sparse (words, words): row ``i`` weighs the vectors that make up the vector of word ``i``."""
    places = {word: place for place, word in enumerate(words)}
    rows, columns, weights = [], [], []
    for place, word in enumerate(words):
        parts = {word: OWN}
        if not word.startswith("[") and not word.isascii():
            spans = [(a, b) for a in range(len(word)) for b in range(a + 1, len(word) + 1) if b - a < len(word)]
            for part in (word[a:b] for a, b in spans):
                if part in places:
                    weight = CHARACTER if len(part) == 1 else INNER
                    parts[part] = parts.get(part, 0.0) + weight
        for part, weight in parts.items():
            rows.append(place)
            columns.append(places[part])
            weights.append(weight)
    size = (len(words), len(words))
    return torch.sparse_coo_tensor(torch.tensor([rows, columns]), torch.tensor(weights), size).coalesce()


class ComposedEmbedding(nn.Module):
    """Trainable vectors of parts and a trainable weight for each word; the mean over a text is its vector."""

    def __init__(self, parts: Tensor, start: Tensor, log_weights: Tensor) -> None:
        super().__init__()
        self.parts = parts.to_sparse_csr()
        self.parts_turned = parts.t().coalesce().to_sparse_csr()
        self.vectors = nn.Parameter(start.clone())
        self.log_weights = nn.Parameter(log_weights.clone())

    def matrix(self) -> Tensor:
        """The vector of each word, weighted: what a static embedding stores."""
        composed: Tensor = _SparseProduct.apply(self.vectors, self.parts, self.parts_turned)  # type: ignore[no-untyped-call]
        return composed * self.log_weights.exp()[:, None]


class _SparseProduct(torch.autograd.Function):
    """A sparse times a dense matrix, with the sparse one turned beforehand: torch would turn it at every step."""

    @staticmethod
    def forward(ctx: Any, vectors: Tensor, parts: Tensor, turned: Tensor) -> Tensor:
        ctx.turned = turned
        return parts @ vectors

    @staticmethod
    def backward(ctx: Any, gradient: Tensor) -> tuple[Tensor, None, None]:
        return ctx.turned @ gradient, None, None


def bag(matrix: Tensor, texts: list[list[int]]) -> Tensor:
    """Unit vectors of texts given as token ids."""
    lengths = torch.tensor([0] + [len(ids) for ids in texts[:-1]]).cumsum(0)
    flat = torch.tensor([token for ids in texts for token in ids], dtype=torch.long)
    return nn.functional.embedding_bag(flat, matrix, lengths, mode="mean")
