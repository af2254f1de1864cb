"""A question as passages are searched by it: what is left without the bodies that route it and without the frame of asking.

What a plan calls content is no use here: it keeps what labels of figures explain, and a passage may answer in no such words.
"""

import re
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from assistant.planning.english import translated
from assistant.planning.places import spot_places
from assistant.planning.question import fold
from assistant.planning.text import blanked
from index.entities import Entity

_FRAME = re.compile(
    r"请?(?:帮我|给我)?(?:按|照|引|引用|摘录?|摘抄)?(?:一下|一句)?原[文话](?:怎么写|怎么说|是什么|如何写|里?有哪些)?的?"
    r"|(?:完整|逐条|逐一|全部|都|分别)?列(?:一下|出来|出|一列|全)|请问|告诉我|说一?说|是什么|有哪些|是哪些|哪些|(?<!为)(?<!为了)(?:什么|啥)(?!时候|样|意思)|怎么(?:写|说|讲|表述)的?"
    r"|写了|分别"
)
_KINDS = {
    "table": re.compile(r"(?<!代)表(?:格|\d+)?(?:里|中|内|上)"),
    "prose": re.compile(r"正文|文字(?:部分|说明|表述|里|中|上)|哪一?[句段]"),
}
# Why something stands in a table, or does not, is said beside it.
_WHY = re.compile(r"为什么|为何|为啥|原因|理由|怎么没|咋没")
_LATIN_WORD = re.compile(r"(?<![A-Za-z])[a-z][a-z'’-]*(?![A-Za-z])", re.I)
_HAN = re.compile(r"[㐀-鿿]")
_MIXED_QUESTION = 3  # Latin words in small letters from which a question counts as English


@dataclass(frozen=True, slots=True)
class PassageQuestion:
    """``words`` are searched for; ``whole`` is the folded question, whose words tell what sections suit.

    ``kind`` is the kind of passage (prose, table) that the question wants, where it says so.
    """

    words: str
    whole: str
    kind: str | None = None


def passage_question(
    question: str, bodies: Sequence[str], appears: Callable[[str, tuple[Entity, ...]], bool]
) -> PassageQuestion:
    """What to search for where the question is narrowed to the documents of the bodies that it names.

    ``bodies`` and ``appears`` are those of the library, as planning takes them.
    """
    whole = _in_chinese(translated(fold(question)))
    places = spot_places(whole, tuple(bodies), appears)
    rest = " ".join(blanked(whole, list(places.spans)).split())
    words = " ".join(_FRAME.sub(" ", rest).split())
    return PassageQuestion(words if re.search(r"\w", words) else rest or whole, whole, _kind(whole))


def _kind(question: str) -> str | None:
    named = {kind for kind, said in _KINDS.items() if said.search(question)}
    if _WHY.search(question):
        named.discard("table")
    return named.pop() if len(named) == 1 else None


def _in_chinese(text: str) -> str:
    """The English words of a question in those of disclosures; words that are not known are left out of an English one."""
    pattern, words = _english()
    text = pattern.sub(lambda match: f" {words[match.group(1).lower()]} ", text)
    if len(_LATIN_WORD.findall(text)) >= _MIXED_QUESTION and _HAN.search(text):
        text = _LATIN_WORD.sub(lambda match: match.group() if not match.group().islower() else " ", text)
    return re.sub(r" +", " ", text).strip()


@cache
def _english() -> tuple[re.Pattern[str], dict[str, str]]:
    content = (files("assistant") / "data" / "english_passages.toml").read_text(encoding="utf-8")
    rows = [line.partition("|") for line in tomllib.loads(content)["words"].splitlines() if line.strip()]
    words = {english.strip(): chinese.strip() for english, _, chinese in rows}
    longest_first = sorted(words, key=len, reverse=True)
    return re.compile(rf"(?<![A-Za-z])({'|'.join(map(re.escape, longest_first))})s?(?![A-Za-z])", re.I), words
