"""Read who says, thinks, knows, denies or wants what.

Syntax carries most of it (PolNeAR, Newell et al. 2018: 72 % of contents stand in no quotation marks): a cue, what it
announces and who stands behind it are found by the frames of ``ontology/cues/sources.csv``; quotations are laid over.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import replace

from spacy.tokens import Doc

from kg.model import Attribution, Span
from kg.read.adverbials import adverbial_speeches
from kg.read.continued import report_before
from kg.read.labels import label_speeches
from kg.read.nominals import nominal_speeches
from kg.read.quoting import cited, quoted
from kg.read.speech import Speech, longest, trimmed
from kg.read.verbals import verbal_speeches

__all__ = ["Speech", "chain", "holders", "read_speeches", "to_attributions"]


def read_speeches(doc: Doc) -> tuple[Speech, ...]:
    """Give everything that the text ascribes to somebody, nested speeches included, in text order."""
    found = [*label_speeches(doc), *verbal_speeches(doc), *nominal_speeches(doc), *adverbial_speeches(doc)]
    said = quoted(doc, longest(found))
    return tuple(sorted([*said, *cited(doc, said), *_continued(doc, said)], key=lambda one: (one.content, one.place)))


def _continued(doc: Doc, said: Iterable[Speech]) -> Iterator[Speech]:
    """Yield a speech for each sentence that goes on with the report of a sentence before."""
    known = {one.cue_head: one for one in said if one.source is not None}
    for sentence in doc.sents:
        report = report_before(sentence.root)
        content = trimmed(doc, sentence.start, sentence.end)
        if report is not None and report.i in known and content is not None:
            yield replace(known[report.i], content=content, cue=None, cue_head=None, gaps=())


def chain(speeches: Iterable[Speech], token_index: int) -> tuple[Speech, ...]:
    """Give the speeches whose content holds a token, outermost first."""
    found = [one for one in speeches if one.holds(token_index)]
    return tuple(sorted(found, key=lambda one: (one.content[0], -one.content[1], one.place)))


def holders(speeches: Iterable[Speech], token_index: int, deciding: frozenset[int] = frozenset()) -> tuple[Speech, ...]:
    """Give the chain without what keeps the article's voice: plans of own action, events as evidence, mere topics.

    What is demanded or denied counts where that decides the stance, clause or not: "France **demanded** a withdrawal".
    """
    own = {"intend", "evidence"}
    said = (one for one in chain(speeches, token_index) if one.kind not in own)
    return tuple(one for one in said if one.clausal or (one.kind in {"demand", "deny"} and one.cue_head in deciding))


def to_attributions(doc: Doc, speeches: Iterable[Speech], *, nested: bool = False) -> tuple[Attribution, ...]:
    """Give the attributions with character offsets: those the article itself makes, or with the nested ones too."""
    speeches = tuple(speeches)
    inner = set() if nested else _inner(speeches)
    chosen = [one for one in speeches if one.place not in inner]
    return tuple(Attribution(_span(doc, one.content), _maybe(doc, one.source), _maybe(doc, one.cue)) for one in chosen)


def _inner(speeches: tuple[Speech, ...]) -> set[int]:
    """Give the places of the speeches that stand inside what another one says."""
    places = sorted(one.place for one in speeches)
    out: set[int] = set()
    for one in speeches:
        span = places[bisect_left(places, one.content[0]) : bisect_left(places, one.content[1])]
        out.update(place for place in span if place != one.place and one.holds(place))
    return out


def _span(doc: Doc, tokens: Span) -> Span:
    last = doc[tokens[1] - 1]
    return doc[tokens[0]].idx, last.idx + len(last)


def _maybe(doc: Doc, tokens: Span | None) -> Span | None:
    return None if tokens is None else _span(doc, tokens)
