"""The losses and the loop: matches against each other in a batch, labelled pairs by their order, at several lengths."""

import math
import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

import torch
from torch import Tensor, nn

from scripts.train_embedding.composition import ComposedEmbedding, bag

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Recipe:
    """Settings of a training. ``shares`` are the rows of a batch taken from each kind of match."""

    dimensions: tuple[int, ...] = (256, 128, 64)
    steps: int = 400
    rate: float = 0.01
    temperature: float = 0.05
    order_scale: float = 20.0
    order_weight: float = 0.1
    graded_rows: int = 768
    dropout: float = 0.2
    seed: int = 7


@dataclass(frozen=True, slots=True)
class EncodedMatch:
    """Token ids of a match; ``other`` is empty where there is no look-alike."""

    text: list[int]
    same: list[int]
    other: list[int]
    group: int


@dataclass(frozen=True, slots=True)
class EncodedPair:
    first: list[int]
    second: list[int]
    likeness: float


@dataclass(frozen=True, slots=True)
class Pool:
    """Matches of one kind and how many of them a batch holds; batches of different kinds are not mixed."""

    name: str
    matches: Sequence[EncodedMatch]
    rows: int
    weight: float = 1.0


def train(
    model: ComposedEmbedding, pools: Sequence[Pool], graded: Sequence[Sequence[EncodedPair]], recipe: Recipe
) -> list[float]:
    """Train in place; returns the mean loss of each tenth of the steps."""
    torch.manual_seed(recipe.seed)
    chance = random.Random(recipe.seed)
    optimiser = torch.optim.Adam([{"params": [model.vectors]}, {"params": [model.log_weights]}])
    drawn = [(pool, _endless(pool.matches, min(pool.rows, len(pool.matches)), chance)) for pool in pools]
    ordered = [_endless(pairs, min(recipe.graded_rows // len(graded), len(pairs)), chance) for pairs in graded]
    losses, recent = [], 0.0
    for step in range(recipe.steps):
        pace = _pace(step, recipe.steps)
        for group, rate in zip(optimiser.param_groups, (recipe.rate, recipe.rate / 2), strict=True):
            group["lr"] = rate * pace
        matrix = model.matrix()
        loss = torch.zeros(())
        for pool, batches in drawn:
            loss = loss + pool.weight * match_loss(matrix, next(batches), recipe, chance)
        for pairs in ordered:
            loss = loss + recipe.order_weight * order_loss(matrix, next(pairs), recipe)
        optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        optimiser.step()
        recent += loss.item()
        if (step + 1) % max(recipe.steps // 10, 1) == 0:
            losses.append(recent / max(recipe.steps // 10, 1))
            recent = 0.0
            print(f"step {step + 1}: loss {losses[-1]:.3f}", file=sys.stderr, flush=True)
    return losses


def match_loss(matrix: Tensor, batch: list[EncodedMatch], recipe: Recipe, chance: random.Random) -> Tensor:
    """Each text has to find its match among those of the batch and all look-alikes, and the other way round."""
    texts = bag(matrix, [_thinned(match.text, recipe.dropout, chance) for match in batch])
    same = bag(matrix, [_thinned(match.same, recipe.dropout, chance) for match in batch])
    others = [match.other for match in batch if match.other]
    groups = torch.tensor([match.group for match in batch])
    twins = (groups[:, None] == groups[None, :]) & ~torch.eye(len(batch), dtype=torch.bool)
    aside = bag(matrix, others) if others else same[:0]
    target = torch.arange(len(batch))
    loss = torch.zeros(())
    for size in recipe.dimensions:
        left, right = _unit(texts[:, :size]), _unit(same[:, :size])
        scores = (left @ right.T / recipe.temperature).masked_fill(twins, -1e4)
        wrong = left @ _unit(aside[:, :size]).T / recipe.temperature
        loss = loss + nn.functional.cross_entropy(torch.cat([scores, wrong], 1), target)
        loss = loss + nn.functional.cross_entropy(scores.T, target)
    return loss / (2 * len(recipe.dimensions))


def order_loss(matrix: Tensor, batch: list[EncodedPair], recipe: Recipe) -> Tensor:
    """CoSENT: of two pairs, the one labelled more alike must have the higher cosine."""
    first = bag(matrix, [pair.first for pair in batch])
    second = bag(matrix, [pair.second for pair in batch])
    likeness = torch.tensor([pair.likeness for pair in batch])
    below = likeness[:, None] < likeness[None, :]
    loss = torch.zeros(())
    for size in recipe.dimensions:
        cosine = (_unit(first[:, :size]) * _unit(second[:, :size])).sum(1) * recipe.order_scale
        gaps = (cosine[:, None] - cosine[None, :])[below]
        loss = loss + torch.logsumexp(torch.cat([torch.zeros(1), gaps]), 0)
    return loss / len(recipe.dimensions)


def _unit(vectors: Tensor) -> Tensor:
    return nn.functional.normalize(vectors, dim=1)


def _pace(step: int, steps: int) -> float:
    """A short warm-up, then a cosine down to nothing."""
    warm = max(steps // 20, 1)
    return (step + 1) / warm if step < warm else 0.5 * (1 + math.cos(math.pi * (step - warm) / (steps - warm)))


def _thinned(ids: list[int], share: float, chance: random.Random) -> list[int]:
    if len(ids) < 4 or share == 0:
        return ids
    return [token for token in ids if chance.random() >= share] or ids


def _endless(rows: Sequence[Row], size: int, chance: random.Random) -> Iterator[list[Row]]:
    order = list(rows)
    while True:
        chance.shuffle(order)
        for start in range(0, len(order) - size + 1, size):
            yield order[start : start + size]
