"""How well the model does on the yardstick, and the report that goes into its folder."""

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from scipy.stats import spearmanr

from index.embedding import Embedding
from scripts.train_embedding.sentence_pairs import YARDSTICK, Pair
from scripts.train_embedding.training import EncodedPair, Pool, Recipe


def yardstick_scores(folder: Path, pairs: Sequence[Pair], dimensions: Sequence[int]) -> dict[int, float]:
    """Spearman's rank correlation of cosine and label at each number of dimensions, of the model as stored."""
    labels = [pair.likeness for pair in pairs]
    scores = {}
    for size in sorted(dimensions):
        model = Embedding.from_folder(folder, size)
        first, second = model.encode(pair.first for pair in pairs), model.encode(pair.second for pair in pairs)
        scores[size] = float(spearmanr(np.einsum("ij,ij->i", first, second), labels).statistic)
    return scores


def report(
    given: argparse.Namespace,
    recipe: Recipe,
    tokens: int,
    pools: Sequence[Pool],
    graded: dict[str, list[EncodedPair]],
    losses: Sequence[float],
    scores: dict[int, float],
    seconds: float,
) -> str:
    """The report as Markdown."""
    lines = ["# Built-in embedding model", ""]
    lines += [f"Made by `python -m scripts.train_embedding`, seed {recipe.seed}, {recipe.steps} steps, {seconds:.0f} s"]
    lines += [f"on {given.threads} threads. {tokens} tokens, {max(recipe.dimensions)} dimensions, float16.", ""]
    lines += [f"Disclosures read: {', '.join(folder.name for folder in given.disclosures) or 'none'}.", ""]
    lines += ["| matches | number | rows of a batch |", "|---|---|---|"]
    lines += [f"| {pool.name} | {len(pool.matches)} | {pool.rows} |" for pool in pools]
    lines += ["", "| labelled pairs | number |", "|---|---|"]
    lines += [f"| {kind} | {len(rows)} |" for kind, rows in graded.items()]
    lines += ["", f"| dimensions | Spearman on {YARDSTICK} (not trained on) |", "|---|---|"]
    lines += [f"| {size} | {score:.4f} |" for size, score in scores.items()]
    lines += ["", "Loss by tenth: " + ", ".join(f"{loss:.2f}" for loss in losses) + ".", ""]
    return "\n".join(lines)
