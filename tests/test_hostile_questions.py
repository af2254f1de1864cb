"""Questions that nobody would ask: the service answers or declines each of them, and never fails.

``CAIWEN_HOSTILE=10000`` asks so many; a few hundred are asked where nothing is said.
"""

import json
import os
import random
from collections import Counter
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from assistant.api.service import create_app
from assistant.assistant import Assistant
from tests.serving import service_settings

pytestmark = [pytest.mark.integration]
NUMBER = int(os.environ.get("CAIWEN_HOSTILE", "300"))
LONGEST_ERROR = 4096
WORDS = [
    "馆陶县政府办2021年三公经费预算是多少",
    "那公务接待费呢",
    "占比多少，比上年呢，为什么",
    "How much did Guantao budget?",
    "' OR 1=1;--",
    "<img src=x onerror=alert(1)>",
    "\u202e2021\u202c",
    "\U0001f4a9" * 30,
    "\x00\x01\x02",
    "\ud800",
    "../../etc/passwd",
    "{{7*7}}",
    "三" * 300,
    "2021年" * 60,
    "（" * 200,
    "[" * 300,
    "1" * 400,
    "\u0300" * 200,
    "二〇二一年" * 40,
    "\ufeff",
    "和" * 200,
    "、" * 200,
    "比" * 200,
    " ",
    "\t\n\r",
]
CHARACTERS = (
    "馆陶县政府办新乐2021年预算决算三公经费多少比上年增减占百分之几最大哪个为什么"
    "，。？、（）《》%0129 aX\u202e\x00\x7f\U0001f600元万亿"
)


def strings(number: int, seed: int = 20) -> Iterator[str]:
    """The same strings for a seed: words as they are, with characters between them, joined, or of characters alone."""
    chance = random.Random(seed)
    for _ in range(number):
        match chance.randrange(4):
            case 0:
                yield chance.choice(WORDS)
            case 1:
                yield "".join(chance.choice(CHARACTERS) for _ in range(chance.randint(0, 80)))
            case 2:
                letters = list(chance.choice(WORDS))
                for _ in range(chance.randint(1, 8)):
                    letters.insert(chance.randrange(len(letters) + 1), chance.choice(CHARACTERS))
                yield "".join(letters)[:500]
            case _:
                yield "".join(chance.choice(WORDS) for _ in range(3))[: chance.randint(1, 700)]


def test_no_question_fails(sample_index: Path, tmp_path: Path) -> None:
    with TestClient(
        create_app(Assistant.open(sample_index), tmp_path, service_settings(), log=StringIO()),
        raise_server_exceptions=False,
    ) as client:
        told: Counter[int] = Counter()
        for at, question in enumerate(strings(NUMBER)):
            body = json.dumps({"question": question}, ensure_ascii=True).encode()
            route = ("/v1/ask", "/v1/ask/stream")[at % 2]
            reply = client.post(route, content=body, headers={"Content-Type": "application/json"})
            told[reply.status_code] += 1
            assert reply.status_code in {200, 413, 422}, ascii(question)
            assert reply.status_code == 200 or len(reply.content) <= LONGEST_ERROR
    assert told[200] > NUMBER / 2  # the others are empty, too long or no text


def test_the_plain_form_shows_every_question_as_text(sample_index: Path, tmp_path: Path) -> None:
    with TestClient(create_app(Assistant.open(sample_index), tmp_path, service_settings(), log=StringIO())) as client:
        for question in (
            '"><script>alert(1)</script>',
            "<img src=x onerror=alert(1)>",
            "javascript:alert(1)",
            "';alert(1)//",
            "{{7*7}}",
        ):
            page = client.get("/ask", params={"q": question}).text
            assert "<script" not in page
            assert "<img" not in page
            assert 'href="javascript' not in page
