"""Find who speaks in a quotation, and for whom they say *we*."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from kg.read.mentions_words import nouns, words
from kg.read.references_definite import issuer
from kg.read.references_owners import owners_of
from kg.read.references_sides import side_of
from kg.read.references_values import NOBODY, Answer
from kg.read.references_walk import Walk, children, is_a

if TYPE_CHECKING:
    from spacy.tokens import Token

    from kg.read.mentions_values import Referent

Quote = tuple[int, int]
_OURS = frozenset({"we", "us", "our", "ours", "ourselves"})


def speaking(token: Token, walk: Walk) -> Answer:
    """Resolve *we* and *I* inside a quotation to its speaker, *we* to the speaker's state or body."""
    quote = walk.quote_of[token.i]
    found = speaker(quote, walk) if quote else ()
    if not found:
        behind = _spoken_for(quote, walk) if quote else ()
        return (behind, 0.55, "the speaker's side") if behind and token.lower_ in _OURS else NOBODY
    if token.lower_ in ("i", "me", "my", "mine", "myself"):
        return found, 0.75, "the speaker"
    side = side_of(found[0], walk)
    return ((side,), 0.6, "the speaker's side") if side is not None else NOBODY


def speakers_state(token: Token, walk: Walk) -> Answer:
    """Give the state of who speaks in a quotation: "the government", said by its spokesman."""
    quote = walk.quote_of[token.i]
    spoken = speaker(quote, walk) if quote is not None and is_direct(quote, walk) else ()
    side = side_of(spoken[0], walk) if len(spoken) == 1 and is_a(spoken[0].type, "Person", "GovernmentBody") else None
    return ((side,), 0.6, "the speaker's state") if side is not None and side.type == "State" else NOBODY


def _spoken_for(quote: Quote, walk: Walk) -> tuple[Referent, ...]:
    """Give the state of whoever is named by an office behind a quotation: '"...," the **Chadian** envoy said'."""
    here = walk.sentence_of[quote[0]]
    subject = _nearest_subject(quote, range(here, walk.sentence_of[min(quote[1] + 1, len(walk.doc) - 1)] + 1), walk)
    owners = owners_of(subject, walk) if subject is not None and subject.pos_ == "NOUN" else ()
    return owners if len(owners) == 1 and owners[0].type == "State" else ()


def is_direct(quote: Quote, walk: Walk) -> bool:
    """Tell whether a quotation is a speech of its own, not words taken into the sentence ("said that it 'applied'")."""
    start = quote[0]
    before = walk.doc[start - 1] if start else None
    return (
        before is None
        or before.is_space
        or before.text in {",", ":"}
        or walk.sentence_of[start - 1] != walk.sentence_of[start]
    )


def speaker(quote: Quote, walk: Walk) -> tuple[Referent, ...]:
    """Give who says a quotation: the subject of the nearest speech verb outside it, in its first or last sentence."""
    first, last = walk.sentence_of[quote[0]], walk.sentence_of[min(quote[1] + 1, len(walk.doc) - 1)]
    for sentences in (range(first, last + 1), range(first - 1, first)):
        subject = _nearest_subject(quote, sentences, walk)
        if subject is not None:
            return _known(subject, walk)
    return ()


def _nearest_subject(quote: Quote, sentences: range, walk: Walk) -> Token | None:
    """Give the subject of the speech verb nearest to a quotation, in some sentences, outside all quotations."""
    doc, speech = walk.doc, words("words")["speech"]
    first, end = (bisect_left(walk.sentence_of, number) for number in (sentences.start, sentences.stop))
    near = [i for i in range(first, end) if walk.quote_of[i] is None]
    for i in sorted(near, key=lambda i: min(abs(i - quote[0]), abs(i - quote[1]))):
        subject = next(children(doc[i], "nsubj"), None) if doc[i].lemma_ in speech and doc[i].pos_ == "VERB" else None
        if subject is not None:
            return subject
    return None


def _known(subject: Token, walk: Walk) -> tuple[Referent, ...]:
    """Give who the subject of a speech verb is, also where it follows the quotation and is not yet understood."""
    found = walk.by_head.get(subject.i)
    if found is not None and found.entities:
        return found.entities if is_a(found.type, "Actor") else ()
    sets = words("words")
    if subject.lower_ in sets["person"] or subject.lower_ in ("it", "they"):
        classes = ("Person",) if subject.lower_ in sets["person"] else ("State", "Organization")
        before = (one for one in walk.before(subject, 2) if is_a(one.found.type, *classes) and one.role == "nsubj")
        last = next((one for one in before if walk.quote_of[one.found.head] is None), None)
        return last.referents if last is not None else ()
    noun = nouns().get(subject.lemma_.lower())
    return issuer(subject, walk)[0] if noun is not None and noun.use == "document" else ()
