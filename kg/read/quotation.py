"""Find quotations, however badly their marks are set, and lay them over the speeches that the syntax gave.

Pairing works paragraph by paragraph and looks at the spaces around a mark, so that one mark too many or too few spoils
no more than its own paragraph.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from kg.read import reporting
from kg.read.speaker import phrase, speaker
from kg.read.speech import Range, Speech, is_break, is_mark, overlap
from kg.read.syntax import is_verb

_SENTENCE_END = frozenset({".", "?", "!"})
_ENDS_INSIDE = _SENTENCE_END | {",", "...", "…", "-", "--", "—"}
_FEWEST = 3  # words that can be said as a sentence
_AFTER, _BEFORE = 40, 25  # tokens in which the reporting verb is looked for


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quoted stretch, marks included (tokens, half open).

    ``full`` if it can stand as a sentence of its own, ``runs_on`` if its paragraph ends before it is closed.
    """

    start: int
    end: int
    full: bool
    runs_on: bool = False


def quotations(doc: Doc) -> list[Quotation]:
    """Give the quotations in text order; one that is never closed ends with its paragraph."""
    return [one for one in _pairs(doc) if one.end - one.start > 2]


def _pairs(doc: Doc) -> Iterator[Quotation]:
    single = not any(is_mark(token) for token in doc)
    opened: int | None = None
    for token in doc:
        if is_break(token):
            if opened is not None:
                yield _quotation(doc, opened, token.i, runs_on=True)
            opened = None
        elif (_is_single(token) if single else is_mark(token)) and not (opened is None and _only_closes(token)):
            if opened is not None and not _only_opens(token):
                yield _quotation(doc, opened, token.i + 1)
                opened = None
            else:
                opened = token.i
    if opened is not None:
        yield _quotation(doc, opened, len(doc), runs_on=True)


def _is_single(token: Token) -> bool:
    """Tell a single quotation mark from an apostrophe."""
    return token.text == "'" and token.tag_ != "POS"


def _only_closes(token: Token) -> bool:
    """Tell a mark that can only close: glued to the word before, with a space after."""
    before = token.doc[token.i - 1] if token.i else None
    glued = before is not None and not before.whitespace_ and not before.is_space
    return glued and (bool(token.whitespace_) or token.i + 1 == len(token.doc) or is_break(token.nbor()))


def _only_opens(token: Token) -> bool:
    """Tell a mark that can only open: a space before, a word glued to it."""
    if token.i == 0 or token.i + 1 >= len(token.doc):
        return False
    return bool(token.doc[token.i - 1].whitespace_) and not token.whitespace_ and token.nbor().is_alpha


def _quotation(doc: Doc, start: int, end: int, *, runs_on: bool = False) -> Quotation:
    inner = doc[start + 1 : max(end if runs_on else end - 1, start + 1)]
    if len([token for token in inner if token.is_alpha]) < _FEWEST:
        after = doc[end].text if end < len(doc) else ""
        return Quotation(
            start, end, bool(inner) and inner[-1].text in {",", "?", "!"} and after not in {",", ")"}, runs_on
        )
    verbal = any(token.pos_ in {"VERB", "AUX"} for token in inner)
    set_off = (
        inner[-1].text in _ENDS_INSIDE
        or inner[0].text[:1].isupper()
        or (end < len(doc) and doc[end].text in {".", ","})
    )
    return Quotation(start, end, verbal and set_off, runs_on)


def quoted(doc: Doc, speeches: Iterable[Speech]) -> list[Speech]:
    """Stretch speeches over the quotations they reach into, and find who says those that none reaches into."""
    quotes = quotations(doc)
    out = sorted(_inside_stays_inside(speeches, quotes), key=lambda one: one.content)
    last: int | None = None  # the speech that a quotation without speaker goes on
    before: Quotation | None = None
    for block in _blocks(doc, quotes):
        found = next((i for i in (_reaching(out, quote) for quote in block) if i is not None), None)
        if found is None:
            found = next((i for i in (_told(doc, out, quote) for quote in block if quote.full) if i is not None), None)
        if found is None and last is not None and block[0].full and _goes_on(doc, out[last], before, block[0]):
            found = last
        if found is not None:
            for quote in block:
                out[found] = _stretched(out[found], quote)
            last, before = found, block[-1]
    return out


def _inside_stays_inside(speeches: Iterable[Speech], quotes: list[Quotation]) -> Iterator[Speech]:
    """Yield speeches, cut so that a cue inside a quotation announces nothing outside it."""
    around = {i: quote for quote in quotes if not quote.runs_on for i in range(quote.start, quote.end)}
    for one in speeches:
        quote = around.get(one.place)
        start, end = (
            (one.content[0], one.content[1])
            if quote is None
            else (max(one.content[0], quote.start), min(one.content[1], quote.end))
        )
        if start < end:
            yield replace(one, content=(start, end))


def _blocks(doc: Doc, quotes: Iterable[Quotation]) -> list[list[Quotation]]:
    """Put together the paragraphs of one quotation: each but the last is left open, the next opens anew at once."""
    out: list[list[Quotation]] = []
    for quote in quotes:
        if out and out[-1][-1].runs_on and all(token.is_space for token in doc[out[-1][-1].end : quote.start]):
            out[-1].append(quote)
        else:
            out.append([quote])
    return out


def _reaching(speeches: list[Speech], quote: Quotation) -> int | None:
    """Give the speech that has most in the quotation while its cue stands outside; of equals, the outermost."""
    span = (quote.start, quote.end)
    fit = [i for i, one in enumerate(speeches) if overlap(one.content, span) and not span[0] <= one.place < span[1]]
    return max(fit, key=lambda i: (overlap(speeches[i].content, span), _length(speeches[i])), default=None)


def _length(speech: Speech) -> int:
    return speech.content[1] - speech.content[0]


def _stretched(speech: Speech, quote: Quotation) -> Speech:
    if not quote.full:
        return speech
    (start, end), gaps = speech.content, speech.gaps
    if quote.start > end:
        gaps = (*gaps, (end, quote.start))
    elif quote.end < start:
        gaps = (*gaps, (quote.end, start))
    return replace(speech, content=(min(start, quote.start), max(end, quote.end)), gaps=gaps, clausal=True)


def _told(doc: Doc, speeches: list[Speech], quote: Quotation) -> int | None:
    """Give the speech of the verb next to a quotation that the parse left without it; a new one is added."""
    for verb in _near(doc, quote):
        known = next((i for i, one in enumerate(speeches) if one.cue_head == verb.i), None)
        if known is not None and _is_report(speeches[known], quote):
            return known
        made = _report(verb, quote)
        if made is not None:
            speeches.append(made)
            return len(speeches) - 1
    return None


def _is_report(speech: Speech, quote: Quotation) -> bool:
    """Tell whether nothing but the report itself stands between its content and the quotation."""
    parts: list[Range] = [speech.content, *(part for part in (speech.source, speech.cue) if part is not None)]
    return quote.start - max(end for _, end in parts) < _AFTER and speech.clausal


def _report(verb: Token, quote: Quotation) -> Speech | None:
    who = speaker(verb)
    source, head = phrase(who, verb.i if who is not None and who.i < verb.i else None)
    if source is None or overlap(source, (quote.start, quote.end)):
        return None
    return Speech(
        (quote.start, quote.end), source, head, (verb.i, verb.i + 1), verb.i, "say" if _reports(verb) else "quote"
    )


def _reports(verb: Token) -> bool:
    return bool({"that", "quote"} & set(reporting.frames("V", verb.lemma_)))


def _near(doc: Doc, quote: Quotation) -> Iterator[Token]:
    """Yield the verbs that may report a quotation: after it, before it in the same sentence, or before a colon."""
    last = doc[quote.end - 2].text
    glued = last in {",", "?", "!"}
    for token in doc[quote.end : quote.end + _AFTER * (last != ".")]:
        if is_break(token) or is_mark(token) or token.text in _SENTENCE_END:
            break
        if is_verb(token) and token.dep_ not in {"relcl", "acl"} and (_reports(token) or glued):
            yield token
            break
    start = next((i for i in range(quote.start - 1, -1, -1) if not doc[i].is_space), 0)
    for i in range(start, max(start - _BEFORE, -1), -1):
        if is_mark(doc[i]) or doc[i].text in _SENTENCE_END:
            break
        if is_verb(doc[i]) and (_reports(doc[i]) or doc[start].text == ":"):
            yield doc[i]


def _goes_on(doc: Doc, speech: Speech, before: Quotation | None, quote: Quotation) -> bool:
    """Tell whether a quotation without a speaker of its own goes on with the words of the one before."""
    if before is None:
        return False
    between = doc[before.end : quote.start]
    ends = sum(token.text in _SENTENCE_END for token in between)
    return (
        not any(is_break(token) for token in between)
        and ends <= 1
        and before.end - 1 <= max(speech.content[1], speech.place)
    )
