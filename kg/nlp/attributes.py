"""Find what spaCy's attribute ruler finds, each kind of word looked up once: its matcher tries 179 patterns a token.

The matcher is a fifth of the whole parse. All but a few patterns look at one token, and at its tag, label and word
alone; a word that no pattern names is like any other such word, so that few kinds of tokens are left to tell apart.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from spacy import attrs
from spacy.language import Language
from spacy.pipeline import AttributeRuler
from spacy.tokens import Doc

_SEEN = (attrs.TAG, attrs.LOWER, attrs.DEP, attrs.IS_SPACE)
_COLUMN = {"TAG": 0, "LOWER": 1, "DEP": 2, "IS_SPACE": 3}
_REMEMBERED = 1 << 16  # words and kinds; what is forgotten is worked out again
Kind = tuple[int, ...]
"""The tag, word, label and whether it is space of a token, as spaCy's numbers; the word 0 where no pattern names it."""
Match = tuple[int, int, int, int]
"""Number of the rule, number of its name, first and last token (half open): what `AttributeRuler.match` gives."""
Test = Callable[[Kind], bool]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of the ruler: its number, the number of its name, and a test for each of its tokens."""

    number: int
    name: int
    tests: tuple[Test, ...]


class UnknownTestError(ValueError):
    """A pattern asks for something that is not told apart here."""


@Language.factory("claimgraph_attributes")
def attributes(nlp: Language, name: str) -> Callable[[Doc], Doc]:  # noqa: ARG001  # spaCy hands both over by name
    """Make the component that does the work of the pipeline's ``attribute_ruler``."""
    ruler = nlp.get_pipe("attribute_ruler")
    assert isinstance(ruler, AttributeRuler)
    find = finder(ruler)

    def apply(doc: Doc) -> Doc:
        ruler.set_annotations(doc, find(doc))  # type: ignore[no-untyped-call]
        return doc

    return apply


def finder(ruler: AttributeRuler) -> Callable[[Doc], list[Match]]:
    """Give a function that finds in a text what `AttributeRuler.match` finds there, and in its order.

    Raises
    ------
    UnknownTestError
        If a pattern looks at more than tags, words, labels and spaces.
    """
    strings = ruler.vocab.strings
    listed: Any = ruler.patterns  # typed by spaCy as what any key of a rule may hold
    patterns = [(number, rule["patterns"]) for number, rule in enumerate(listed)]
    rules = [
        Rule(number, strings[str(number)], tuple(_test(one, strings) for one in pattern))
        for number, alternatives in patterns
        for pattern in alternatives
    ]
    tokens = [one for _, alternatives in patterns for pattern in alternatives for one in pattern]
    named = {strings[word] for one in tokens for word in _words(one.get("LOWER"))}
    spelled = [re.compile(one["LOWER"]["REGEX"]) for one in tokens if "REGEX" in _asked(one.get("LOWER"))]

    @lru_cache(maxsize=_REMEMBERED)
    def word(number: int) -> int:
        return number if number in named or any(form.search(strings[number]) for form in spelled) else 0

    @lru_cache(maxsize=_REMEMBERED)
    def beginning(kind: Kind) -> tuple[Rule, ...]:
        return tuple(rule for rule in rules if rule.tests[0](kind))

    def find(doc: Doc) -> list[Match]:
        tags, lowers, labels, spaces = doc.to_array(list(_SEEN)).T.tolist()
        kinds = list(zip(tags, map(word, lowers), labels, spaces, strict=True))
        found = [
            (rule.number, rule.name, i, i + len(rule.tests))
            for i, kind in enumerate(kinds)
            for rule in beginning(kind)
            if len(rule.tests) == 1 or _goes_on(rule, kinds[i : i + len(rule.tests)])
        ]
        return sorted(found)

    return find


def _goes_on(rule: Rule, kinds: Sequence[Kind]) -> bool:
    return len(kinds) == len(rule.tests) and all(test(kind) for test, kind in zip(rule.tests, kinds, strict=True))


def _test(asked: Mapping[str, Any], strings: Any) -> Test:
    """Give the test that one token of a pattern has to pass.

    Raises
    ------
    UnknownTestError
        If it looks at more than tags, words, labels and spaces.
    """
    unknown = asked.keys() - _COLUMN.keys()
    if unknown:
        raise UnknownTestError(", ".join(sorted(unknown)))
    parts = [(_COLUMN[name], _part(value, strings)) for name, value in asked.items()]
    return lambda kind: all(part(kind[column]) for column, part in parts)


def _part(value: Any, strings: Any) -> Callable[[int], bool]:
    (how, wanted), *more = _asked(value).items()
    if more or how not in {"IN", "NOT_IN", "REGEX"}:
        raise UnknownTestError(repr(value))
    if how == "REGEX":
        form = re.compile(wanted)
        return lambda number: form.search(strings[number]) is not None
    numbers = frozenset(strings[one] if isinstance(one, str) else int(one) for one in wanted)
    return (lambda number: number in numbers) if how == "IN" else (lambda number: number not in numbers)


def _asked(value: Any) -> Mapping[str, Any]:
    """Give a condition as spaCy's extended syntax writes it."""
    if value is None:
        return {}
    return value if isinstance(value, Mapping) else {"IN": [value]}


def _words(value: Any) -> Iterable[str]:
    asked = _asked(value)
    return [*asked.get("IN", ()), *asked.get("NOT_IN", ())]
