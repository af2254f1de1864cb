"""The assistant: the one module that knows the order from question to answer."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from assistant.answer import choices_of, compose, is_in_part, leaves_out, partly_declined, says_more, with_assumption
from assistant.answering import answered, several
from assistant.answers_at_hand import answers_at_hand, asked_of
from assistant.contract import Answer, Warning
from assistant.conversation import CHANGE_CARRIED, continued
from assistant.conversations import Conversation, Conversations, Turn
from assistant.filling import Slots, filled, question_of, with_reading
from assistant.library import Library
from assistant.lookup import Evidence
from assistant.moving import place_of
from assistant.narration import narrate, wanted
from assistant.narrative_answer import say_narrative
from assistant.planning.carrying import joined, names_total_only
from assistant.planning.plan import QueryPlan
from assistant.planning.question import asking_clauses
from assistant.results import Result
from assistant.spelling import Correction, Spelling
from assistant.suggestions import certain_questions, questions_about
from assistant.understanding import other_readings, planned, understood
from assistant.wording import ONLY_IN_PART, passages_unavailable
from index.cleaning import squash
from index.entities import Entity
from index.errors import ModelMissing, PassagesOutdated
from index.fact_store import FactStore

if TYPE_CHECKING:
    from assistant.search import Search

Wording = Callable[[Answer], Answer]
Reading = Callable[[str], Slots | None]

Told = TypeVar("Told")
_MOST_STATES = 5  # of the index that one answer waits out
_MAY_BE_MISSPELT = frozenset({"not_disclosed", "missing_entity", "no_document", "no_item", "not_understood"})
_MAY_BE_READ = frozenset({"not_disclosed", "missing_entity", "no_item", "not_understood"})
_MAY_BE_TAKEN_APART = frozenset({"not_disclosed", "no_reason", "no_item", "not_computable", "ambiguous_item"})
_NAMES_ANOTHER = re.compile(
    r"[？?。，；][^？?。，；]{2,12}呢[？?。]*$|[？?。，；][^？?。，；]{0,12}(?:收入|支出|费|经费)(?:合计|总计|总额)?(?:是|有|为)?多少[？?。]*$"
)
_SEVERAL = 2
_ANOTHER_FIRST = re.compile(
    r"(?:那么?)?[^，,？?。]{2,12}呢[，,？?]\s*[^\s，,？?]"
)  # 支出呢，完成预算的多少: of what it turns to
_WITHIN_IT = re.compile(r"(?:那么?|这)?其中的?")
_MOST_READINGS = 4
_SHORTEST_ITEM = 3
_DOUBLED = re.compile(r"([一-鿿])\1")


class Assistant:
    """Answers questions over one index. Safe to share: it only reads."""

    def __init__(
        self,
        store: FactStore,
        searching: "Callable[[], Search] | None" = None,
        *,
        wording: Wording | None = None,
        reading: Reading | None = None,
    ) -> None:
        self.store = store
        self._wording = wording
        self._reading = reading
        self._searching = searching
        self._search: Search | None = None
        self.conversations = Conversations()
        self._known = answers_at_hand()
        self._library: Library | None = None
        self._words: tuple[Library, Spelling] | None = None

    @classmethod
    def open(
        cls,
        folder: Path,
        searching: "Callable[[FactStore], Search] | None" = None,
        *,
        wording: Wording | None = None,
        reading: Reading | None = None,
    ) -> "Assistant":
        """An assistant over the index in a folder; passages are searched by the built-in model unless ``searching`` opens another.

        ``wording`` may put a finished answer into other words, ``reading`` may read a question that was not understood.
        Raises ``IndexMissing`` or ``IndexOutdated``.
        """
        store = FactStore.open(folder)

        def search() -> "Search":
            return searching(store) if searching else _built_in_search(store, folder)

        return cls(store, search, wording=wording, reading=reading)

    @property
    def waits(self) -> bool:
        """Whether an answer may have to wait for a language model."""
        return self._wording is not None or self._reading is not None

    @property
    def search(self) -> "Search | None":
        """The search for passages, opened by the first question that needs one: a look-up loads neither Chroma nor a model."""
        if self._search is None and self._searching is not None:
            self._search = self._searching()
        return self._search

    def warm(self) -> None:
        """Open now what the first questions would open, so that they do not wait. Raises ``ModelMissing``."""
        self._library, self._search = self.library, self.search

    @property
    def library(self) -> Library:
        """The index as it stands now; kept until somebody writes to it."""
        if self._library is None or self.store.version() != self._library.generation:
            self._library = Library.of(self.store)
            self._known.clear()
        return self._library

    def ask(
        self,
        question: str,
        *,
        document_ids: Sequence[str] = (),
        files: Sequence[str] = (),
        collections: frozenset[str] | None = None,
        conversation_id: str | None = None,
        owner: str = "",
        language: str | None = None,
    ) -> Answer:
        """The answer to one question, over the whole library or some documents of it (by id, file name or collection).

        With a ``conversation_id`` the question may go on from the ones asked before under that id; ``owner`` is whoever began it.
        ``language``: zh or en, where the answer is not to be in the question's own.
        """
        conversation = self.conversations.get(conversation_id, owner) if conversation_id else Conversation()
        before = conversation.turns
        library = self.library
        asked = asked_of(library.generation, question, collections, document_ids, files, language)
        told = None if before or self.waits else self._known.get(asked)
        if told is None:

            def work(now: Library) -> tuple[Answer, Turn]:
                talk = Conversation(list(before))  # another question under the same id may be answered meanwhile
                within = now.within(collections).some(document_ids, files).speaking(language)
                return self._answer(question, within, talk), talk.turns[-1]

            anew, library = self._of_one_state(library, work)
            told = anew
            if not before and not self.waits:
                asked = asked_of(library.generation, question, collections, document_ids, files, language)
                self._known.put(asked, anew)
        answer, turn = told
        conversation.add(turn)
        return answer.model_copy(update={"conversation_id": conversation_id}) if conversation_id else answer

    def knows(
        self,
        question: str,
        collections: frozenset[str] | None,
        document_ids: Sequence[str],
        conversation_id: str | None,
        language: str | None,
    ) -> bool:
        """Whether the answer to a question is at hand: asked before of the same documents, and going on from nothing."""
        fresh = conversation_id is None or not self.conversations.holds(conversation_id)
        asked = asked_of(self.generation, question, collections, document_ids, (), language)
        return fresh and asked in self._known

    @property
    def generation(self) -> int:
        """The state of the index that was answered from last."""
        return self._library.generation if self._library else 0

    def _of_one_state(self, library: Library, work: Callable[[Library], Told]) -> tuple[Told, Library]:
        """What some work on the library gives, and of which state of it: begun anew where somebody wrote to the index meanwhile.

        Documents are read when they are first needed, so that it might else see a part of the old state and a part of the new one.
        """
        for _ in range(_MOST_STATES):
            try:
                told = work(library)
            except Exception:
                if self.store.version() == library.generation:
                    raise
            else:
                if self.store.version() == library.generation:
                    return told, library
            library = self.library
        return work(library), library

    def converse(
        self,
        turns: Sequence[str],
        *,
        document_ids: Sequence[str] = (),
        files: Sequence[str] = (),
        collections: frozenset[str] | None = None,
        language: str | None = None,
    ) -> list[Answer]:
        """The answers to the turns of one conversation."""

        def told(library: Library) -> list[Answer]:
            asked = library.within(collections).some(document_ids, files).speaking(language)
            conversation = Conversation()
            return [self._answer(turn, asked, conversation) for turn in turns]

        return self._of_one_state(self.library, told)[0]

    def _answer(self, question: str, library: Library, conversation: Conversation) -> Answer:
        doubled = self._spelling(library).undoubled(question) if _DOUBLED.search(question) else None
        undoubled = doubled.text if doubled else question
        query = understood(undoubled, library, conversation)
        result = answered(query, library)
        answer = compose(replace(query, question=question), result, library)
        other = self._read_otherwise(replace(query, question=question), answer, undoubled, library, conversation)
        query, result, answer = other or (query, result, answer)
        if doubled is not None and answer.status == "answered":
            answer = with_assumption(answer, doubled.said, doubled.meant)
        if answer.reason in _MAY_BE_MISSPELT or partly_declined(result):
            for spelt in self._spelt(undoubled, library):
                corrected = continued(planned(spelt.text, library), conversation, library)
                found = answered(corrected, library)
                closer = compose(replace(corrected, question=question), found, library)
                if closer.status == "answered" and not partly_declined(found):
                    query, result, answer = corrected, found, with_assumption(closer, spelt.said, spelt.meant)
                    break
        if answer.reason == "ambiguous_item" and conversation.answered and query.carried:
            narrowed = joined(query, conversation.answered[-1])
            found = answered(narrowed, library)
            closer = compose(narrowed, found, library)
            if closer.status == "answered" and _labelled(found, conversation.answered[-1]):
                query, answer = narrowed, closer
        if answer.status == "not_found" and CHANGE_CARRIED in query.carried:
            # 为什么减少 | 今年一般公共预算拨款多少: no change of it is told, its amount is
            plain = replace(
                query, basis=None, direction=None, carried=tuple(c for c in query.carried if c != CHANGE_CARRIED)
            )
            found = answered(plain, library)
            if (closer := compose(plain, found, library)).status == "answered":
                query, result, answer = plain, found, closer
        if answer.status == "not_found" and conversation.turns and _WITHIN_IT.match(undoubled):
            # 收入总计多少 | 其中收入合计多少: not told as a part of it, but told
            alone = continued(planned(_WITHIN_IT.sub("", undoubled), library), conversation, library)
            found = answered(alone, library)
            if (closer := compose(replace(alone, question=question), found, library)).status == "answered":
                query, result, answer = alone, found, closer
        turned = bool(conversation.turns) and _ANOTHER_FIRST.match(undoubled) is not None
        if turned or answer.reason in _MAY_BE_TAKEN_APART or leaves_out(answer, len(asking_clauses(undoubled))):
            apart = self._clause_by_clause(undoubled, question, library, conversation)
            if apart is not None and (turned or says_more(apart[2], answer)):
                query, result, answer = apart
            elif _NAMES_ANOTHER.search(undoubled) and answer.status == "answered" and not is_in_part(answer):
                # …是多少？年初呢？ told of the first alone: never without a word
                note = ONLY_IN_PART if answer.language == "zh" else ""
                answer = answer.model_copy(update={"text": answer.text + note})
        if wanted(query, answer):
            answer = self._in_words(query, question, answer, library)
        reading = self._reading if answer.reason in _MAY_BE_READ else None
        if reading is not None:
            reread = self._read(reading, question, library, conversation)
            query, result, answer = reread or (query, result, answer)
        if answer.status != "answered":
            answer = answer.model_copy(update={"suggestions": list(questions_about(query, library))})
        place = place_of(result, library) if answer.status == "answered" else None
        conversation.add(Turn(query, answer.status, answer.reason, choices_of(result), _about(query, answer), place))
        if reading is not None or self._wording is None:
            return answer  # no question waits for two calls of a model
        return self._wording(answer)

    def _read_otherwise(
        self, read: QueryPlan, answer: Answer, text: str, library: Library, conversation: Conversation
    ) -> tuple[QueryPlan, Result, Answer] | None:
        """The answer to another reading of a question that gives as many figures as it has to; none where no reading does."""
        for query, least in other_readings(read, answer.reason, text, library, conversation):
            result = answered(query, library)
            closer = compose(replace(query, question=read.question), result, library)
            if closer.status == "answered" and sum(each.role == "result" for each in closer.figures) >= least:
                return query, result, closer
        return None

    def _in_words(self, query: QueryPlan, question: str, declined: Answer, library: Library) -> Answer:
        """The answer that quotes a document, where a passage bears on what no figure answers; else the decline."""
        try:
            told = narrate(query, library, self.search) if self.search is not None else None
        except (PassagesOutdated, ModelMissing):
            unavailable = Warning(kind="passages_unavailable", text=passages_unavailable(query.language))
            return declined.model_copy(update={"warnings": [*declined.warnings, unavailable]})
        return say_narrative(told, library).model_copy(update={"question": question}) if told else declined

    def _clause_by_clause(
        self, text: str, question: str, library: Library, conversation: Conversation
    ) -> tuple[QueryPlan, Result, Answer] | None:
        """The answer to a question of several clauses that was not answered as a whole: to each in turn, as in a conversation."""
        clauses = asking_clauses(text)
        if len(clauses) < _SEVERAL:
            return None
        talk = Conversation(list(conversation.turns))
        queries: list[QueryPlan] = []
        results: list[Result] = []
        for clause in clauses:
            read = planned(clause, library)
            if results and names_total_only(read):
                continue  # 有事业收入吗，预算多少: of the item that was named, which is told already
            query = continued(read, talk, library)
            result = answered(query, library)
            said = compose(query, result, library)
            if not results and said.status != "answered":
                return None
            place = place_of(result, library) if said.status == "answered" else None
            talk.add(Turn(query, said.status, said.reason, choices_of(result), _about(query, said), place))
            # What would be asked back is left out, and the answer says that it is not whole; so is what is not found behind a
            # question about several bodies (哪家最少，少多少), of which it names none.
            of_several = bool(queries) and len(queries[0].entities) > 1 and said.status != "answered"
            if said.status != "clarify" and not of_several:
                queries.append(query)
                results.append(result)
        whole = replace(queries[0], question=question)
        told = results[0]
        if len(results) > 1:
            whole = replace(whole, operation="several", figure="printed", parts=tuple(queries), plain=None)
            told = several(whole, list(zip(queries, results, strict=True)))
        answer = compose(whole, told, library)
        if answer.status != "answered":
            return None
        if len(results) < len(clauses) and answer.language == "zh" and not is_in_part(answer):
            answer = answer.model_copy(update={"text": answer.text + ONLY_IN_PART})
        return whole, told, answer

    def _read(
        self, reading: Reading, question: str, library: Library, conversation: Conversation
    ) -> tuple[QueryPlan, Result, Answer] | None:
        """The answer to a declined question whose item and operation a model has read; none where that does not fit."""
        slots = reading(question)
        words = question_of(slots) if slots is not None else None
        plan_read = filled(planned(words, library), planned(question, library)) if words else None
        if plan_read is None or words is None:
            return None
        query = continued(plan_read, conversation, library)
        result = answered(query, library)
        answer = compose(replace(query, question=question), result, library)
        if answer.status != "answered" or partly_declined(result):
            return None
        return query, result, with_reading(answer, words)

    def _spelt(self, question: str, library: Library) -> list[Correction]:
        """Readings of a declined question with a slip set right; a second slip is looked for in the first reading."""
        spelling = self._spelling(library)
        first = list(islice(spelling.corrections(question), _MOST_READINGS))
        second = [
            Correction(again.text, f"{one.said}、{again.said}", f"{one.meant}、{again.meant}")
            for one in first[:2]
            for again in islice(spelling.corrections(one.text), 2)
        ]
        return [*first, *second]

    def _spelling(self, library: Library) -> Spelling:
        known = self._words
        if known is None or known[0] is not library:
            known = self._words = (library, Spelling.of(library))
        return known[1]  # not read again: another thread may have put another library's there

    def suggestions(self, library: Library | None = None) -> tuple[str, ...]:
        """Questions certain to work, of the first documents of the library."""
        library = library or self.library
        return certain_questions(library.documents, [], library)


def _labelled(found: object, before: QueryPlan) -> bool:
    """Whether figures bear the item that was asked about before in their own labels, and not only somewhere around them."""
    facts = found.facts if isinstance(found, Evidence) else ()
    words = [word for word in before.content.split() if len(word) >= _SHORTEST_ITEM]
    return all(any(word in squash("".join((*fact.path, fact.caption))) for word in words) for fact in facts)


def _built_in_search(store: FactStore, folder: Path) -> "Search":
    from assistant.search import Search
    from index.embedding import built_in
    from index.passages import Passages

    return Search(store, Passages.open(folder, built_in()))


def _about(query: QueryPlan, answer: Answer) -> Entity | None:
    """The one body that an answer about several names as its result."""
    named = {figure.entity for figure in answer.figures if figure.role == "result"}
    several = query.entities if len(query.entities) > 1 else ()
    return next((entity for entity in several if {entity.name} == named), None)
