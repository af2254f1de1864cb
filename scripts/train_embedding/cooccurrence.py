"""Where training starts: vectors of words from the words around them (PPMI, then a truncated SVD)."""

from collections.abc import Iterable

import numpy as np
from scipy.sparse import csr_matrix
from scipy.sparse.linalg import svds

_WINDOW = 5
_CONTEXT_POWER = 0.75  # frequent contexts count less, as in word2vec (Levy et al. 2015)


def cooccurrence_vectors(texts: Iterable[list[int]], size: int, dimensions: int, seed: int) -> np.ndarray:
    """(size, dimensions) float32, mean row length 1; tokens that no text holds get noise of a tenth of that length."""
    lists = [np.asarray(ids, dtype=np.int64) for ids in texts]
    stream = np.concatenate([np.append(ids, -1) for ids in lists])
    total = csr_matrix((size, size), dtype=np.float32)
    for distance in range(1, _WINDOW + 1):
        left, right = stream[:-distance], stream[distance:]
        kept = (left >= 0) & (right >= 0) & _same_text(stream, distance)
        weight = np.full(int(kept.sum()), 1.0 / distance, dtype=np.float32)
        total = total + csr_matrix((weight, (left[kept], right[kept])), shape=(size, size))
    total = (total + total.T).tocoo()
    rows = np.asarray(total.sum(1)).ravel()
    contexts = rows**_CONTEXT_POWER
    contexts /= contexts.sum()
    pmi = np.log(total.data / (rows[total.row] * contexts[total.col]))
    kept = pmi > 0
    ppmi = csr_matrix((pmi[kept], (total.row[kept], total.col[kept])), shape=(size, size))
    random = np.random.default_rng(seed)
    left, strength, _ = svds(ppmi.astype(np.float32), k=dimensions, v0=random.standard_normal(size).astype(np.float32))
    order = np.argsort(-strength)
    vectors = left[:, order] * np.sqrt(strength[order])
    norms = np.linalg.norm(vectors, axis=1)
    vectors /= norms[norms > 0].mean()
    noise = random.standard_normal((size, dimensions)) * (0.1 / np.sqrt(dimensions))
    return np.asarray(vectors + noise, dtype=np.float32)


def _same_text(stream: np.ndarray, distance: int) -> np.ndarray:
    """Whether no end of a text lies between a token and the one ``distance`` after it."""
    ends = np.cumsum(stream < 0)
    return np.asarray(ends[:-distance] == ends[distance:])
