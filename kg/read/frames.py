"""Load the frames under ``ontology/frames``: which predicate with which arguments says which relation."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kg.errors import DataError
from kg.model import MODALITIES
from kg.relations import ancestors, parents, relations
from kg.resources import resource, rows

_PREDICATE = re.compile(r"^(?P<pos>[VNA]):(?P<lemma>[\w'’.-]+)(?:\+(?P<particle>\w+))?$")
_CONSTRAINT = re.compile(r"^(?P<role>[\w.]+)(?P<not>!?)=(?P<words>\S+)$")
_ROLE = re.compile(r"^(?P<path>[\w.*]+)(?::(?P<type>!?\w+))?$")
GOVERNED = "governed"  # the stance of the verb that the noun hangs on
STANCES = frozenset({"", "denied", GOVERNED, *MODALITIES})


@dataclass(frozen=True, slots=True)
class Constraint:
    """A role whose filler must (negated: must not) have one of these lemmas, or be a name of one of these classes."""

    path: tuple[str, ...]
    words: frozenset[str]
    negated: bool
    classes: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Slot:
    """One alternative of an end: the way to its filler through the roles, and the class asked for (``!``: refused)."""

    path: tuple[str, ...]
    type: str | None

    def wanted(self, allowed: tuple[str, ...]) -> tuple[str, ...]:
        """Narrow an end's classes to the one asked for."""
        return allowed if self.type is None or self.type.startswith("!") else (self.type,)

    def refuses(self, name: str) -> bool:
        """Tell whether a filler of this class is refused."""
        return self.type is not None and self.type.startswith("!") and self.type[1:] in ancestors(name)


@dataclass(frozen=True, slots=True)
class Frame:
    """One way of saying a relation; see ``ontology/frames/README.md``."""

    relation: str
    pos: str
    lemma: str
    particle: str
    constraints: tuple[Constraint, ...]
    subject: tuple[Slot, ...]
    object: tuple[Slot, ...]
    stance: str
    example: str
    place: str

    @property
    def specificity(self) -> int:
        """How many words besides the lemma it asks for."""
        return sum(not one.negated for one in self.constraints) + bool(self.particle)

    @property
    def name(self) -> str:
        """How the frame is shown to people."""
        return f"{self.pos}:{self.lemma}{'+' if self.particle else ''}{self.particle} → {self.relation}"


def _constraint(text: str, path: Path, line: int) -> Constraint:
    found = _CONSTRAINT.match(text)
    if not found:
        raise DataError(f"not a constraint: {text!r}", "role=word|word", path=path, line=line)
    words = frozenset(word for part in found["words"].split("|") for word in _spelled_out(part, path, line))
    classes = frozenset(word[1:] for word in words if word.startswith(":"))
    if not classes <= parents().keys():
        raise DataError(f"no class is named {min(classes)!r}", "see ontology/classes.csv", path=path, line=line)
    return Constraint(tuple(found["role"].split(".")), words, bool(found["not"]), classes)


def _spelled_out(word: str, path: Path, line: int) -> Iterable[str]:
    if not word.startswith("@"):
        return (word,)
    if word[1:] not in _word_sets():
        raise DataError(f"no set of words is named {word!r}", "see ontology/syntax/word_sets.csv", path=path, line=line)
    return _word_sets()[word[1:]]


@cache
def _word_sets() -> dict[str, tuple[str, ...]]:
    return {row["set"]: tuple(row["words"].split("|")) for _, row in rows(resource("syntax", "word_sets.csv"))}


def _slots(cell: str, path: Path, line: int) -> tuple[Slot, ...]:
    found = [_ROLE.match(part) for part in cell.split("|")]
    if not all(found):
        raise DataError(f"not a list of roles: {cell!r}", "subj, obj, on|against, obj:Territory", path=path, line=line)
    slots = tuple(Slot(tuple(one["path"].split(".")), one["type"]) for one in found if one)
    for slot in slots:
        if slot.type is not None and slot.type.removeprefix("!") not in parents():
            raise DataError(f"no class is named {slot.type!r}", "see ontology/classes.csv", path=path, line=line)
    return slots


def _frame(relation: str, row: dict[str, str], path: Path, line: int) -> Frame:
    head, *rest = row["predicate"].split()
    found = _PREDICATE.match(head)
    if not found:
        raise DataError(f"not a predicate: {head!r}", "V:lemma, N:lemma or A:lemma", path=path, line=line)
    if row["stance"] not in STANCES:
        raise DataError(f"no stance is named {row['stance']!r}", ", ".join(sorted(STANCES)), path=path, line=line)
    return Frame(
        relation=relation,
        pos=found["pos"],
        lemma=found["lemma"],
        particle=found["particle"] or "",
        constraints=tuple(_constraint(part, path, line) for part in rest),
        subject=_slots(row["subject"], path, line),
        object=_slots(row["object"], path, line),
        stance=row["stance"],
        example=row["example"],
        place=f"{path.name}:{line}",
    )


def read_frames(path: Path) -> Iterator[Frame]:
    """Yield the frames of one file, which bears its relation's name.

    Raises
    ------
    DataError
        If the file is no relation's, or a line breaks the format.
    """
    if path.stem not in relations():
        raise DataError(f"no relation is named {path.stem!r}", "see ontology/relations.csv", path=path)
    for line, row in rows(path):
        if not all(row.get(need) for need in ("predicate", "subject", "object", "example")):
            raise DataError("a frame needs predicate, subject, object, stance, example", path=path, line=line)
        yield _frame(path.stem, row, path, line)


@cache
def frames() -> dict[tuple[str, str], tuple[Frame, ...]]:
    """Give all frames by part of speech and lemma, the more specific first."""
    found: dict[tuple[str, str], list[Frame]] = {}
    for path in sorted(resource("frames").glob("*.csv")):
        for frame in read_frames(path):
            found.setdefault((frame.pos, frame.lemma), []).append(frame)
    return {key: tuple(sorted(some, key=_specificity, reverse=True)) for key, some in found.items()}


def _specificity(frame: Frame) -> tuple[int, int, int]:
    typed = sum(slot.type is not None for slot in (*frame.subject, *frame.object))
    return frame.specificity, typed, len(frame.constraints)
