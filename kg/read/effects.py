"""What a cue does to the stance of what it governs, as an algebra of small maps.

An *effect* maps the stance of the governing predicate to the stance of the governed one. The law: effects form a
monoid under composition (`then` is associative, `IDENTITY` neutral). Polarity follows the signatures of implicative
predicates (Karttunen 1971; Nairn, Condoravdi and Karttunen 2006): one outcome for an affirmed governor, one for a
denied one, so two denials give an affirmation where the words do. Modality only ever weakens (a plan that is likely is
likely; what is demanded or supposed is no more than that). A presupposing effect alone starts anew, since what is
presupposed stands whatever governs it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, reduce
from itertools import product

from kg.errors import DataError
from kg.model import MODALITIES, Modality, Polarity
from kg.resources import resource, rows

Outcome = tuple[Polarity, Modality]
ASSERTED: Outcome = ("affirmed", "asserted")
DENIED: Outcome = ("denied", "asserted")
_WEAKENING: tuple[Modality, ...] = ("asserted", "planned", "probable", "possible", "demanded", "conditional")
_SIGNS: dict[str, Polarity] = {"+": "affirmed", "-": "denied"}


@dataclass(frozen=True, slots=True)
class Effect:
    """The outcome under an affirmed and under a denied governor; ``presupposes`` keeps the governor's modality out."""

    affirmed: Outcome = ASSERTED
    denied: Outcome = DENIED
    presupposes: bool = False

    def __call__(self, governor: Outcome) -> Outcome:
        """Give the stance of what is governed."""
        polarity, modality = self.affirmed if governor[0] == "affirmed" else self.denied
        return polarity, modality if self.presupposes else weaker(modality, governor[1])

    def then(self, inner: Effect) -> Effect:
        """Compose: this effect governs the one that governs the predicate.

        >>> NEGATION.then(NEGATION) == IDENTITY
        True
        """
        return Effect(inner(self.affirmed), inner(self.denied), self.presupposes or inner.presupposes)


IDENTITY = Effect()
NEGATION = Effect(DENIED, ASSERTED)
FACT = Effect(ASSERTED, ASSERTED, presupposes=True)
MOOD = Effect(ASSERTED, ASSERTED)
"""Hands on the governor's modality, not its denial: *it did not attack, citing ...*."""


def weaker(one: Modality, other: Modality) -> Modality:
    """Give the modality that commits its holder less.

    >>> weaker("planned", "probable")
    'probable'
    """
    return max(one, other, key=_WEAKENING.index)


def compose(effects: Iterable[Effect]) -> Effect:
    """Compose effects that are listed from the outermost to the innermost."""
    return reduce(Effect.then, effects, IDENTITY)


def effect(affirmed: str, denied: str = "") -> Effect:
    """Read an effect as the tables write it, such as ``-planned`` or ``fact``; without ``denied``, it turns round.

    >>> effect("-planned").denied
    ('affirmed', 'planned')
    """
    if affirmed in {"fact", "mood"}:
        return FACT if affirmed == "fact" else MOOD
    told = _outcome(affirmed)
    flipped: Polarity = "denied" if told[0] == "affirmed" else "affirmed"
    return Effect(told, _outcome(denied) if denied else (flipped, told[1]))


def _outcome(code: str) -> Outcome:
    sign, name = code[:1], code[1:] or "asserted"
    for modality in MODALITIES:
        if sign in _SIGNS and modality == name:
            return _SIGNS[sign], modality
    raise ValueError(code)


@cache
def table(name: str) -> dict[tuple[str, ...], Effect]:
    """Give a table of ``ontology/cues/``: the key columns (words, then class and complement) to the effect.

    Cells of key columns hold alternatives separated by ``|``; each combination is a key.

    Raises
    ------
    DataError
        If an effect is not written as `effect` reads it, or a key has two.
    """
    path = resource("cues", name)
    found: dict[tuple[str, ...], Effect] = {}
    for line, row in rows(path):
        columns = [row[column].split("|") for column in ("word", "class", "complement") if column in row]
        try:
            told = effect(row["affirmed"], row["denied"])
        except ValueError:
            remedy = "write + or - and a modality, such as -planned, or fact, or mood"
            raise DataError(f"no effect is written {row['affirmed']!r}", remedy, path=path, line=line) from None
        for key in product(*columns):
            if found.setdefault(key, told) != told:
                raise DataError(f"two effects for {' '.join(key)!r}", "leave one", path=path, line=line)
    return found
