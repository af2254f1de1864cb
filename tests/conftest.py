"""Shared fixtures: where the real disclosures are, and documents parsed once per run."""

import os
from functools import cache
from pathlib import Path

import pytest

from assistant.assistant import Assistant
from index.build import ingest
from index.document import Document
from index.extraction import Extraction, extract
from index.parsing import parse_document
from index.readers.reading import read_file

REPOSITORY = Path(__file__).parent.parent
DISCLOSURES = Path(os.environ.get("CAIWEN_DISCLOSURES", REPOSITORY.parent / "shared" / "disclosures"))


@cache
def parsed(path: Path) -> tuple[Document, Extraction]:
    document = parse_document(read_file(path), path.name)
    return document, extract(document)


@pytest.fixture(scope="session")
def disclosures() -> Path:
    """The folder of the five real disclosures; tests that need it are skipped where it is absent."""
    if not any(DISCLOSURES.glob("*.txt")):
        pytest.skip(f"no disclosures in {DISCLOSURES}: set CAIWEN_DISCLOSURES to their folder")
    return DISCLOSURES


@pytest.fixture(scope="session")
def sample_index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an index of the sample disclosures, made once."""
    folder = tmp_path_factory.mktemp("samples")
    ingest([REPOSITORY / "eval" / "corpus"], folder)
    return folder


@pytest.fixture(scope="session")
def samples(sample_index: Path) -> Assistant:
    """An assistant over the sample disclosures."""
    return Assistant.open(sample_index)
