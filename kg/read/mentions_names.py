"""Find the world's names in a text: one phrase matcher, built once, case told apart afterwards."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc, Span

if TYPE_CHECKING:
    from spacy.language import Language

    from kg.world import World

_PLAIN = re.compile(r"[^\W_]+(?: [^\W_]+)*")
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
    spellings: dict[str, None] = {}
    for candidate in _candidates(world):
        table[_squeeze(candidate.name).lower()][candidate] = None
        spellings[candidate.name.lower()] = None
    matcher = PhraseMatcher(nlp.vocab, attr="LOWER")
    matcher.add("name", [_pattern(nlp, text) for text in spellings])

    def find(doc: Doc, text: str) -> tuple[Hit, ...]:
        spans = sorted(matcher(doc, as_spans=True), key=lambda span: (span.start - span.end, span.start))
        taken: set[int] = set()
        hits = []
        for span in spans:
            if taken.isdisjoint(range(span.start, span.end)):
                candidates = tuple(_fitting(span, text, table[_squeeze(span.text).lower()]))
                if candidates:
                    taken.update(range(span.start, span.end))
                    hits.append(Hit(span.start, span.end, candidates))
        return tuple(sorted(hits, key=lambda hit: hit.start))

    return find


def _candidates(world: World) -> Iterator[Candidate]:
    """Give every English name with its plain spelling, in the world's order."""
    for name in world.names:
        if name.language in _LANGUAGES and name.kind not in _NOT_NAMES and len(name.text) > 1:
            for spelling in _spellings(name.text):
                yield Candidate(name.entity, name.kind, spelling)


_LANGUAGES = frozenset({"", "en", None})
_NOT_NAMES = frozenset({"prefix"})


def _spellings(text: str) -> Iterable[str]:
    bare = _LEADING_ARTICLE.sub("", text)
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
        if case_fits(candidate.name, shown, whole_upper=lowered):
            yield candidate


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
