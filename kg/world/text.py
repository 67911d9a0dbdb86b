"""How spellings are compared, and how local ids are made of names."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

_LETTERS = str.maketrans(
    {
        "ł": "l",
        "ø": "o",
        "đ": "d",
        "ß": "ss",
        "ı": "i",
        "æ": "ae",
        "œ": "oe",
        "ð": "d",
        "þ": "th",
        "ə": "e",
        "’": "'",
        "‘": "'",
        "ʼ": "'",
        "ʻ": "'",
        "`": "'",
        "´": "'",
    }
)
_ACRONYM = re.compile(r"[A-Z][A-Z0-9&]{1,5}(?:-?\d+)?|[A-Z]{1,3}-\d+[A-Z]{0,2}|(?:[A-Z]\.){2,}")
_LETTERS_AND_DIGITS = re.compile(r"[a-z0-9]+")
_KEPT_AS_ID = re.compile(r"[A-Z][A-Z0-9]{1,9}")


def fold(text: str) -> str:
    """Give the form in which spellings are compared: lower case, no accents, no article, hyphens as spaces.

    >>> fold("The  Côte-d’Ivoire")
    "cote d'ivoire"
    """
    text = text.lower()
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text.translate(_LETTERS))
        text = "".join(char for char in text if not unicodedata.combining(char))
    text = " ".join(text.replace("-", " ").replace("–", " ").replace(".", "").split())
    return text.removeprefix("the ")


@cache
def is_acronym(text: str) -> bool:
    """Tell whether a spelling is made of capitals and would be another word in lower case.

    >>> is_acronym("WHO"), is_acronym("U.S."), is_acronym("Japan")
    (True, True, False)
    """
    return _ACRONYM.fullmatch(text) is not None


def slug(label: str) -> str:
    """Give the local id for a label: acronyms as they are, all else in lower case with hyphens.

    >>> slug("NATO"), slug("South Kuril Islands"), slug("Côte d'Or")
    ('NATO', 'south-kuril-islands', 'cote-d-or')
    """
    if _KEPT_AS_ID.fullmatch(label):
        return label
    return "-".join(_LETTERS_AND_DIGITS.findall(fold(label))) or re.sub(r"\W+", "-", label.lower()).strip("-")
