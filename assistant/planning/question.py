"""The question as text: folded, its years and language told."""

import re
import unicodedata

from index.cleaning import normalise

_CHINESE_DIGITS = str.maketrans("〇零○一二三四五六七八九", "000123456789")
_CHINESE_YEAR = re.compile(r"[一二][〇零○一二三四五六七八九]{3}(?=年)|[〇零○一二三四五六七八九]{2}(?=年(?:度|的)?)")
_MAX_LENGTH = 2000


def fold(question: str) -> str:
    """One form for full-width, compatibility characters, Chinese years and white space; cut at 2,000 characters."""
    text = unicodedata.normalize("NFKC", question[:_MAX_LENGTH].replace("\n", " "))
    text = normalise(text.replace("ㄧ", "一"))
    text = _CHINESE_YEAR.sub(lambda match: _year_digits(match.group()), text)
    text = re.sub(r"(?<!\d)([12]\d)年(?!级)", r"20\1年", text)
    return re.sub(r"\s+", " ", text).strip()


def _year_digits(words: str) -> str:
    digits = words.translate(_CHINESE_DIGITS)
    return digits if len(digits) == 4 else f"20{digits}"


def language_of(question: str) -> str:
    """``en`` where the frame of the question is English, else ``zh``."""
    latin = len(re.findall(r"[A-Za-z]+", question))
    chinese = len(re.findall(r"[一-鿿]", question))
    if not chinese and latin >= 3:
        return "en"
    return (
        "en"
        if latin >= 4
        and latin * 2 > chinese / 2
        and re.search(r"\b(?:how|what|which|when|who|is|did|does|much|many)\b", question, re.I)
        else "zh"
    )
