"""An answer is of one state of the index, also while somebody writes to it."""

import threading
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.assistant import Assistant
from assistant.contract import Answer
from assistant.conversations import Conversation
from assistant.library import Library
from index.build import forget_document, ingest_upload
from index.fact_rows import DocumentRow
from tests.asking import library
from tests.serving import fetch, serving

pytestmark = [pytest.mark.integration]
SHORT = "{}人民政府办公室2022年部门预算信息公开\n四、“三公”经费预算情况\n2022年“三公”经费预算{}万元。"
QUESTION = "阳原县三公经费预算是多少"


def test_a_document_replaced_while_it_is_read_is_answered_from_as_it_is_then(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first reading of a document comes after its replacement: what is left of the old one would be nothing."""
    assistant = library(tmp_path, SHORT.format("蔚县", "8"))
    index = tmp_path / "index"
    ingest_upload("阳原县.txt", SHORT.format("阳原县", "20.4").encode(), index)
    assert assistant.library.documents
    reading: Callable[[Library, DocumentRow], object] = Library.holding
    replaced: list[str] = []

    def holding(self: Library, row: DocumentRow) -> object:
        if not replaced:
            replaced.append(ingest_upload("阳原县.txt", SHORT.format("阳原县", "21.4").encode(), index).status)
        return reading(self, row)

    monkeypatch.setattr(Library, "holding", holding)
    answer = assistant.ask(QUESTION, conversation_id="c")
    assert replaced == ["replaced"]
    assert [figure.value for figure in answer.figures] == ["21.4"]
    assert [len(assistant.conversations.get("c").turns)] == [1]
    assert [figure.value for figure in assistant.converse([QUESTION])[0].figures] == ["21.4"]


def test_questions_under_one_id_at_once_are_each_answered_for_themselves(tmp_path: Path) -> None:
    """What another question adds to the conversation meanwhile is not part of what this one goes on from, nor of what is known."""

    class Gated(Assistant):
        entered, go_on = threading.Event(), threading.Event()

        def _answer(self, question: str, library: Library, conversation: Conversation) -> Answer:
            if question == "公务接待费呢":
                self.entered.set()
                assert self.go_on.wait(20)
            return super()._answer(question, library, conversation)

    text = SHORT.format("蔚县", "8") + "其中：公务接待费3万元。"
    assistant = Gated(library(tmp_path, text, SHORT.format("馆陶县", "9")).store)
    told: list[Answer] = []
    second = threading.Thread(target=lambda: told.append(assistant.ask("公务接待费呢", conversation_id="one")))
    second.start()
    assert assistant.entered.wait(20)
    assert assistant.ask("蔚县三公经费是多少", conversation_id="one").status == "answered"
    assistant.go_on.set()
    second.join(20)
    alone = Assistant(assistant.store).ask("公务接待费呢")
    assert alone.status == "clarify"
    assert [answer.text for answer in told] == [alone.text]
    assert assistant.ask("公务接待费呢").text == alone.text
    assert assistant.ask("蔚县三公经费是多少").figures[0].value == "8"
    assert len(assistant.conversations.get("one").turns) == 2


def test_asked_without_a_pause_while_documents_come_and_go(tmp_path: Path) -> None:
    """No request fails, and no answer is of anything but the states that there were."""
    library(tmp_path, SHORT.format("蔚县", "8")).store.close()
    index = tmp_path / "index"
    told: Counter[tuple[int, str]] = Counter()
    done = threading.Event()
    with serving(Assistant.open(index), index) as address:

        def ask() -> None:
            number = 0
            while not done.is_set():
                number += 1
                question = QUESTION + "？" * (number % 50)
                reply = fetch(f"{address}/v1/ask", {"question": question}, timeout=30)
                figures = [figure["value"] for figure in reply.json.get("figures", [])]
                told[reply.status, ",".join(figures) or str(reply.json.get("reason"))] += 1

        threads = [threading.Thread(target=ask) for _ in range(3)]
        for thread in threads:
            thread.start()
        for _ in range(8):
            first = ingest_upload("阳原县.txt", SHORT.format("阳原县", "20.4").encode(), index)
            second = ingest_upload("阳原县.txt", SHORT.format("阳原县", "21.4").encode(), index)
            assert (first.status, second.status) == ("added", "replaced")
            forget_document(second.document, index)
        done.set()
        for thread in threads:
            thread.join(60)
    assert set(told) <= {(200, "20.4"), (200, "21.4"), (200, "no_document")}
    assert len(told) == 3
