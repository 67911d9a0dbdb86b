"""The word lists that finding mentions works with, from ``ontology/``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from kg.errors import DataError
from kg.relations import parents
from kg.resources import resource, rows
from kg.world import fold

USES = frozenset({"", "self", "group", "document", "deed", "source", "count"})


@dataclass(frozen=True, slots=True)
class Noun:
    """A common noun that can head a mention; ``use`` is told in ``ontology/nouns.csv``."""

    lemma: str
    type: str
    use: str


@dataclass(frozen=True, slots=True)
class Post:
    """A body or office that every state has: ``label`` holds ``{}`` for its owner; ``of`` says who owns it."""

    phrases: tuple[str, ...]
    label: str
    type: str
    of: str = "state"
    adjective: bool = False
    default: str = ""
    """The state meant where none is named: only one calls a body so."""


@cache
def nouns() -> dict[str, Noun]:
    """Give the nouns by lemma.

    Raises
    ------
    DataError
        If a line names an unknown class or use.
    """
    path = resource("nouns.csv")
    found = {}
    for line, row in rows(path):
        noun = Noun(row["noun"], row["class"], row["use"])
        if noun.type not in parents() or noun.use not in USES:
            raise DataError(
                f"{noun.type!r} or {noun.use!r} is not known", f"uses: {sorted(USES)}", path=path, line=line
            )
        found[noun.lemma] = noun
    return found


@cache
def keywords() -> dict[str, str]:
    """Give the class that a word in an unknown name speaks for."""
    return {row["word"]: row["class"] for _, row in rows(resource("mention-keywords.csv"))}


@cache
def leads(where: str = "first") -> dict[str, str]:
    """Give the class that a word speaks for at the start of an unknown name (USS, Camp), before it or before *of*."""
    return {row["word"]: row["class"] for _, row in rows(resource("mention-leads.csv")) if row["where"] == where}


@cache
def city_cues() -> frozenset[tuple[str, str]]:
    """Give the (place, word) pairs that make a capital's name mean the city."""
    return frozenset((row["where"], row["word"]) for _, row in rows(resource("mention-capitals.csv")))


@cache
def bodies() -> tuple[Post, ...]:
    """Give the bodies that every state has."""
    return tuple(
        Post(
            tuple(row["phrases"].split("|")),
            row["label"],
            row["class"],
            adjective=row["label"].startswith("{}"),
            default=row["default"],
        )
        for _, row in rows(resource("mention-bodies.csv"))
    )


@cache
def offices() -> tuple[Post, ...]:
    """Give the offices and titles."""
    return tuple(
        Post(tuple(row["phrases"].split("|")), row["label"], "Office", row["of"])
        for _, row in rows(resource("mention-offices.csv"))
    )


@cache
def title_words() -> frozenset[str]:
    """Give every word of an office or title."""
    return frozenset(word for post in offices() for phrase in post.phrases for word in phrase.split())


@cache
def office_titles() -> dict[str, Post]:
    """Give the office or form of address that each title is of, by its words in small letters."""
    return {phrase: post for post in offices() for phrase in post.phrases}


@cache
def last_title_words(*, addresses: bool = True) -> frozenset[str]:
    """Give the words that end a title, and so stand right before a name; without ``addresses`` those of offices."""
    return frozenset(title.split()[-1] for title, post in office_titles().items() if addresses or post.of != "none")


@cache
def words(name: str) -> dict[str, frozenset[str]]:
    """Give the word sets of ``ontology/mention-NAME.csv`` (columns set, word)."""
    sets: dict[str, set[str]] = {}
    for _, row in rows(resource(f"mention-{name}.csv")):
        sets.setdefault(row["set"], set()).add(row["word"])
    return {key: frozenset(value) for key, value in sets.items()}


def common_surname(name: str) -> bool:
    """Tell whether so many bear a surname that it alone tells nobody.

    >>> common_surname("Smith"), common_surname("Merkel")
    (True, False)
    """
    return fold(name) in words("words")["common_surnames"]


@dataclass(frozen=True, slots=True)
class Collision:
    """Whose a shared name is in an article that holds one of the words, and none of ``without``; "" for nobody's."""

    name: str
    entity: str
    words: frozenset[str]
    without: frozenset[str]


@cache
def collisions() -> tuple[Collision, ...]:
    """Give whose the names that several bear are, by the words of an article."""
    return tuple(
        Collision(row["name"], row["entity"], frozenset(row["words"].split("|")), frozenset(row["without"].split("|")))
        for _, row in rows(resource("mention-collisions.csv"))
    )
