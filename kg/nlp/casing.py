"""Write upper-case text in the usual case: names as the world reference spells them, all else in lower case."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from spacy.lang.en.stop_words import STOP_WORDS

from kg.resources import resource, rows

_SHEETS = ("states.csv", "areas.csv", "past_states.csv", "persons.csv")
_COLUMNS = ("label", "adjectives", "people", "capital", "abbreviations", "aliases", "names")
_LONGEST = 4  # words of a name
_PRONOUNS = frozenset({"us", "who"})  # which are names, too
_WORD = re.compile(r"[^\W\d_][\w.'-]*")
_START = re.compile(r"(?:^|[.!?:]\s+|\n\s*)[^\W\d_]")


@cache
def spellings() -> dict[str, str]:
    """Give the names of the reference by their lower-case form: ``spellings()["nato"]`` is ``"NATO"``."""
    found: dict[str, str] = {}
    for name in _names():
        if not name.islower() and name.count(" ") < _LONGEST:
            found.setdefault(name.lower(), name)
    return found


def _names() -> Iterator[str]:
    sheets = [resource("world", sheet) for sheet in _SHEETS]
    for path in (*sheets, *sorted(resource("world", "entities").glob("*.csv"))):
        for _, row in rows(path):
            for column in _COLUMNS:
                for name in row.get(column, "").split("|"):
                    kind, _, text = name.rpartition(":")
                    if kind in {"", "abbreviation", "adjective", "demonym"} and text:
                        yield text


def recased(text: str) -> str:
    """Give an upper-case text in the usual case, equally long.

    >>> recased("UKRAINE: RUSSIAN TROOPS LEFT")
    'Ukraine: Russian troops left'
    """
    lowered = "".join(char.lower() if len(char.lower()) == 1 else char for char in text)
    words = list(_WORD.finditer(lowered))
    out, at, done = [], 0, 0
    for i, word in enumerate(words):
        if i < done:
            continue
        count, name = _longest(lowered, words, i)
        if name:
            out += [lowered[at : word.start()], name]
            at, done = words[i + count - 1].end(), i + count
    cased = "".join(out) + lowered[at:]
    return _START.sub(lambda start: start.group()[:-1] + _capital(start.group()[-1]), cased)


def _longest(text: str, words: list[re.Match[str]], first: int) -> tuple[int, str]:
    """Give how many words from one on make a name, and the name as it is spelled."""
    for count in range(min(_LONGEST, len(words) - first), 0, -1):
        stretch = text[words[first].start() : words[first + count - 1].end()]
        bare = stretch.removesuffix("'s").rstrip(".'-")
        name = spellings().get(stretch) or spellings().get(bare)
        if count == 1 and bare in _PRONOUNS and not _is_named(text, words, first):
            continue
        if name is not None and len(name) in {len(stretch), len(bare)}:
            return count, name + stretch[len(name) :]
    return 0, ""


def _is_named(text: str, words: list[re.Match[str]], first: int) -> bool:
    """Tell "the US", "the WHO" and "US troops" from "invited us to" and "rebels who left"."""
    word, before, after = words[first], words[first - 1 : first], words[first + 1 : first + 2]
    if before and before[0].group() == "the":
        return True
    joined = bool(after) and text[word.end() : after[0].start()] == " "
    return word.group() == "us" and joined and after[0].group() not in STOP_WORDS


def _capital(letter: str) -> str:
    return letter.upper() if len(letter.upper()) == 1 else letter
