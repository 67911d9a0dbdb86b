"""What resolving references remembers of an article: who was spoken of, where, in which role."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.read.mentions_values import Found, Referent

Answer = tuple[tuple["Referent", ...], float, str]
"""Whom something stands for, how sure that is, and why."""
NOBODY: Answer = ((), 0.2, "nobody named before it fits")


@dataclass(frozen=True, slots=True)
class Entry:
    """One mention that was understood: its sentence number, grammatical role, lemma, words that modify it."""

    found: Found
    sentence: int
    role: str
    plural: bool
    lemma: str
    modifiers: frozenset[str] = frozenset()

    @property
    def referents(self) -> tuple[Referent, ...]:
        """Give whom it stands for."""
        return self.found.entities


@dataclass(slots=True)
class History:
    """The mentions understood so far, in the order of the text; the only thing here that grows."""

    entries: list[Entry] = field(default_factory=list)

    def since(self, sentence: int) -> list[Entry]:
        """Give the entries from a sentence on, latest first."""
        kept = []
        for entry in reversed(self.entries):
            if entry.sentence < sentence:
                break
            kept.append(entry)
        return kept
