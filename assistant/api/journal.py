"""What is written down of the service at work: a line of JSON for each answer, and numbers for Prometheus.

No line tells who asked: a session is a hash whose salt is forgotten when the process ends, and digits that may be somebody's (identity
cards, telephones, bank cards) are masked in questions. Texts of answers are not written; their citations say what they were.
"""

import re
import secrets
import sys
from functools import lru_cache
from hashlib import blake2b
from typing import TextIO
from unicodedata import normalize

import structlog
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

from assistant.contract import Answer

_DIGIT = "[0-9０-９]"
_BETWEEN = r"[\s\-－–—.·/_()（）\u200b]{0,2}"  # how digits of one number are set apart; amounts and lists have commas
_RUN = re.compile(rf"(?:{_DIGIT}{_BETWEEN}){{9,19}}[0-9０-９XxＸｘ]")
_GROUP = re.compile(r"[0-9]+[Xx]?")
_NO_PERSON = re.compile(r"(?:19|20)\d\d|[23]\d{2}(?:\d{2}){0,2}")  # years and codes of the classifications
_PERSONAL = re.compile(
    r"[A-Za-z0-9_.+\-]{1,64}@[A-Za-z0-9\-]{1,64}(?:\.[A-Za-z0-9\-]{1,63}){1,4}"
    r"|(?<![A-Za-z0-9])[A-Za-z]{1,2}\d{7,9}(?!\d)"  # passports
    r"|[零〇一二三四五六七八九幺]{10,18}"
)
_MONEY = ("元", "万元", "亿元")
_SHORTEST = 11  # digits of a mobile telephone; of a landline with its area code, which begins with 0, one fewer
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
        ).bind()
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
        self._question = lru_cache(maxsize=None)(self._questions.labels)  # few, and looked up for every answer
        self._response = lru_cache(maxsize=None)(self._responses.labels)
        self.waiting = Gauge("caiwen_requests_in_progress", "Requests that are being answered", registry=self.registry)
        self.documents = Gauge("caiwen_documents", "Documents of the library", registry=self.registry)

    def answered(self, answer: Answer, session: str, request_id: str, generation: int, seconds: float) -> None:
        """Write down an answer. ``session`` is what tells this conversation from others; only its hash is written."""
        self._question(answer.status, answer.reason or "", answer.origin or "").inc()
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
        self._response(route, str(status)).inc()

    def changed(self, what: str, visitor: str, request_id: str, **about: object) -> None:
        """Write down what a key changed or began: uploaded, deleted, signed_in."""
        self._log.info(what, key=visitor, request_id=request_id, **about)

    def failed(self, request_id: str, error: Exception) -> None:
        """Write down a failure of the program with its trace, under the id of the request."""
        self._log.error("failed", request_id=request_id, exc_info=error)


def masked(text: str) -> str:
    """A text without the digits and addresses that may be somebody's; years, codes of budget items and amounts stay."""
    return _PERSONAL.sub(_MASK, _RUN.sub(_run_masked, text))


def _run_masked(run: re.Match[str]) -> str:
    groups = _GROUP.findall(normalize("NFKC", run.group()))
    digits = "".join(groups)
    amount = run.string.startswith(_MONEY, run.end())
    if amount or all(_NO_PERSON.fullmatch(group) for group in groups):
        return run.group()
    return _MASK if len(digits) >= _SHORTEST - digits.startswith("0") else run.group()
