"""Find quotations and lay them over the speeches that the syntax gave."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from kg.read import cues
from kg.read.speaker import phrase, speaker
from kg.read.speech import Range, Speech, overlap
from kg.read.syntax import is_verb


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quoted stretch, marks included (tokens, half open); ``full`` if it can stand as a sentence of its own."""

    start: int
    end: int
    full: bool


def quotations(doc: Doc) -> list[Quotation]:
    """Give the quotations in text order; one that is never closed ends with its paragraph."""
    out: list[Quotation] = []
    opened: int | None = None
    for token in doc:
        if _is_break(token):
            if opened is not None:
                out.append(_quotation(doc, opened, token.i))
                opened = None
        elif _is_mark(token):
            if opened is None:
                if not _only_closes(token):
                    opened = token.i
            elif _opens_anew(token):
                opened = token.i
            else:
                out.append(_quotation(doc, opened, token.i + 1))
                opened = None
    if opened is not None:
        out.append(_quotation(doc, opened, len(doc)))
    return [one for one in out if one.end - one.start > 2]


def _is_break(token: Token) -> bool:
    return token.is_space and "\n" in token.text


def _is_mark(token: Token) -> bool:
    return '"' in token.text or token.text == "''"


def _only_closes(token: Token) -> bool:
    """Tell a mark that can only close: glued to the word before, with a space after."""
    before = token.doc[token.i - 1] if token.i else None
    return (
        before is not None
        and not before.whitespace_
        and not before.is_space
        and not before.is_punct
        and bool(token.whitespace_)
    )


def _opens_anew(token: Token) -> bool:
    """Tell a mark that can only open: a space before, none after."""
    if token.i == 0 or token.i + 1 >= len(token.doc):
        return False
    before = token.doc[token.i - 1]
    return (
        bool(before.whitespace_)
        and not token.whitespace_
        and token.doc[token.i + 1].is_alpha
    )


def _quotation(doc: Doc, start: int, end: int) -> Quotation:
    inner = doc[start + 1 : max(end - 1, start + 1)]
    full = (
        len(inner) > 3
        and any(token.pos_ in {"VERB", "AUX"} for token in inner)
        and (
            inner[-1].text in {".", ",", "?", "!", "...", "…"}
            or doc[min(end, len(doc) - 1)].text in {".", ","}
            or inner[0].text[:1].isupper()
        )
    )
    return Quotation(start, end, full)


def quoted(doc: Doc, speeches: Iterable[Speech]) -> list[Speech]:
    """Stretch speeches over the quotations they touch, and find speakers for those that no speech touches."""
    out = sorted(speeches, key=lambda one: one.content)
    last: int | None = None  # the speech that goes on
    for quote in quotations(doc):
        found = _covering(out, quote)
        if found is not None:
            out[found] = _stretched(out[found], quote)
            last = found
            continue
        if not quote.full:
            continue
        made = _announced(doc, quote)
        if made is not None:
            same = next(
                (i for i, one in enumerate(out) if one.cue_head == made.cue_head), None
            )
            if same is not None:
                out[same] = _stretched(out[same], quote)
                last = same
            else:
                out.append(made)
                last = len(out) - 1
        elif last is not None and _goes_on(doc, out[last], quote):
            out[last] = _stretched(out[last], quote)
    return out


def _covering(speeches: list[Speech], quote: Quotation) -> int | None:
    """Give the outermost speech with a part in the quotation, and with its cue outside."""
    span = (quote.start, quote.end)
    fit = [
        i
        for i, one in enumerate(speeches)
        if overlap(one.content, span) and _outside(one, span)
    ]
    return max(
        fit,
        key=lambda i: (
            overlap(speeches[i].content, span),
            speeches[i].content[1] - speeches[i].content[0],
        ),
        default=None,
    )


def _outside(speech: Speech, span: Range) -> bool:
    return speech.cue_head is None or not span[0] <= speech.cue_head < span[1]


def _stretched(speech: Speech, quote: Quotation) -> Speech:
    if not quote.full:
        return speech
    return replace(
        speech,
        content=(
            min(speech.content[0], quote.start),
            max(speech.content[1], quote.end),
        ),
    )


def _announced(doc: Doc, quote: Quotation) -> Speech | None:
    """Find the verb before (":" or ",") or after a quotation that the parse left without it."""
    for verb in _near(doc, quote):
        if {"that", "quote"} & set(cues.frames("V", verb.lemma_)):
            who = speaker(verb)
            source, head = phrase(
                who, verb.i if who is not None and who.i < verb.i else None
            )
            if source is not None and overlap(source, (quote.start, quote.end)) == 0:
                return Speech(
                    (quote.start, quote.end),
                    source,
                    head,
                    (verb.i, verb.i + 1),
                    verb.i,
                    "say",
                )
    return None


def _near(doc: Doc, quote: Quotation) -> Iterator[Token]:
    after = doc[quote.end : min(quote.end + 12, len(doc))]
    for token in after:
        if _is_break(token) or _is_mark(token) or token.text in {".", "?", "!"}:
            break
        if is_verb(token):
            yield token
            break
    for i in range(quote.start - 1, max(quote.start - 25, -1), -1):
        if _is_mark(doc[i]) or doc[i].text in {".", "?", "!"}:
            break
        if is_verb(doc[i]):
            yield doc[i]


def _goes_on(doc: Doc, speech: Speech, quote: Quotation) -> bool:
    """Tell whether a quotation follows the last one with nothing between but its speaker."""
    end = max(
        speech.content[1],
        speech.cue[1] if speech.cue else 0,
        speech.source[1] if speech.source else 0,
    )
    return quote.start - end <= 3
