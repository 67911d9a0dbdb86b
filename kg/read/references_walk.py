"""The walk through an article in text order that references are resolved on."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.read.mentions_words import words
from kg.read.references_values import Entry, History
from kg.relations import ancestors

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc, Token

    from kg.model import Article
    from kg.read.linking_gazetteer import Gazetteer
    from kg.read.mentions_values import Found, Referent

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "agent"})


@dataclass(slots=True)
class Walk:
    """What is known at a place of an article: the mentions by head, those before, the sentences and quotations."""

    doc: Doc
    article: Article
    gazetteer: Gazetteer
    by_head: dict[int, Found]
    sentence_of: list[int]
    quote_of: list[tuple[int, int] | None]
    history: History = field(default_factory=History)

    def remember(self, found: Found) -> None:
        """Add a mention that was understood to the history."""
        token = self.doc[found.head]
        if found.entities and token.head.lemma_ not in words("words")["currencies"]:
            modifiers = frozenset(child.lower_ for child in token.lefts if child.dep_ in ("amod", "compound", "nmod"))
            self.history.entries.append(
                Entry(
                    found,
                    self.sentence_of[found.head],
                    role(token),
                    is_plural(token, found),
                    token.lemma_.lower(),
                    modifiers,
                )
            )

    def before(self, token: Token, sentences: int) -> list[Entry]:
        """Give the understood mentions up to so many sentences back, latest first."""
        return self.history.since(self.sentence_of[token.i] - sentences)


def role(token: Token) -> str:
    """Give the grammatical role that counts for references: that of the first conjunct."""
    while token.dep_ == "conj" and token.head.i != token.i:
        token = token.head
    return token.dep_


def is_plural(token: Token, found: Found) -> bool:
    """Tell whether a mention is referred to as *they*."""
    if len(found.entities) > 1 or token.lower_ in words("words")["plural"]:
        return True
    if token.lower_ in ("media", "police", "people") or (found.kind == "demonym" and token.tag_ in ("NNS", "NNPS")):
        return True
    if found.kind == "name":
        return found.type == "ActorGroup" or (found.type == "Territory" and token.tag_ == "NNPS")
    return token.tag_ in ("NNS", "NNPS") and found.type not in ("State", "Alliance")


def is_a(type_: str, *classes: str) -> bool:
    """Tell whether a class is one of some classes or below one."""
    return not ancestors(type_).isdisjoint(classes)


def distinct(entries: list[Entry]) -> list[Referent]:
    """Give whom entries stand for, each once, in their order."""
    return list({who.entity: who for entry in entries for who in entry.referents}.values())


def sentence_numbers(doc: Doc) -> list[int]:
    """Give each token's sentence number."""
    numbers = [0] * len(doc)
    number = -1
    for sent in doc.sents:
        number += number < 0 or any(token.is_alpha for token in sent)  # a lone quotation mark is no sentence
        numbers[sent.start : sent.end] = [number] * (sent.end - sent.start)
    return numbers


def quotations(doc: Doc) -> list[tuple[int, int] | None]:
    """Give for each token the quotation it stands in (first and last token), marks paired within a paragraph."""
    spans: list[tuple[int, int] | None] = [None] * len(doc)
    for start, end in _pairs(doc):
        spans[start : end + 1] = [(start, end)] * (end + 1 - start)
    return spans


def _pairs(doc: Doc) -> Iterator[tuple[int, int]]:
    opened: int | None = None
    for token in doc:
        if token.is_space and "\n\n" in token.text:
            opened = None
        elif token.text in ('"', "''", "``"):
            if opened is None:
                opened = token.i
            else:
                yield opened, token.i
                opened = None


def children(token: Token, *deps: str) -> Iterator[Token]:
    """Give a token's children with one of some dependency labels."""
    return (child for child in token.children if child.dep_ in deps)


def conjuncts(token: Token) -> list[Token]:
    """Give a token with all that is coordinated below it, in text order."""
    found = [token]
    for child in token.children:
        if child.dep_ == "conj" or (child.dep_ == "appos" and child.pos_ == "PROPN" and any(children(child, "conj"))):
            found += conjuncts(child)
    return sorted(found, key=lambda one: one.i)
