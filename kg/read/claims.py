"""Make claims of propositions: who holds them, how firmly, of what time, and where it is written."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from functools import cache

from slugify import slugify
from spacy.tokens import Doc, Token

from kg.model import MODALITIES, Article, Claim, End, OpenClaim, Span, content_hash
from kg.read import reporting
from kg.read.attribution import Speech, holders
from kg.read.content_tense import content_tense
from kg.read.cues import words
from kg.read.denying import is_conceded
from kg.read.doers import Tie, teller, tie
from kg.read.effects import NEGATION
from kg.read.ends import Ends
from kg.read.frames import GOVERNED
from kg.read.propositions import Proposition
from kg.read.scope import Climb, is_judged
from kg.read.score import score
from kg.read.stance import Stance, stance
from kg.read.syntax import is_verb
from kg.read.uncovered import OpenProposition
from kg.relations import relations
from kg.resources import resource, rows

# Who somebody is, is told by the article even inside a report (CLAIMS.md, decision 7).
DESCRIPTORS = frozenset({"agencyOf", "holdsOffice", "spokespersonOf", "headOfGovernment", "headOfState"})


_NAMING = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ", "X"})


@dataclass(frozen=True, slots=True)
class Scene:
    """What claims are made from, for one article."""

    article: Article
    doc: Doc
    ends: Ends
    speeches: tuple[Speech, ...]
    time_of: Callable[[Token], str | None]
    known: Climb = field(default_factory=Climb)


def claims(scene: Scene, found: Iterable[Proposition]) -> dict[Claim, Proposition]:
    """Give the claims in text order with what each was made of, each triple once for one stretch of text and stance."""
    out: dict[tuple[str, tuple[str, ...], str, str, Span], tuple[Claim, Proposition]] = {}
    for proposition in found:
        claim = _claim(scene, proposition)
        chain = tuple(holder.entity for holder in claim.holders)
        key = (_unordered(claim), chain, claim.polarity, claim.modality, claim.sentence)
        if key not in out or out[key][0].score < claim.score:
            out[key] = (claim, proposition)
    made = [claim for claim, _ in out.values()]
    kept = [pair for pair in out.values() if not _said_by_claiming(pair[0], made)]
    return dict(sorted(kept, key=lambda pair: _place(pair[0])))


def _place(claim: Claim) -> tuple[Span, int, int, str]:
    return claim.trigger, claim.subject.start, claim.object.start, claim.relation


def open_claims(scene: Scene, found: Iterable[OpenProposition]) -> tuple[OpenClaim, ...]:
    """Give what no frame covers as values, in text order."""
    return tuple(dict.fromkeys(_open(scene, one) for one in found))


def _open(scene: Scene, one: OpenProposition) -> OpenClaim:
    trigger, taken = one.trigger, stance(one.trigger, known=scene.known)
    return OpenClaim(
        subject=scene.ends.end(one.subject),
        predicate=one.predicate,
        object=scene.ends.end(one.object),
        sentence=sentence_of(scene, trigger),
        trigger=(trigger.idx, trigger.idx + len(trigger)),
        polarity=taken.polarity,
        modality=taken.modality,
    )


def _said_by_claiming(one: Claim, others: Iterable[Claim]) -> bool:
    """Tell whether a claim is only the content of a claim of sovereignty (CLAIMS.md, decision 3)."""
    if one.relation != "controls":
        return False
    ends = (one.subject.entity, one.object.entity, one.sentence)
    claimed = (
        (other.subject.entity, other.object.entity, other.sentence)
        for other in others
        if other.relation == "claimsSovereigntyOver" and other.trigger < one.trigger
    )
    return ends in claimed


def _unordered(claim: Claim) -> str:
    ends = [claim.subject.entity, claim.object.entity]
    return "|".join([claim.relation, *(sorted(ends) if relations()[claim.relation].symmetric else ends)])


def _claim(scene: Scene, one: Proposition) -> Claim:
    trigger = one.trigger
    subject, object_ = scene.ends.end(one.subject), scene.ends.end(one.object)
    sentence = sentence_of(scene, trigger)
    taken = _stance(scene, one)
    return Claim(
        article=scene.article.id,
        subject=subject,
        relation=one.relation,
        object=_without_partner(object_, subject),
        sentence=sentence,
        quote=quote(sentence, (trigger.idx, trigger.idx + len(trigger)), subject, object_),
        trigger=(trigger.idx, trigger.idx + len(trigger)),
        holders=() if _is_told_by_the_article(one) else _held_by(scene, one, subject, taken),
        polarity=taken.polarity,
        modality=taken.modality,
        time=None if one.relation in DESCRIPTORS else scene.time_of(trigger),
        score=score(one, taken.modality),
        tense=content_tense(trigger, title=one.how.startswith("rule")),
    )


def _without_partner(object_: End, subject: End) -> End:
    """Leave the subject out of the label of what it takes part in: Laos signs "agreement with Laos"."""
    label = re.sub(rf" (?:with|between) (?:the )?{re.escape(subject.label)}$", "", object_.label)
    return replace(object_, label=label) if label != object_.label else object_


def _is_told_by_the_article(one: Proposition) -> bool:
    """Tell whether something only says who somebody is: told by the article even inside a report."""
    return one.relation in DESCRIPTORS or one.how.startswith("rule")


def _stance(scene: Scene, one: Proposition) -> Stance:
    """Give the stance on a predicate, with what its frame adds."""
    if one.how.startswith("rule"):  # a name or title takes what it says for granted
        return Stance("affirmed", "asserted", ())
    at = _governing(one.trigger) if one.stance == GOVERNED else _told_at(one)
    beside = frozenset({at.i} if _is_called_so(one) else ())
    taken = stance(at, stop=_words_of_another(scene, at) | beside, known=scene.known)
    if one.stance == "asserted":  # the words themselves take it for granted: "will not tolerate its provocations"
        return Stance("affirmed", "asserted", ())
    if one.stance == GOVERNED:
        return replace(taken, polarity="denied") if _is_ruled_out(one.trigger) else taken
    if one.stance == "denied":
        return replace(taken, polarity="affirmed" if taken.polarity == "denied" else "denied")
    if one.stance and taken.modality == "asserted":
        return replace(taken, modality=next(name for name in MODALITIES if name == one.stance))
    return taken


def _governing(noun: Token) -> Token:
    """Give the verb whose circumstance a noun is: "did not **leave** at the request of Chad"."""
    return next((one for one in noun.ancestors if is_verb(one)), noun)


def _is_ruled_out(noun: Token) -> bool:
    """Tell whether a preposition is denied by itself: "acted **not at** the request of Chad"."""
    preposition = noun.head
    return preposition.dep_ == "prep" and preposition.i > 0 and preposition.nbor(-1).lower_ == "not"


def _is_called_so(one: Proposition) -> bool:
    """Tell whether a name stands beside a noun for him: "threatened Chad's ally **Niger**" doubts no alliance."""
    heads = {one.subject.found.head, one.object.found.head}
    beside = {child.i for child in one.trigger.children if child.dep_ == "appos"} | {one.trigger.i + 1}
    return one.trigger.pos_ == "NOUN" and one.trigger.dep_ not in {"attr", "oprd"} and not heads.isdisjoint(beside)


def _told_by(one: Proposition) -> Tie | None:
    """Give what ties the subject to the deed; None where the deed's own words say who did it."""
    found = tie(one.trigger)
    who = one.subject.found.head
    return found if found is not None and who not in {token.i for token in one.trigger.subtree} else None


def _told_at(one: Proposition) -> Token:
    """Give the word that says who did it: that there was a raid is no doubt where somebody denies his part in it."""
    found = _told_by(one)
    return found.word if found is not None and found.kind != "object" else one.trigger


def _words_of_another(scene: Scene, trigger: Token) -> frozenset[int]:
    """Give the noun of the innermost speech if it names whose words they are: they stay so, whoever denies them."""
    chain = holders(scene.speeches, trigger.i)
    if not chain or chain[-1].cue_head is None or chain[-1].head is None:
        return frozenset()
    noun, source = scene.doc[chain[-1].cue_head], scene.doc[chain[-1].head]
    named = noun.pos_ == "NOUN" and noun in source.ancestors and source.pos_ != "PRON"  # "withdrew its claim that"
    return frozenset({noun.i} if named else ())


def sentence_of(scene: Scene, token: Token) -> Span:
    """Give the characters of a token's sentence, without the blanks around it."""
    return _trimmed(scene.article.text, token.sent.start_char, token.sent.end_char)


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def quote(sentence: Span, trigger: Span, *ends: End) -> Span:
    """Give the stretch from the first to the last of trigger and ends, as far as they lie in the sentence."""
    spots = [trigger, *((end.start, end.end) for end in ends if sentence[0] <= end.start and end.end <= sentence[1])]
    return min(spot[0] for spot in spots), max(spot[1] for spot in spots)


def _accuser(one: Proposition) -> Token | None:
    """Give the verb of whoever ties the subject to a deed: "**blamed** X for the raid"."""
    found = _told_by(one)
    return teller(found) if found is not None else None


def _denier(scene: Scene, taken: Stance) -> Token | None:
    """Give the verb of whoever denies it: "officials have **denied** reports of a raid"."""
    cues = (scene.doc[cue] for cue in taken.cues if taken.polarity == "denied")
    return next((cue for cue in cues if "deny" in reporting.frames("V", cue.lemma_).values() and is_verb(cue)), None)


def _held_by(scene: Scene, one: Proposition, subject: End, taken: Stance) -> tuple[End, ...]:
    chain = chain_of(scene, one.trigger, _accuser(one) or _denier(scene, taken), _deciding(taken))
    return _of_each(scene, subject, chain)


def _deciding(taken: Stance) -> tuple[int, ...]:
    """Give the words that make something other than so: "France **demanded** a withdrawal", not "condemned a raid"."""
    return taken.cues if (taken.polarity, taken.modality) != ("affirmed", "asserted") else ()


def chain_of(scene: Scene, trigger: Token, by: Token | None = None, deciding: Iterable[int] = ()) -> tuple[End, ...]:
    """Give who holds what a predicate says, the outermost speaker first; the one of the verb ``by`` is the last.

    ``deciding`` are the tokens that decide its stance: who demands a withdrawal holds that it be done.
    """
    out: dict[str, End] = {}
    around = holders(scene.speeches, trigger.i, frozenset(deciding))
    inner = [one for one in scene.speeches if by is not None and one.place == by.i and one not in around]
    for speech in (*around, *inner):
        cue = scene.doc[speech.cue_head] if speech.cue_head is not None else None
        judged = cue is not None and (is_judged(cue) or is_conceded(cue))
        if speech.source is not None and not judged:
            holder = holder_of(scene, speech.source, speech.head)
            if _is_somebody(holder):
                out.setdefault(holder.entity, holder)
    return tuple(out.values())


def _of_each(scene: Scene, subject: End, chain: tuple[End, ...]) -> tuple[End, ...]:
    """Let each of several speakers speak for himself: "France and **Spain** refused to help" is what Spain refused."""
    if not chain or chain[-1].entity == subject.entity:
        return chain
    said = scene.doc.char_span(chain[-1].start, chain[-1].end, alignment_mode="expand")
    others = _fellows(scene, said.root) if said is not None else ()
    ends = (scene.ends.at(token) for token in others)
    named = any(end is not None and subject.entity in {one.entity for one in end.entities} for end in ends)
    return (*chain[:-1], subject) if named and subject.entity not in {one.entity for one in chain} else chain


def _fellows(scene: Scene, speaker: Token) -> list[Token]:
    """Give who is named as the source of the same words: "**Chad** and Niger said"."""
    sources = [one.source for one in scene.speeches if one.source is not None and speaker.i in range(*one.source)]
    return [other for other in speaker.conjuncts if any(other.i in range(*source) for source in sources)]


def _is_somebody(holder: End) -> bool:
    """Tell a speaker from brackets and dashes, from everybody, and from the author, whose voice is the article's."""
    return any(map(str.isalpha, holder.label)) and not _is_nobody(holder.label.lower())


def _is_nobody(label: str) -> bool:
    return label in _nobody() or words().get((label.split(maxsplit=1)[0], "det")) == NEGATION  # "no state said"


@cache
def _nobody() -> frozenset[str]:
    """Give the words for the author and for anybody, in lower case."""
    return frozenset(row["word"] for _, row in rows(resource("syntax", "nobody.csv")))


def _joins(token: Token) -> bool:
    return token.pos_ not in _NAMING or token.tag_ in {"WDT", "WP"}


def holder_of(scene: Scene, source: tuple[int, int], head: int | None) -> End:
    """Give a source phrase as an entity: the one it names, else one of its own named by its words."""
    while source[1] - source[0] > 1 and _joins(scene.doc[source[1] - 1]):
        source = (source[0], source[1] - 1)  # "a panel, which": what joins the source to its verb is not part of it
    token = scene.doc[head if head is not None else source[1] - 1]
    found = scene.ends.at(token)
    if found is not None and found.entities:
        referent = found.entities[0]
        text = scene.article.text[found.char_start : found.char_end]
        return End(found.char_start, found.char_end, text, referent.entity, referent.label, referent.type)
    span = scene.doc[source[0] : source[1]]
    text = scene.article.text[span.start_char : span.end_char]
    label = " ".join(text.split()[:12])
    local = f"{slugify(label) or 'speaker'}--{content_hash(scene.article.id)[:6]}"
    return End(span.start_char, span.end_char, text, local, label, "Actor")
