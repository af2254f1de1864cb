"""How far the words of a question stand in a text, in these words or in like ones: late interaction over the built-in model.

The mean of a text's tokens blurs what one word would have told. Here each word of the question is held against the word of the
text that is most like it, and words count by their weight in the model, which training made heavy for words that tell texts
apart and light for those that stand everywhere.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.embedding import Embedding, Vectors

Tokens = NDArray[np.intp]

_POWER = 1.5  # of a word's weight; chosen on the tuning questions (docs/passages.md)


@dataclass(frozen=True, slots=True)
class Wording:
    """A question's words: (words, vocabulary) how like each is to every word, and (words,) what each counts, 1 in all."""

    likeness: Vectors
    shares: Vectors

    def of(self, tokens: Tokens) -> float:
        """From 0 to 1: the share of the question that stands in a text with these tokens."""
        if not len(tokens) or not len(self.shares):
            return 0.0
        share: float = (self.shares @ self.likeness[:, tokens].max(axis=1)).item()
        return share


class WordLikeness:
    """Compares questions with texts, both by their tokens."""

    def __init__(self, model: Embedding) -> None:
        weights = np.sqrt(np.einsum("ij,ij->i", model.matrix, model.matrix))
        self._tokenizer = model.tokenizer
        self._unit = model.matrix / np.where(weights > 0, weights, 1)[:, None]
        self._weights = weights

    def tokens(self, text: str) -> Tokens:
        """The numbers of a text's tokens in the vocabulary, without those that the model knows nothing of."""
        ids = np.asarray(self._tokenizer.encode(text, add_special_tokens=False).ids, dtype=np.intp)
        known: Tokens = ids[self._weights[ids] > 0]
        return known

    def wording(self, question: str) -> Wording:
        """The words of a question, ready to be held against texts."""
        tokens = self.tokens(question)
        weights = self._weights[tokens] ** _POWER
        shares = weights / weights.sum() if len(tokens) else weights
        return Wording(np.clip(self._unit[tokens] @ self._unit.T, 0, 1), shares)
