"""Label what is only described by its own words, with those it belongs to named."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.read.linking_gazetteer import with_article
from kg.read.mentions_words import words
from kg.read.references_owners import chained, following_prep
from kg.read.references_walk import Walk

if TYPE_CHECKING:
    from spacy.tokens import Token

    from kg.read.mentions_values import Found, Referent

_LINKS = frozenset({"of", "for", "between", "with", "to", "from", "by"})


def clean_label(token: Token, start: int, walk: Walk) -> str:
    """Give the words of a phrase without articles, its possessor named: "Japan's military budget"."""
    strip = words("words")["strip_dets"] | words("words")["passing"]
    parts: list[str] = []
    skip = -1
    for child in walk.doc[start : token.i + 1]:
        found = walk.by_head.get(child.i)
        if child.i <= skip or child.is_space:
            continue
        if child.dep_ == "poss" and found is not None and found.entities and child.head.i == token.i:
            parts = [_possessor(token, child, found, walk)]
            skip = child.right_edge.i
        elif child.text == '"':
            parts[-1:] = [part + child.whitespace_ for part in parts[-1:]]
        elif parts or child.lower_ not in strip:
            parts.append(child.text + child.whitespace_)
    return " ".join(" ".join(part.strip() for part in _glue(parts)).split())


def full_label(token: Token, start: int, walk: Walk) -> tuple[str, int]:
    """Give the label of a phrase with what its complement resolves to, and where the mention ends."""
    label, end = clean_label(token, start, walk), token.i + 1
    prep = following_prep(token, *_LINKS)
    if prep is None or (prep.head.i != token.i and prep.lower_ != "by"):
        return label, end
    for child in prep.children:
        found = walk.by_head.get(child.i)
        if found is not None and found.entities and found.start >= prep.i:
            link = "of" if prep.lower_ == "by" else prep.lower_
            return f"{label} {link} {listed(chained(child, walk))}", max(end, found.end)
    return label, end


def listed(referents: list[Referent]) -> str:
    """Give labels as a list in words, each with the article it takes."""
    names = [with_article(who.label) for who in referents]
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def _possessor(token: Token, child: Token, found: Found, walk: Walk) -> str:
    """Give how a label names whose a thing is: "Filipino vessels" for "its vessels", "Japan's military budget"."""
    who = found.entities[0]
    if child.tag_ == "PRP$" and token.tag_ == "NNS" and who.type == "State":
        said = [
            one
            for one in walk.by_head.values()
            if one.kind == "demonym" and who in one.entities and one.start + 1 == one.end
        ]
        return (
            walk.doc[said[0].start].text + " " if said else walk.gazetteer.adjectives.get(who.entity, who.label) + " "
        )
    return f"{who.label}'" if who.label.endswith("s") else f"{who.label}'s"


def _glue(parts: list[str]) -> list[str]:
    """Join what the text wrote without a space (``short-range``)."""
    out: list[str] = []
    for part in parts:
        if out and not out[-1].endswith((" ", "'s", "'")):
            out[-1] += part
        else:
            out.append(part)
    return out
