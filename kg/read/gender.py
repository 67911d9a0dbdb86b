"""Tell whether a person is *he* or *she*: by the form of address, the noun, or the given name.

Given names tell where nearly all who bear them are of one gender (``ontology/given_names*.csv``); otherwise nothing is
told, and any pronoun may mean the person.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from kg.read.mentions_words import words
from kg.resources import resource, rows
from kg.world import fold

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from kg.read.mentions_values import Found


def agrees(pronoun: Token, found: Found, doc: Doc) -> bool:
    """Tell whether *he* or *she* may mean a mention, as far as is known."""
    sets, told = words("words"), gender(found, doc)
    return not told or pronoun.lower_ not in sets["he" if told == "f" else "she"]


def gender(found: Found, doc: Doc) -> str:
    """Give ``m`` or ``f``, or nothing where it is not told."""
    if found.type != "Person" or len(found.entities) != 1:
        return ""
    before = doc[found.start - 1].lower_ if found.start else ""
    noun = _of_word(before) or _of_word(doc[found.start].lower_) or _of_word(doc[found.head].lemma_.lower())
    return noun or of_name(found.entities[0].label)


def _of_word(word: str) -> str:
    sets = words("words")
    return "f" if word in sets["feminine"] else "m" if word in sets["masculine"] else ""


def of_name(name: str) -> str:
    """Give the gender that a full name tells; a surname alone tells none.

    >>> of_name("Angela Merkel"), of_name("Leonid Kuchma"), of_name("Jordan Doe"), of_name("Merkel")
    ('f', 'm', '', '')
    """
    parts = fold(name).replace("-", " ").split()
    if len(parts) < 2:
        return ""
    known = _given_names()
    return known.get(" ".join(parts)) or known.get(parts[0], "")


def is_given(name: str) -> bool:
    """Tell whether a word is a given name.

    >>> is_given("Serena"), is_given("Kitgum")
    (True, False)
    """
    return fold(name) in _given_names()


@cache
def _given_names() -> dict[str, str]:
    sheets = (resource("given_names.csv"), resource("given_names_more.csv"))
    return {row["name"]: row["gender"] for sheet in sheets for _, row in rows(sheet)}
