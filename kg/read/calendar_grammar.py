"""The grammar of calendar expressions: the words and patterns of ``ontology/times.csv``, compiled."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from kg.errors import DataError
from kg.resources import resource, rows

_YEAR = r"1\d{3}|20\d\d"
_NUMERIC = {
    "yyyy": _YEAR,
    "yy": r"\d\d",
    "mm": r"0[1-9]|1[0-2]",
    "dd": r"0[1-9]|[12]\d|3[01]",
    "n": r"\d\d?",
    "qq": "[1-4]",
    "decade": r"(?:1\d|20)\d0|'\d0",
}
_MACRO = re.compile(r"\{([a-z]+)(\d?)\}")
_OPTIONAL = re.compile(r"\((?:[^()]|\([^()]*\))*\)[?*]?|.\?")
_RAREST = ("season", "dayword", "decade", "tens", "weekday", "qq", "month", "yyyy", "year", "ordinal", "halfof", "unit")
_REACH = 100  # characters: longer than any expression
_BEFORE = r"(?<![\w$€£¥#%/.-])(?<!\d,)"
_AFTER = r"(?![\w%]|[.,:/-]\d)"


@dataclass(frozen=True, slots=True)
class Pattern:
    """One form of calendar expression, the rule that says which time it names, and a part it never lacks."""

    expression: re.Pattern[str]
    rule: str
    core: re.Pattern[str]


class Grammar:
    """All patterns, and the worth of every word in them."""

    def __init__(self, words: dict[str, list[tuple[str, str]]], patterns: list[tuple[int, str, str]]) -> None:
        self._worth = {
            kind: [(re.compile(_spaced(form), re.IGNORECASE), value) for form, value in forms]
            for kind, forms in words.items()
        }
        macros = _macros(words)
        self.patterns = tuple(
            Pattern(_compile(form, macros, line), rule, _core(form, macros)) for line, form, rule in patterns
        )
        self.by_rule: dict[str, list[Pattern]] = defaultdict(list)
        for pattern in self.patterns:
            self.by_rule[pattern.rule].append(pattern)

    def find(self, kind: str, word: str) -> str | None:
        """Give the value of a word (``month``, ``Sept.`` -> ``9``), None where the kind has no such word."""
        return next((value for form, value in self._worth[kind] if form.fullmatch(word)), None)

    def worth(self, kind: str, word: str) -> str:
        """Give the value of a word that a pattern has matched.

        Raises
        ------
        KeyError
            If the kind has no such word.
        """
        value = self.find(kind, word)
        if value is None:
            raise KeyError(word)
        return value

    def matches(self, text: str, rule: str | None = None) -> Iterator[tuple[re.Match[str], str]]:
        """Yield every match of every pattern, or of those of one rule, each with its rule."""
        lowered = text.lower()
        around = cache(lambda core: _around(core, lowered) if len(lowered) == len(text) else [(0, len(text))])
        for pattern in self.patterns if rule is None else self.by_rule[rule]:
            for start, end in around(pattern.core):
                for found in pattern.expression.finditer(text, start, end):
                    yield found, pattern.rule


def _around(core: re.Pattern[str], lowered: str) -> list[tuple[int, int]]:
    """Give the stretches of a text that lie near what a pattern never lacks, none touching another."""
    out: list[tuple[int, int]] = []
    for found in core.finditer(lowered):
        start, end = max(0, found.start() - _REACH), min(len(lowered), found.end() + _REACH)
        if out and start <= out[-1][1]:
            start = out.pop()[0]
        out.append((start, end))
    return out


def _core(form: str, macros: dict[str, str]) -> re.Pattern[str]:
    """Give the rarest part that stands in every match of a pattern, to be looked for in lower-case text.

    Else each pattern would be tried at each word; in lower case, since Python's engine is slow where case is ignored.
    """
    needed = _OPTIONAL.sub(" ", form)
    named = {found[1].replace("whichyear", "unit").replace("whichweek", "unit") for found in _MACRO.finditer(needed)}
    words = sorted(re.findall(r"[a-z\d]+", _MACRO.sub(" ", needed)), key=len)
    if words and (len(words[-1]) > 3 or words[-1] == "ago"):
        return re.compile(words[-1])  # "century" is rarer than any ordinal
    rarest = next((name for name in _RAREST if name in named), None)
    before, behind = ("q" if "q{qq}" in needed else "", "" if rarest == "decade" else "(?![a-z])")
    return re.compile(f"{before}(?:{macros[rarest]}){behind}" if rarest else "".join(words[-1:]))


@cache
def grammar() -> Grammar:
    """Load the grammar once.

    Raises
    ------
    DataError
        If the file is missing or a pattern in it is broken.
    """
    words: dict[str, list[tuple[str, str]]] = defaultdict(list)
    patterns = []
    for line, row in rows(resource("times.csv")):
        if row["kind"] == "pattern":
            patterns.append((line, row["form"], row["value"]))
        else:
            words[row["kind"]].append((row["form"], row["value"]))
    return Grammar(words, patterns)


def _macros(words: dict[str, list[tuple[str, str]]]) -> dict[str, str]:
    """Give the regular expression behind each macro: word lists, numbers, and what is made of both."""
    lists = {kind: "|".join(_spaced(form) for form, _ in forms) for kind, forms in words.items()}
    teens, units = lists["century_word"], lists["number"]
    spoken = rf"(?:{teens})[ -](?:{lists['ty']})(?:[ -](?:{units}))?|two thousand(?: (?:and )?(?:{units}))?"
    relative = "|".join((lists["which"], lists["told"]))
    return (
        lists
        | _NUMERIC
        | {
            "number": rf"{units}|\d{{1,3}}",
            "ordinal": rf"{lists['ordinal']}|\d{{1,2}}(?:st|nd|rd|th)",
            "day": rf"(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?|{lists['ordinal']}",
            "year": rf"{_YEAR}|'\d\d|{spoken}",
            "whichyear": rf"(?:{relative})\s+year",
            "whichweek": rf"(?:{relative})\s+week",
        }
    )


def _spaced(form: str) -> str:
    return form.replace(" ", r"\s+").replace(r"\s+?", r"\s*").replace("~", r"[\s-]+")


def _compile(form: str, macros: dict[str, str], line: int) -> re.Pattern[str]:
    def expand(found: re.Match[str]) -> str:
        name, number = found.groups()
        return f"(?P<{name}{number}>{macros[name]})"

    try:
        body = _MACRO.sub(expand, _spaced(form))
        return re.compile(f"{_BEFORE}(?:{body}){_AFTER}", re.IGNORECASE)
    except (KeyError, re.error) as error:
        path = resource("times.csv")
        raise DataError(
            f"the pattern {form!r} is broken: {error}", "see its first lines", path=path, line=line
        ) from error
