"""Lay quotations over the speeches that the syntax gave: each gets the speaker who reaches into it, or stands by it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from spacy.tokens import Doc, Token

from kg.read import reporting
from kg.read.quotation import Quotation, blocks, quotations
from kg.read.speaker import agent, any_subject, phrase, speaker, subject
from kg.read.speech import Range, Speech, is_break, is_mark, overlap
from kg.read.syntax import children, is_passive, is_verb

_SENTENCE_END = frozenset({".", "?", "!"})
_AFTER, _BEFORE = 40, 25  # tokens in which the reporting verb is looked for
_ALOUD = frozenset({"say", "quote"})
Reach = dict[int, list[int]]
"""The numbers of the speeches whose content holds a token, or ends just before it."""


def quoted(doc: Doc, speeches: Iterable[Speech]) -> list[Speech]:
    """Stretch speeches over the quotations they reach into, and find who says those that none reaches into."""
    quotes = quotations(doc)
    out = sorted(_kept_inside(speeches, quotes), key=lambda one: one.content)
    reach, cues = _reach(doc, out), {one.place: number for number, one in enumerate(out)}
    last: int | None = None  # the speech that a quotation without speaker goes on
    before: Quotation | None = None
    for block in blocks(doc, quotes):
        found = _first(_reaching(out, reach, quote) for quote in block)
        if found is None:
            found = _first(_told(doc, out, cues, quote) for quote in block if quote.full)
        if found is None and last is not None and before is not None and _goes_on(doc, out[last], before, block[0]):
            found = last
        if found is not None:
            for quote in block:
                out[found] = _stretched(out[found], quote)
            last, before = found, block[-1]
    return out


def cited(doc: Doc, speeches: Iterable[Speech]) -> Iterator[Speech]:
    """Yield the second speaker of "..., **Xinhua** quoted **the minister** as saying": who is quoted, or who quotes."""
    for one in speeches:
        cue = None if one.cue_head is None else doc[one.cue_head]
        quoting = None if cue is None else _quoting(cue)
        if cue is not None and one.clausal:
            yield from _cited_for(one, cue)
        if cue is None or quoting is None or not one.clausal:
            continue
        verb, saying = quoting
        if cue == saying:
            yield from _told_through(one, _quoter(verb, saying), verb)
        elif one.content[1] <= verb.i:
            yield from _told_through(one, _whom(verb), saying)


def _cited_for(one: Speech, cue: Token) -> Iterator[Speech]:
    """Yield what those say whom a report names for it: "Reuters reported, citing **two officials**"."""
    told = [cue, *(clause for clause in children(cue, "ccomp") if clause.i > cue.i)]
    citing = [part for verb in told for part in children(verb, "advcl", "acl", "prep") if part.lower_ == "citing"]
    for word in citing:
        for whom in children(word, "dobj", "pobj"):
            known = reporting.frames("G", whom.lemma_) or reporting.frames("D", whom.lemma_)
            if word.i > cue.i and (known or whom.ent_type_ == "PERSON"):
                yield from _told_through(one, whom, word)


def _quoting(cue: Token) -> tuple[Token, Token] | None:
    """Give the verbs of "quoted X as saying", from either of the two."""
    verb = cue.head.head if cue.dep_ == "pcomp" else cue
    saying = [said for word in children(verb, "prep") if word.lower_ == "as" for said in children(word, "pcomp")]
    known = verb.lemma_ in {"quote", "cite"} and saying and _reports(saying[0]) and cue in (verb, saying[0])
    return (verb, saying[0]) if known else None


def _quoter(verb: Token, saying: Token) -> Token | None:
    return agent(verb) or agent(saying) if is_passive(verb) else subject(verb)


def _whom(verb: Token) -> Token | None:
    return any_subject(verb) if is_passive(verb) else next(iter(children(verb, "dobj")), None)


def _told_through(one: Speech, who: Token | None, cue: Token) -> Iterator[Speech]:
    source, head = phrase(who, cue.i if who is not None and who.i < cue.i else None)
    if source is not None and head != one.head:
        yield replace(one, source=source, head=head, cue=(cue.i, cue.i + 1), cue_head=cue.i, kind="say")


def _first(found: Iterable[int | None]) -> int | None:
    return next((number for number in found if number is not None), None)


def _kept_inside(speeches: Iterable[Speech], quotes: list[Quotation]) -> Iterator[Speech]:
    """Yield speeches, cut so that a cue inside a quotation announces nothing outside it."""
    around = {i: quote for quote in quotes if not quote.runs_on for i in range(quote.start, quote.end)}
    for one in speeches:
        quote = around.get(one.place)
        if quote is None:
            yield one
        elif overlap(one.content, (quote.start, quote.end)):
            yield replace(one, content=(max(one.content[0], quote.start), min(one.content[1], quote.end)))


def _reach(doc: Doc, speeches: list[Speech]) -> Reach:
    reach: Reach = {}
    for number, (start, end) in enumerate(one.content for one in speeches):
        touched = end < len(doc) and not doc[end].is_sent_start
        for token in range(start, end + touched):
            reach.setdefault(token, []).append(number)
    return reach


def _reaching(speeches: list[Speech], reach: Reach, quote: Quotation) -> int | None:
    """Give the speech that has most in the quotation while its cue stands outside; of equals, the outermost."""
    span = (quote.start, quote.end)
    near = {number for token in range(*span) for number in reach.get(token, ())}
    fit = [number for number in sorted(near) if not span[0] <= speeches[number].place < span[1]]
    return max(fit, key=lambda i: (overlap(speeches[i].content, span), _length(speeches[i])), default=None)


def _length(speech: Speech) -> int:
    return speech.content[1] - speech.content[0]


def _stretched(speech: Speech, quote: Quotation) -> Speech:
    """Let a content hold the whole of a quotation; what stands between two of them is a gap."""
    (start, end), gaps = speech.content, speech.gaps
    if not quote.full and (quote.start > end or quote.end < start):
        return speech
    if quote.start > end:
        gaps = (*gaps, (end, quote.start))
    elif quote.end < start:
        gaps = (*gaps, (quote.end, start))
    content = min(start, quote.start), max(end, quote.end)
    return replace(speech, content=content, gaps=gaps, clausal=speech.clausal or quote.full)


def _told(doc: Doc, speeches: list[Speech], cues: dict[int, int], quote: Quotation) -> int | None:
    """Give the speech of the verb next to a quotation that the parse left without it; a new one is added."""
    for verb in _near(doc, quote):
        known = cues.get(verb.i)
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
    who, quoting = speaker(verb), _quoting(verb)
    if who is None and quoting is not None:  # "the minister was quoted as **saying** by Reuters"
        who, verb = _whom(verb), quoting[1]
    source, head = phrase(who, verb.i if who is not None and who.i < verb.i else None)
    if source is None or overlap(source, (quote.start, quote.end)):
        return None
    kind = "say" if _reports(verb) else "quote"
    return Speech((quote.start, quote.end), source, head, (verb.i, verb.i + 1), verb.i, kind)


def _reports(verb: Token) -> bool:
    return bool({"that", "quote"} & set(reporting.frames("V", verb.lemma_)))


def _near(doc: Doc, quote: Quotation) -> Iterator[Token]:
    """Yield the verbs that may report a quotation: after it, before it in the same sentence, or before a colon."""
    yield from _verb_after(doc, quote)
    start = next((i for i in range(quote.start - 1, -1, -1) if not doc[i].is_space), 0)
    for i in range(start, max(start - _BEFORE, -1), -1):
        if is_mark(doc[i]) or doc[i].text in _SENTENCE_END:
            break
        if is_verb(doc[i]) and (_reports(doc[i]) or doc[start].text == ":"):
            yield doc[i]


def _verb_after(doc: Doc, quote: Quotation) -> Iterator[Token]:
    """Yield the verb of the clause after a quotation, unless a full stop closed it: that clause is a new sentence."""
    last = doc[quote.end - 2].text
    if last == ".":
        return
    for token in doc[quote.end : quote.end + _AFTER]:
        if is_break(token) or is_mark(token) or token.text in _SENTENCE_END:
            return
        if (
            is_verb(token)
            and token.is_ascii
            and token.dep_ not in {"relcl", "acl"}
            and (_reports(token) or last in {",", "?", "!"})
        ):
            yield token
            return


def _goes_on(doc: Doc, speech: Speech, before: Quotation, quote: Quotation) -> bool:
    """Tell whether a quotation without a speaker of its own goes on with the words of the one before."""
    between = doc[before.end : quote.start]
    if not quote.full or before.runs_on or before.end - 1 > max(speech.content[1], speech.place):
        return False
    ends = sum(token.text in _SENTENCE_END for token in between)
    breaks = [token.i for token in between if is_break(token)]
    return ends <= 1 and (
        not breaks or (speech.kind in _ALOUD and all(token.is_space for token in doc[breaks[0] : quote.start]))
    )
