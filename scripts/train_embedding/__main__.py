"""Train the built-in embedding model: one command, seeded, some minutes on two cores.

    python -m scripts.train_embedding --pairs FOLDER --disclosures FOLDER --disclosures FOLDER --target FOLDER

The order of the steps is that of ``main``. ``REPORT.md`` in the target says what it was trained on and how well it does.
"""

import argparse
import time
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer

from scripts.train_embedding.composition import ComposedEmbedding, parts_matrix
from scripts.train_embedding.cooccurrence import cooccurrence_vectors
from scripts.train_embedding.disclosures import read_passages
from scripts.train_embedding.folder import save_model
from scripts.train_embedding.preparing import graded_pools, ids_of, match_pools
from scripts.train_embedding.reporting import report, yardstick_scores
from scripts.train_embedding.sentence_pairs import read_pairs, read_yardstick
from scripts.train_embedding.training import Recipe, train
from scripts.train_embedding.vocabulary import UNKNOWN, build_tokenizer, choose_words
from scripts.train_embedding.wordings import read_wordings

VOCABULARY = 12_000
_FREQUENT = 1e-3  # SIF: a token of this frequency weighs half at the start (Arora et al. 2017)


def main() -> None:
    given = _arguments()
    began = time.monotonic()
    torch.set_num_threads(given.threads)
    recipe = Recipe(steps=given.steps, seed=given.seed)
    pairs = read_pairs(given.pairs)
    passages = read_passages(given.disclosures)
    wordings = read_wordings()
    texts = sorted({text for rows in pairs.values() for row in rows for text in (row.first, row.second)})
    favoured = [passage.text for passage in passages] + [text for row in wordings.questions for text in row]
    words = choose_words(texts, favoured, wordings.terms(), size=given.vocabulary)
    tokenizer = build_tokenizer(words, [*texts, *favoured])
    model = _start(tokenizer, [UNKNOWN, *words], texts, favoured, recipe)
    pools = match_pools(tokenizer, pairs, passages, wordings, recipe.seed)
    graded = graded_pools(tokenizer, pairs)
    losses = train(model, pools, list(graded.values()), recipe)
    with torch.no_grad():
        matrix = model.matrix().numpy()
    matrix[0] = 0  # an unknown character says nothing
    save_model(given.target, tokenizer, matrix)
    scores = yardstick_scores(given.target, read_yardstick(given.pairs), recipe.dimensions)
    seconds = time.monotonic() - began
    text = report(given, recipe, len(words) + 1, pools, graded, losses, scores, seconds)
    (given.target / "REPORT.md").write_text(text, encoding="utf-8")
    print(text)


def _start(
    tokenizer: Tokenizer, words: list[str], texts: list[str], favoured: list[str], recipe: Recipe
) -> ComposedEmbedding:
    """The model before training: co-occurrence vectors, frequent tokens weighing less."""
    ids = ids_of(tokenizer, texts) + 3 * ids_of(tokenizer, favoured)
    counts = np.bincount(np.concatenate([np.asarray(row, dtype=np.int64) for row in ids]), minlength=len(words))
    frequency = counts / counts.sum()
    weights = torch.tensor(np.log(_FREQUENT / (_FREQUENT + frequency)), dtype=torch.float32)
    vectors = cooccurrence_vectors(ids, len(words), max(recipe.dimensions), recipe.seed)
    return ComposedEmbedding(parts_matrix(words), torch.from_numpy(vectors), weights)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m scripts.train_embedding", description=__doc__.splitlines()[0])
    parser.add_argument("--pairs", type=Path, required=True, help="folder with the public sentence pairs")
    parser.add_argument("--disclosures", type=Path, action="append", default=[], help="folder with disclosures")
    parser.add_argument("--target", type=Path, required=True, help="folder to write the model to")
    parser.add_argument("--vocabulary", type=int, default=VOCABULARY, help="tokens, at most")
    parser.add_argument("--steps", type=int, default=Recipe().steps)
    parser.add_argument("--seed", type=int, default=Recipe().seed)
    parser.add_argument("--threads", type=int, default=2)
    return parser.parse_args()


if __name__ == "__main__":
    main()
