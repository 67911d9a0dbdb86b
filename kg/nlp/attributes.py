"""Set what spaCy's attribute ruler sets, each kind of word looked up once: its matcher tries 179 patterns a token.

The matcher is a fifth of the whole parse. All but a few patterns look at one token, and at its tag, label and word
alone; a word that no pattern names is like any other such word, so that few kinds of tokens are left to tell apart.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from spacy import attrs
from spacy.language import Language
from spacy.pipeline import AttributeRuler
from spacy.tokens import Doc

_SEEN = (attrs.TAG, attrs.LOWER, attrs.DEP, attrs.IS_SPACE)
_COLUMN = {"TAG": 0, "LOWER": 1, "DEP": 2, "IS_SPACE": 3}
_SET = (attrs.TAG, attrs.POS, attrs.MORPH, attrs.LEMMA, attrs.DEP)
_REMEMBERED = 1 << 16  # words and kinds; what is forgotten is worked out again
Kind = tuple[int, ...]
"""The tag, word, label and whether it is space of a token, as spaCy's numbers; the word 0 where no pattern names it."""
Test = Callable[[Kind], bool]


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """A pattern of the ruler: its rule's number, a test for each token, which of these is set, and what in it."""

    number: int
    tests: tuple[Test, ...]
    place: int
    values: Mapping[int, int]


class UnknownTestError(ValueError):
    """A pattern asks for something that is not told apart here, or sets something else than word classes."""


@Language.factory("claimgraph_attributes")
def attributes(nlp: Language, name: str) -> Callable[[Doc], Doc]:  # noqa: ARG001  # spaCy hands both over by name
    """Make the component that does the work of the pipeline's ``attribute_ruler``."""
    ruler = nlp.get_pipe("attribute_ruler")
    assert isinstance(ruler, AttributeRuler)
    return setter(ruler)


def setter(ruler: AttributeRuler) -> Callable[[Doc], Doc]:
    """Give a function that sets in a text what the ruler sets there, later rules over earlier ones.

    Raises
    ------
    UnknownTestError
        If a pattern looks at more than tags, words, labels and spaces.
    """
    strings = ruler.vocab.strings
    rules = _rules(ruler)
    named, spelled = _named(ruler)

    @lru_cache(maxsize=_REMEMBERED)
    def word(number: int) -> int:
        return number if number in named or any(form.search(strings[number]) for form in spelled) else 0

    @lru_cache(maxsize=_REMEMBERED)
    def beginning(kind: Kind) -> tuple[tuple[Rule, ...], tuple[Rule, ...]]:
        """Give the rules that one token meets, those of that token alone and those of several."""
        met = [rule for rule in rules if rule.tests[0](kind)]
        return tuple(one for one in met if len(one.tests) == 1), tuple(one for one in met if len(one.tests) > 1)

    effects = Effects()

    def apply(doc: Doc) -> Doc:
        tags, lowers, labels, spaces = doc.to_array(list(_SEEN)).T.tolist()
        kinds = list(zip(tags, map(word, lowers), labels, spaces, strict=True))
        begun = list(map(beginning, kinds))
        met = [alone for alone, _ in begun]
        for place, more in _longer(kinds, begun).items():
            met[place] = tuple(sorted((*met[place], *more), key=lambda rule: rule.number))
        return effects.on(doc, met)

    return apply


def _longer(
    kinds: Sequence[Kind], begun: Iterable[tuple[tuple[Rule, ...], tuple[Rule, ...]]]
) -> Mapping[int, list[Rule]]:
    """Give the rules of several tokens that are met, by the place of the token that they set."""
    found: dict[int, list[Rule]] = defaultdict(list)
    for i, (_, several) in enumerate(begun):
        for rule in several:
            if _goes_on(rule, kinds[i : i + len(rule.tests)]):
                found[i + rule.place].append(rule)
    return found


class Effects:
    """What sets of rules make of a token: numbers in a table, a row a set, in which what stays is marked."""

    def __init__(self) -> None:
        self.rows: dict[tuple[Rule, ...], int] = {}
        self.values = np.zeros((0, len(_SET)), dtype=np.uint64)
        self.stays = np.ones((0, len(_SET)), dtype=bool)

    def on(self, doc: Doc, met: Sequence[tuple[Rule, ...]]) -> Doc:
        """Set in each token of a text what the rules that it meets say, the last of them at last."""
        for rules in set(met) - self.rows.keys():
            self._add(rules)
        rows = [self.rows[rules] for rules in met]
        array: Any = np.where(self.stays[rows], doc.to_array(list(_SET)), self.values[rows])
        return doc.from_array(list(_SET), array)

    def _add(self, rules: tuple[Rule, ...]) -> None:
        values = {key: value for rule in rules for key, value in rule.values.items()}
        self.rows[rules] = len(self.rows)
        row = np.array([values.get(key, 0) for key in _SET], dtype=np.uint64)
        self.values = np.vstack([self.values, row])
        self.stays = np.vstack([self.stays, [key not in values for key in _SET]])


def _rules(ruler: AttributeRuler) -> list[Rule]:
    """Give a ruler's patterns as tests."""
    listed: Any = ruler.patterns  # typed by spaCy as what any key of a rule may hold
    rules = []
    for number, rule in enumerate(listed):
        values: Any = ruler.attrs[number]
        unknown = [key for key in values if key not in _SET]
        for pattern in rule["patterns"]:
            place = range(len(pattern))[rule["index"]] if -len(pattern) <= rule["index"] < len(pattern) else None
            if unknown or place is None:
                raise UnknownTestError(repr(rule["attrs"]))
            tests = tuple(_test(one, ruler.vocab.strings) for one in pattern)
            rules.append(Rule(number, tests, place, values))
    return rules


def _named(ruler: AttributeRuler) -> tuple[frozenset[int], list[re.Pattern[str]]]:
    """Give the words that patterns name, and the forms of words that they ask for."""
    listed: Any = ruler.patterns
    tokens = [one for rule in listed for pattern in rule["patterns"] for one in pattern]
    named = frozenset(ruler.vocab.strings[word] for one in tokens for word in _words(one.get("LOWER")))
    return named, [re.compile(one["LOWER"]["REGEX"]) for one in tokens if "REGEX" in _asked(one.get("LOWER"))]


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
