"""A world of a dozen entities, and parses of several sentences, for tests of linking and references."""

from __future__ import annotations

from functools import cache

from spacy.lang.en import English
from spacy.tokens import Doc

from kg.model import Article
from kg.read.mentions import Found, Linker, build_linker
from kg.world import Entity, Fact, Name, World

_ENGLISH = English()

_ENTITIES = """
RUS State Russia
JPN State Japan
USA State United States
UKR State Ukraine
GEO State Georgia
ECU State Ecuador
NATO Alliance NATO
sergey-lavrov Person Sergey Lavrov
foreign-minister-of-russia Office Foreign Minister of Russia
kuril-islands Territory Kuril Islands
state-council GovernmentBody State Council of Japan
"""
_NAMES = """
RUS adjective Russian
RUS capital Moscow
RUS prefix Russo-
JPN adjective Japanese
JPN capital Tokyo
USA abbreviation US
USA abbreviation U.S.
USA adjective American
USA capital Washington
UKR adjective Ukrainian
GEO adjective Georgian
ECU capital Quito
sergey-lavrov surname Lavrov
kuril-islands alias four northern islands
"""


@cache
def world() -> World:
    """Give the small world."""
    entities = {}
    for line in _ENTITIES.strip().splitlines():
        known, type_, label = line.split(maxsplit=2)
        entities[known] = Entity(known, label, type_)
    names = [Name(entity.label, entity.id, "name") for entity in entities.values()]
    for line in _NAMES.strip().splitlines():
        known, kind, text = line.split(maxsplit=2)
        names.append(Name(text, known, kind))
    facts = (Fact("sergey-lavrov", "holdsOffice", "foreign-minister-of-russia", "2004-03-09"),)
    return World(entities, tuple(names), facts)


@cache
def linker() -> Linker:
    """Give the linker of the small world; it needs a tokenizer only."""
    return build_linker(_ENGLISH, world())


def told(*sentences: str) -> Doc:
    """Build a Doc of sentences, each of lines ``word lemma pos tag dep head``, heads counted within the sentence."""
    rows: list[list[str]] = []
    starts: list[bool | int | None] = []
    for sentence in sentences:
        lines = [line.split() for line in sentence.strip().splitlines()]
        starts += [i == 0 for i in range(len(lines))]
        rows += [[*line[:5], str(int(line[5]) + len(rows))] for line in lines]
    words, lemmas, pos, tags, deps, heads = (list(column) for column in zip(*rows, strict=True))
    numbers = [int(head) for head in heads]
    return Doc(
        _ENGLISH.vocab, words=words, lemmas=lemmas, pos=pos, tags=tags, deps=deps, heads=numbers, sent_starts=starts
    )


def link(doc: Doc, published: str | None = None) -> tuple[Found, ...]:
    """Find the mentions of a parse in the small world."""
    return linker()(doc, Article(id="a", text=doc.text, published=published))


def meant(doc: Doc, text: str) -> list[str]:
    """Give the labels of whom the mention with these words stands for; an assertion fails where there is none."""
    found = [one for one in link(doc) if doc.text[one.char_start : one.char_end] == text]
    assert found, f"no mention {text!r} in {[doc.text[one.char_start : one.char_end] for one in link(doc)]}"
    return [who.label for who in found[-1].entities]
