"""Find the world's names in a text: one phrase matcher, built once, case told apart afterwards."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc, Span

if TYPE_CHECKING:
    from spacy.language import Language

    from kg.world import World

_PLAIN = re.compile(r"[^\W_]+(?: [^\W_]+)*")
_GLUED = re.compile(r"(?<![\w-])[A-Z][\w.]*(?:-[A-Z][\w.]*)+")
_LEADING_ARTICLE = re.compile(r"^[Tt]he ")


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entity that a stretch of text may name, and by what sort of name (``name``, ``demonym``, ``capital`` ...)."""

    entity: str
    kind: str
    name: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A stretch of tokens with all that it may name."""

    start: int
    end: int
    candidates: tuple[Candidate, ...]
    glued: bool = False
    """True where one token holds several names: all candidates are meant."""


Finder = Callable[[Doc, str], tuple[Hit, ...]]


def unaccented(text: str) -> str:
    """Drop accents.

    >>> unaccented("Nicolás")
    'Nicolas'
    """
    return "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))


def name_finder(nlp: Language, world: World) -> Finder:
    """Build the finder of a world's names; call it with a parsed text and the text as given.

    Hits do not overlap: the longest wins, then the first.
    """
    table: dict[str, dict[Candidate, None]] = defaultdict(dict)
    spellings: dict[str, str] = {}
    for candidate in _candidates(world):
        table[_squeeze(candidate.name).lower()][candidate] = None
        spellings.setdefault(candidate.name.lower(), candidate.name)
    types = {entity.id: entity.type for entity in world.entities.values()}
    matcher = PhraseMatcher(nlp.vocab, attr="LOWER")
    matcher.add("name", [_pattern(nlp, text) for text in spellings.values()])

    def find(doc: Doc, text: str) -> tuple[Hit, ...]:
        spans = sorted(matcher(doc, as_spans=True), key=lambda span: (span.start - span.end, span.start))
        taken: set[int] = set()
        hits = list(_glued(doc, text, table))
        for span in spans:
            if taken.isdisjoint(range(span.start, span.end)):
                candidates = tuple(_fitting(span, text, table[_squeeze(span.text).lower()]))
                if candidates:
                    taken.update(range(span.start, span.end))
                    hits.append(Hit(span.start, span.end, candidates))
            elif inner := tuple(_fitting(span, text, table[_squeeze(span.text).lower()])):
                outer = next((hit for hit in hits if hit.start <= span.start and span.end <= hit.end), None)
                if outer is not None and _stays(span, inner, outer, types):
                    hits.append(Hit(span.start, span.end, inner))
        return tuple(sorted(hits, key=lambda hit: hit.start))

    return find


def _stays(span: Span, inner: tuple[Candidate, ...], outer: Hit, types: Mapping[str, str]) -> bool:
    """Tell whether a state's name counts inside a longer one: in a body's name, or as a member of a pair."""
    if outer.glued or any(types[one.entity] not in _MEMBERS or one.kind == "capital" for one in inner):
        return False
    kinds = {types[one.entity] for one in outer.candidates}
    states = all(types[one.entity] == "State" for one in inner)
    if kinds <= _BODIES and states:
        before = span.doc[span.start - 1].lower_ if span.start else ""
        return span.start == outer.start or before in ("of", "the")
    if kinds == {"Event"} and span.start == outer.start:
        return True
    return kinds <= _PAIRED and len(span) == 1 and (_hyphen_follows(span) or span.doc[span.start - 1].text == "-")


_MEMBERS = frozenset({"State", "Organization", "Alliance"})
_BODIES = frozenset({"GovernmentBody", "ArmedForce", "MediaOutlet", "Office"})
_PAIRED = frozenset({"Agreement", "War", "Event", "Alliance", "MilitaryExercise", "Arrangement"})


def _glued(doc: Doc, text: str, table: Mapping[str, Mapping[Candidate, None]]) -> Iterator[Hit]:
    """Yield the names in tokens that hold several ("U.S.-Japan"), all as members of one hit."""
    for found in _GLUED.finditer(doc.text):
        span = doc.char_span(*found.span(), alignment_mode="expand")
        for token in span if span is not None else ():
            members = (
                [
                    one
                    for part in token.text.split("-")
                    for one in list(table.get(part.lower(), ()))[:1]
                    if case_fits(one.name, part)
                ]
                if "-" in token.text[1:-1]
                else []
            )
            if len(members) > 1:
                yield Hit(token.i, token.i + 1, tuple(members), glued=True)


def _candidates(world: World) -> Iterator[Candidate]:
    """Give every English name with its plain spelling, in the world's order."""
    for name in world.names:
        if name.language in _LANGUAGES and len(name.text) > 1:
            for spelling in _spellings(name.text):
                yield Candidate(name.entity, name.kind, spelling)


_LANGUAGES = frozenset({"", "en", None})


def _spellings(text: str) -> Iterable[str]:
    bare = _LEADING_ARTICLE.sub("", text).removesuffix("-")
    return dict.fromkeys((bare, unaccented(bare)))


def _pattern(nlp: Language, text: str) -> Doc:
    """Give a name's tokens; plain words need no tokenizer, which saves most of the time."""
    return Doc(nlp.vocab, words=text.split()) if _PLAIN.fullmatch(text) else nlp.make_doc(text)


def _squeeze(text: str) -> str:
    return "".join(text.split())


def _fitting(span: Span, text: str, candidates: Iterable[Candidate]) -> Iterator[Candidate]:
    shown = text[span.start_char : span.end_char]
    lowered = shown.isupper() and not span.text.isupper()  # upper-case text that was lowered for the parser
    if lowered and len(span) == 1 and span[0].is_stop:
        return
    for candidate in candidates:
        if candidate.kind == "prefix" and not _hyphen_follows(span):
            continue
        if case_fits(candidate.name, shown, whole_upper=lowered):
            yield candidate


def _hyphen_follows(span: Span) -> bool:
    return span.end < len(span.doc) and span.doc[span.end].text == "-" and not span[-1].whitespace_


def case_fits(name: str, shown: str, *, whole_upper: bool = False) -> bool:
    """Tell whether a text may show a name: its capitals are capitals there, and no others but in all capitals.

    >>> case_fits("US", "us"), case_fits("Turkey", "TURKEY"), case_fits("Mali", "mali"), case_fits("WHO", "Who")
    (False, True, False, False)
    """
    if whole_upper or shown == name:
        return True
    flat, model = _squeeze(shown), _squeeze(name)
    if len(flat) != len(model):
        return False
    if flat.isupper():
        return len(model) > 3 or model.isupper()
    starts = {0, *(len(_squeeze(name[:i])) for i in range(1, len(name)) if not name[i - 1].isalnum())}
    return all(
        one == other or (other.islower() and i in starts)
        for i, (one, other) in enumerate(zip(flat, model, strict=True))
    )
