"""Files to index: read, parse, extract, check, chunk, store. The one module that knows the order of the stages."""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path, PurePath

from index.checks import find
from index.chunking import chunk_document
from index.embedding import Embedder, built_in
from index.errors import UnreadableFile
from index.extraction import Extraction, called, extract
from index.fact_store import PUBLIC, FactStore
from index.ledger import build_ledger
from index.parsing import parse_document
from index.passages import Health, Passages
from index.publisher import CALLED_BY_FILE, CALLED_BY_TEXT, body_of_file
from index.readers.reading import read_content
from index.tokens import encoding_name

# What is made of the chunks afterwards has fingerprints of its own.
_NO_EXTRACTORS = frozenset(
    {"embedding", "sentence_model", "model_loading", "reranker", "vector_store", "full_text", "words", "passages"}
)
_SKIPPED_NAMES = (".", "~$", "Thumbs.db", "desktop.ini")
_UPLOADED = "upload:"  # what the keys of files begin with that stand in no folder


@dataclass(frozen=True, slots=True)
class FileReport:
    """What happened to one file: added, replaced, unchanged, duplicate, failed or gone (in the index, no longer on disk)."""

    file: str
    status: str
    entity: str = ""
    period: int | None = None
    counts: dict[str, int] | None = None
    findings: int = 0
    notes: tuple[str, ...] = ()
    problem: str = ""
    document: str = ""


@dataclass(frozen=True, slots=True)
class _File:
    """A file to be read: its name, the key by which the index knows it (its path, or ``upload:``), its bytes and its collection."""

    name: str
    key: str
    content: bytes
    collection: str

    @property
    def content_hash(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


def ingest(
    paths: Iterable[Path],
    folder: Path,
    *,
    collection: str | None = None,
    embedder: Embedder | None = None,
    progress: Callable[[str], None] = lambda file: None,
) -> list[FileReport]:
    """Bring an index up to date with files and folders; unchanged files are skipped.

    With a ``collection`` all these files belong to it from now on; without one, new files are public and known ones stay where they
    are. The passages are put into full text and vectors at the end, by the built-in model unless an ``embedder`` is given. One bad
    file never stops the batch. Raises ``UnreadableFile`` for a path that does not exist and ``IndexLocked``.
    """
    wanted = list(paths)
    found = list(_files(wanted))
    with FactStore.writing(folder) as store:
        same_program = store.state("extractor") == extractor_fingerprint()
        known = {row.path: row for row in store.documents()}
        ids = {row.id: row.path for row in known.values()}
        reports = []
        for path in found:
            progress(path.name)
            key = str(path.resolve())
            row = known.get(key)
            try:
                content = path.read_bytes()
            except OSError as error:
                problem = f"{path.name}: it cannot be opened ({error.strerror}). Check its rights"
                reports.append(FileReport(path.name, "failed", problem=problem))
                continue
            file = _File(path.name, key, content, collection or (row.collection if row else PUBLIC))
            same_place = row is not None and row.collection == file.collection
            if same_program and row is not None and same_place and row.content_hash == file.content_hash:
                reports.append(FileReport(path.name, "unchanged", row.entity, row.period, row.counts, notes=row.notes))
                continue
            reports.append(_ingest_file(store, file, row.id if row else None, ids))
        if not same_program and all(key in {str(path.resolve()) for path in found} for key in known):
            store.set_state("extractor", extractor_fingerprint())
        reports.extend(_gone(store.documents(), wanted, found))
        Passages.writing(folder, embedder or built_in()).bring_up_to_date(store)
    return reports


def ingest_upload(
    name: str, content: bytes, folder: Path, *, collection: str = PUBLIC, embedder: Embedder | None = None
) -> FileReport:
    """Bring an index up to date with a file that stands in no folder; one of its name in its collection is replaced.

    Raises ``IndexLocked``.
    """
    file = _File(name, f"{_UPLOADED}{collection}/{name}", content, collection)
    with FactStore.writing(folder) as store:
        ids = {row.id: row.path for row in store.documents()}
        previous = next((document for document, key in ids.items() if key == file.key), None)
        report = _ingest_file(store, file, previous, ids)
        Passages.writing(folder, embedder or built_in()).bring_up_to_date(store)
    return report


def reindex(folder: Path, *, embedder: Embedder | None = None) -> int:
    """Make full text and vectors anew from the store; how many documents. Raises ``IndexMissing`` and ``IndexLocked``."""
    FactStore.open(folder).close()
    with FactStore.writing(folder) as store:
        return Passages.writing(folder, embedder or built_in()).rebuild(store)


def diagnose(folder: Path, *, embedder: Embedder | None = None) -> Health:
    """How full text and vectors agree with the store. Raises ``IndexMissing`` and ``IndexLocked``: nobody may write meanwhile."""
    FactStore.open(folder).close()
    with FactStore.writing(folder) as store:
        return Passages.open(folder, embedder or built_in()).health(store)


def _ingest_file(store: FactStore, file: _File, previous: str | None, ids: dict[str, str]) -> FileReport:
    try:
        # The same text in another collection is another document: whoever reads one is told nothing of the other.
        edition = "" if file.collection == PUBLIC else f"{file.collection}\n"
        document = parse_document(read_content(file.name, file.content), file.name, edition)
    except UnreadableFile as error:
        kept = " What was read from its earlier version stays in the index." if previous else ""
        return FileReport(file.name, "failed", problem=f"{error}{kept}")
    if document.id in ids and ids[document.id] != file.key:
        report = _same_text(store, file, document.id, ids)
        if previous and previous != document.id:
            with store.transaction():
                store.remove(previous)  # the text this file held before is no longer anywhere
            ids.pop(previous, None)
        return report
    extraction = extract(document)
    if not extraction.publisher.entity and not any(fact.kind == "amount" for fact in extraction.facts):
        problem = "it names no publishing body and no amounts: it does not look like a budget disclosure"
        return FileReport(file.name, "failed", problem=f"{file.name}: {problem}. Leave it out, or check the file")
    extraction, notes = _named(extraction, document.source.notes, Path(file.name).stem)
    ledger = build_ledger(document, extraction)
    findings = find(document, extraction)
    with store.transaction():
        for old in {previous, document.id} - {None}:
            store.remove(str(old))
        unparsed = [(entry.start, entry.end) for entry in ledger.unparsed]
        counts = dict(ledger.counts)
        store.add(document, extraction.publisher, file.key, file.content_hash, counts, unparsed, notes, file.collection)
        store.set_original(document.id, file.content)
        store.add_facts(extraction.facts)
        store.add_findings(
            (
                f.id,
                f.document,
                f.kind,
                f.severity,
                f.message,
                [(p.locator.start, p.locator.end, p.quote) for p in f.places],
            )
            for f in findings
        )
        store.add_chunks(
            (c.id, c.document, c.kind, c.section, c.text, c.tokens, c.start, c.end, c.table, c.rows, c.page, c.sheet)
            for c in chunk_document(document)
        )
    if previous:
        ids.pop(previous, None)
    ids[document.id] = file.key
    publisher = extraction.publisher
    return FileReport(
        file.name,
        "replaced" if previous else "added",
        publisher.entity,
        publisher.period,
        counts,
        len(findings),
        notes,
        document=document.id,
    )


def _named(extraction: Extraction, notes: tuple[str, ...], stem: str) -> tuple[Extraction, tuple[str, ...]]:
    """What was read, under the name of the file where no body is named, and the notes with how its body was found."""
    if not extraction.publisher.entity:
        return called(extraction, body_of_file(stem) or f"《{stem}》"), (*notes, CALLED_BY_FILE)
    return extraction, (*notes, CALLED_BY_TEXT) if extraction.publisher.assumed else notes


def _same_text(store: FactStore, file: _File, document: str, ids: dict[str, str]) -> FileReport:
    """A file whose text is in the index: moved there if the earlier file is gone, else a duplicate."""
    earlier = ids[document]
    name = PurePath(earlier.removeprefix(_UPLOADED)).name
    if earlier.startswith(_UPLOADED) or Path(earlier).exists():
        return FileReport(file.name, "duplicate", notes=(f"same text as {name}",), document=document)
    with store.transaction():
        store.move(document, file.name, file.key, file.content_hash, file.content)
    ids[document] = file.key
    return FileReport(file.name, "moved", notes=(f"was {name}",), document=document)


def _files(paths: list[Path]) -> Iterator[Path]:
    seen: set[Path] = set()
    for path in paths:
        if not path.exists():
            raise UnreadableFile(str(path), "there is no such file or folder", "Check the path")
        members = sorted(path.rglob("*")) if path.is_dir() else [path]
        for member in members:
            if member.is_file() and not member.name.startswith(_SKIPPED_NAMES) and member.resolve() not in seen:
                seen.add(member.resolve())
                yield member


def _gone(known: Iterable[object], wanted: list[Path], found: list[Path]) -> Iterator[FileReport]:
    """Documents of the ingested folders whose files are no longer there."""
    folders = [path.resolve() for path in wanted if path.is_dir()]
    present = {str(path.resolve()) for path in found}
    for row in known:
        path = Path(str(getattr(row, "path", "")))
        if str(path) not in present and any(folder in path.parents for folder in folders):
            yield FileReport(path.name, "gone", notes=("still in the index; caiwen forget FILE takes it out",))


def forget(file: str, folder: Path, *, embedder: Embedder | None = None) -> bool:
    """Take a document out of the index by its file name, path or id; whether there was one."""
    FactStore.open(folder).close()  # raises IndexMissing: nothing is made where nothing is
    with FactStore.writing(folder) as store:
        documents = [row.id for row in store.documents() if file in {row.file, row.path, row.id}]
        _take_out(store, documents, folder, embedder)
    return bool(documents)


def forget_document(document: str, folder: Path, *, embedder: Embedder | None = None) -> None:
    """Take the document of an id out of the index, and no other of that name. Raises ``IndexLocked``."""
    with FactStore.writing(folder) as store:
        _take_out(store, [document], folder, embedder)


def _take_out(store: FactStore, documents: list[str], folder: Path, embedder: Embedder | None) -> None:
    with store.transaction():
        for document in documents:
            store.remove(document)
    if documents:
        Passages.writing(folder, embedder or built_in()).bring_up_to_date(store)


@cache
def extractor_fingerprint() -> str:
    """A hash over the extractor's own code and data: an index made by another extractor is read anew."""
    digest = hashlib.sha256(encoding_name().encode())
    root = Path(str(files("index")))
    parts = [path for path in (*root.rglob("*.py"), *root.glob("data/*")) if path.is_file()]
    for path in sorted(path for path in parts if path.stem not in _NO_EXTRACTORS):
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
