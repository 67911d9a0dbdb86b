"""Copy a parse into plain objects with spaCy's names: a look at a spaCy token makes a new object, a look here none.

Reading looks at each token some hundred times, so that the looks, not the rules, were most of its cost.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from typing import TYPE_CHECKING, Any, cast, overload

import spacy.tokens
from spacy import attrs

_ATTRIBUTES = (
    attrs.ORTH,
    attrs.LOWER,
    attrs.LEMMA,
    attrs.POS,
    attrs.TAG,
    attrs.DEP,
    attrs.ENT_TYPE,
    attrs.IDX,
    attrs.SPACY,
    attrs.IS_ALPHA,
    attrs.IS_SPACE,
    attrs.IS_PUNCT,
    attrs.SENT_START,
    attrs.HEAD,
)
_STRINGS = 7  # so many of them, from the first, are numbers of strings


class Token:
    """A token that answers what `spacy.tokens.Token` answers; the rarer questions are passed on to that."""

    __slots__ = (
        "children",
        "dep_",
        "doc",
        "ent_type_",
        "head",
        "i",
        "idx",
        "is_alpha",
        "is_punct",
        "is_sent_start",
        "is_space",
        "lemma_",
        "lower_",
        "pos_",
        "tag_",
        "text",
        "whitespace_",
    )
    doc: Doc
    head: Token
    children: list[Token]
    i: int
    idx: int
    text: str
    whitespace_: str
    lower_: str
    lemma_: str
    pos_: str
    tag_: str
    dep_: str
    ent_type_: str
    is_alpha: bool
    is_space: bool
    is_punct: bool
    is_sent_start: bool

    def __len__(self) -> int:
        return len(self.text)

    def __repr__(self) -> str:
        return self.text

    if TYPE_CHECKING:  # what is passed on, see below

        def __getattr__(self, name: str) -> Any: ...

    @property
    def parsed(self) -> spacy.tokens.Token:
        """What it was copied from."""
        return self.doc.parsed[self.i]

    @property
    def lefts(self) -> list[Token]:
        """The children before it."""
        return [child for child in self.children if child.i < self.i]

    @property
    def rights(self) -> list[Token]:
        """The children behind it."""
        return [child for child in self.children if child.i > self.i]

    @property
    def ancestors(self) -> Iterator[Token]:
        """Its head, the head of that, and so on."""
        token = self
        while token.head is not token:
            token = token.head
            yield token

    @property
    def subtree(self) -> Iterator[Token]:
        """It and all below it, in text order."""
        for child in self.lefts:
            yield from child.subtree
        yield self
        for child in self.rights:
            yield from child.subtree

    @property
    def sent(self) -> Span:
        """Its sentence."""
        return self.doc.sentence_of[self.i]

    @property
    def conjuncts(self) -> tuple[Token, ...]:
        """All that is coordinated with it."""
        return tuple(self.doc[one.i] for one in self.doc.parsed[self.i].conjuncts)

    def nbor(self, by: int = 1) -> Token:
        """Give the token so many further on."""
        if not 0 <= self.i + by < len(self.doc):
            raise IndexError(self.i + by)
        return self.doc[self.i + by]


class Span:
    """A stretch of tokens that answers what `spacy.tokens.Span` answers."""

    __slots__ = ("doc", "end", "start")

    def __init__(self, doc: Doc, start: int, end: int) -> None:
        self.doc, self.start, self.end = doc, start, end

    if TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any: ...

    @property
    def parsed(self) -> spacy.tokens.Span:
        """What it was copied from."""
        return self.doc.parsed[self.start : self.end]

    def __len__(self) -> int:
        return self.end - self.start

    def __iter__(self) -> Iterator[Token]:
        return iter(self.doc.tokens[self.start : self.end])

    @overload
    def __getitem__(self, which: int) -> Token: ...
    @overload
    def __getitem__(self, which: slice) -> Span: ...
    def __getitem__(self, which: int | slice) -> Token | Span:
        if isinstance(which, slice):
            start, end, _ = which.indices(len(self))
            return Span(self.doc, self.start + start, self.start + max(start, end))
        return self.doc.tokens[self.start : self.end][which]

    @property
    def text(self) -> str:
        """Its text as it stands there."""
        return self.doc.text[self.start_char : self.end_char]

    @property
    def start_char(self) -> int:
        """Where its first character is."""
        return self.doc.tokens[self.start].idx if self.start < len(self.doc.tokens) else len(self.doc.text)

    @property
    def end_char(self) -> int:
        """Where the character behind its last one is."""
        if self.end == self.start:
            return self.start_char
        last = self.doc.tokens[self.end - 1]
        return last.idx + len(last.text)


class Doc:
    """A parsed text that answers what `spacy.tokens.Doc` answers; ``parsed`` is that."""

    __slots__ = ("parsed", "sentence_of", "sents", "text", "tokens")

    def __init__(self, parsed: spacy.tokens.Doc) -> None:
        self.parsed, self.text = parsed, parsed.text
        self.tokens = _tokens(self, parsed)
        starts = [token.i for token in self.tokens if token.is_sent_start or not token.i]
        self.sents = [Span(self, start, end) for start, end in pairwise([*starts, len(parsed)])]
        self.sentence_of = [sent for sent in self.sents for _ in range(len(sent))]

    def __len__(self) -> int:
        return len(self.tokens)

    def __iter__(self) -> Iterator[Token]:
        return iter(self.tokens)

    @overload
    def __getitem__(self, which: int) -> Token: ...
    @overload
    def __getitem__(self, which: slice) -> Span: ...
    def __getitem__(self, which: int | slice) -> Token | Span:
        if not isinstance(which, slice):
            return self.tokens[which]
        start, end, _ = which.indices(len(self.tokens))
        return Span(self, start, max(start, end))

    @property
    def ents(self) -> tuple[spacy.tokens.Span, ...]:
        """The names that spaCy found, as spaCy's own spans."""
        return tuple(self.parsed.ents)

    def char_span(self, start: int, end: int, alignment_mode: str = "strict") -> Span | None:
        """Give the tokens of a stretch of characters."""
        return cast("Span | None", self.own(self.parsed.char_span(start, end, alignment_mode=alignment_mode)))

    def own(self, value: object) -> object:
        """Give the plain copy of a token or span, anything else itself."""
        if isinstance(value, spacy.tokens.Token):
            return self.tokens[value.i]
        return self[value.start : value.end] if isinstance(value, spacy.tokens.Span) else value


def _tokens(doc: Doc, parsed: spacy.tokens.Doc) -> list[Token]:
    rows = parsed.to_array(list(_ATTRIBUTES)).T
    heads = rows[-1].astype("int64").tolist()
    strings = parsed.vocab.strings
    numbers = {int(number) for row in rows[:_STRINGS] for number in set(row.tolist())}
    text_of = {number: strings[number] for number in numbers}
    columns = [[text_of[number] for number in row.tolist()] for row in rows[:_STRINGS]]
    columns += [row.tolist() for row in rows[_STRINGS:-1]]
    tokens = [Token.__new__(Token) for _ in heads]
    for i, (token, distance, values) in enumerate(zip(tokens, heads, zip(*columns, strict=True), strict=True)):
        token.doc, token.i, token.head, token.children = doc, i, tokens[i + distance], []
        token.text, token.lower_, token.lemma_, token.pos_, token.tag_, token.dep_, token.ent_type_ = values[:_STRINGS]
        token.idx, spaced, token.is_alpha, token.is_space, token.is_punct, starts = values[_STRINGS:]
        token.whitespace_ = " " if spaced else ""
        token.is_sent_start = starts == 1
    for token in tokens:
        if token.head is not token:
            token.head.children.append(token)
    return tokens


def _pass_on(copy: type, of: type) -> None:
    """Let a copy answer whatever its original answers and it does not, through its original.

    A property for each, and no ``__getattr__``: a class that has one looks each of its own attributes up five times as
    slowly.
    """
    for name in dir(of):
        if not name.startswith("_") and not hasattr(copy, name):
            setattr(copy, name, _passed_on(name))


def _passed_on(name: str) -> property:
    def answer(copy: Token | Span) -> object:
        return copy.doc.own(getattr(copy.parsed, name))

    return property(answer)


_pass_on(Token, spacy.tokens.Token)
_pass_on(Span, spacy.tokens.Span)


def original(doc: spacy.tokens.Doc) -> spacy.tokens.Doc:
    """Give the parse that a plain copy was made from, as spaCy's own matchers need it; any other parse itself."""
    held: object = doc
    return held.parsed if isinstance(held, Doc) else doc


@contextmanager
def plain(parsed: spacy.tokens.Doc) -> Iterator[spacy.tokens.Doc]:
    """Lend the plain copy of a parse, typed as what it stands for; its tokens are good until the block ends."""
    doc = Doc(parsed)
    try:
        yield cast("spacy.tokens.Doc", doc)
    finally:  # tokens hold each other: without this they would wait for the collector, and memory would not be flat
        for token in doc.tokens:
            del token.doc, token.head, token.children
        for kept in (doc.tokens, doc.sents, doc.sentence_of):
            kept.clear()
