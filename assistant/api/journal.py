"""What is written down of the service at work: a line of JSON for each answer, and numbers for Prometheus.

No line tells who asked: a session is a hash whose salt is forgotten when the process ends, and digits that may be somebody's (identity
cards, telephones, bank cards) are masked in questions. Texts of answers are not written; their citations say what they were.
"""

import re
import secrets
import sys
from hashlib import blake2b
from typing import TextIO

import structlog
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

from assistant.contract import Answer

_DIGITS = "[0-9０-９]"
_GAP = r"[\s\-－]"
_PERSONAL = re.compile(
    rf"(?<!{_DIGITS})(?:"
    rf"{_DIGITS}{{10,18}}[0-9０-９XxＸｘ]"  # telephones, identity cards, bank cards
    rf"|{_DIGITS}{{6}}{_GAP}{_DIGITS}{{8}}{_GAP}{_DIGITS}{{3}}[0-9０-９XxＸｘ]"
    rf"|[1１]{_DIGITS}{{2}}{_GAP}{_DIGITS}{{4}}{_GAP}{_DIGITS}{{4}}"
    rf"|[0０]{_DIGITS}{{2,3}}{_GAP}?{_DIGITS}{{7,8}}"
    rf"|[3-9]{_DIGITS}{{3}}(?:{_GAP}{_DIGITS}{{4}}){{3}}(?:{_GAP}?{_DIGITS}{{1,3}})?"  # years begin with 1 or 2
    rf")(?!{_DIGITS})"
    r"|[A-Za-z0-9_.+\-]{1,64}@[A-Za-z0-9\-]{1,64}(?:\.[A-Za-z0-9\-]{1,63}){1,4}"
)
_MASK = "＊＊＊"
_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10)


class Journal:
    """The log and the numbers of one service; lines go to standard error where no ``out`` is given."""

    def __init__(self, out: TextIO | None = None) -> None:
        self._log = structlog.wrap_logger(
            structlog.PrintLogger(out or sys.stderr),
            processors=[
                structlog.processors.add_log_level,
                structlog.processors.TimeStamper(fmt="iso", utc=True),
                structlog.processors.format_exc_info,
                structlog.processors.JSONRenderer(ensure_ascii=False),
            ],
        )
        self._salt = secrets.token_bytes(16)
        self.registry = CollectorRegistry()
        self._questions = Counter(
            "caiwen_questions",
            "Questions by what became of them",
            ["status", "reason", "origin"],
            registry=self.registry,
        )
        self._seconds = Histogram(
            "caiwen_answer_seconds", "From question to answer", buckets=_SECONDS, registry=self.registry
        )
        self._responses = Counter(
            "caiwen_responses", "Responses by route and status", ["route", "status"], registry=self.registry
        )
        self.waiting = Gauge("caiwen_requests_in_progress", "Requests that are being answered", registry=self.registry)
        self.documents = Gauge("caiwen_documents", "Documents of the library", registry=self.registry)

    def answered(self, answer: Answer, session: str, request_id: str, generation: int, seconds: float) -> None:
        """Write down an answer. ``session`` is what tells this conversation from others; only its hash is written."""
        self._questions.labels(answer.status, answer.reason or "", answer.origin or "").inc()
        self._seconds.observe(seconds)
        self._log.info(
            "answered",
            request_id=request_id,
            session=blake2b(session.encode(), key=self._salt, digest_size=8).hexdigest(),
            question=masked(answer.question),
            status=answer.status,
            reason=answer.reason,
            origin=answer.origin,
            generation=generation,
            citations=[f"{each.document_id}:{each.start}-{each.end}" for each in answer.citations],
            milliseconds=round(seconds * 1000, 1),
        )

    def responded(self, route: str, status: int) -> None:
        """Count a response; ``route`` is its pattern (/documents/{document_id}), never an address."""
        self._responses.labels(route, str(status)).inc()

    def changed(self, what: str, visitor: str, request_id: str, **about: object) -> None:
        """Write down what a key changed: uploaded, deleted, signed_in, signed_out."""
        self._log.info(what, key=visitor, request_id=request_id, **about)

    def failed(self, request_id: str, error: Exception) -> None:
        """Write down a failure of the program with its trace, under the id of the request."""
        self._log.error("failed", request_id=request_id, exc_info=error)


def masked(text: str) -> str:
    """A text without the digits and addresses that may be somebody's; codes of budget items (2013102) and amounts stay."""
    return _PERSONAL.sub(_MASK, text)
