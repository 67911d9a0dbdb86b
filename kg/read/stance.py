"""Say whether a text affirms or denies a predicate, and how firmly."""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce

from spacy.tokens import Doc, Token

from kg.model import Event, Modality, Polarity
from kg.read.effects import ASSERTED, IDENTITY
from kg.read.events import predicates
from kg.read.scope import Climb, links


@dataclass(frozen=True, slots=True)
class Stance:
    """A stand on a predicate; ``cues`` are the indices of the tokens that decided it, innermost first."""

    polarity: Polarity
    modality: Modality
    cues: tuple[int, ...] = ()


def stance(token: Token, *, stop: frozenset[int] = frozenset(), known: Climb | None = None) -> Stance:
    """Give the stance on a predicate, as the article or the holder of the clause presents it.

    The law: the effects of all that governs the predicate, composed from the outside in (`kg.read.effects`), applied
    to what a bare main clause says, affirmed and asserted. Verbs of speech and belief keep that; denials, hedges,
    wishes and conditions do not.

    Parameters
    ----------
    token : Token
        A verb, or a noun or adjective that heads a proposition.
    stop : frozenset of int
        Token indices (the cues of attributions, say) above which nothing counts. Their own clause does: "did not deny".
    known : Climb, optional
        What is worked out already of this text, and is added to.
    """
    found = [link for link in links(token, stop, known or Climb()) if link[0] != IDENTITY]
    polarity, modality = reduce(lambda governor, link: link[0](governor), reversed(found), ASSERTED)
    return Stance(polarity, modality, tuple(cue for _, cues in found for cue in cues))


def read_events(doc: Doc, known: Climb | None = None) -> tuple[Event, ...]:
    """Give every predicate of a text with its stance, in text order."""
    known = known or Climb()
    return tuple(_event(token, known) for token in predicates(doc))


def _event(token: Token, known: Climb) -> Event:
    taken = stance(token, known=known)
    return Event(token.idx, token.idx + len(token), token.lemma_.lower(), taken.polarity, taken.modality)
