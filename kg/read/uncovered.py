"""Find what is said between two actors that no frame covers: open propositions, kept so that nothing is lost."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from kg.read.ends import Candidate, Ends, distinct
from kg.read.events import is_event_noun
from kg.read.roles import Roles
from kg.read.support import governor
from kg.read.syntax import is_verb, particle

_PREPOSITIONS = (
    "with",
    "against",
    "to",
    "on",
    "from",
    "for",
    "at",
    "over",
    "of",
    "in",
    "into",
    "toward",
    "towards",
    "between",
)
_ACTORS = ("Actor",)


@dataclass(frozen=True, slots=True)
class OpenProposition:
    """A predicate between two actors as the text words it: ``V:storm obj``, ``N:probe into``."""

    predicate: str
    subject: Candidate
    object: Candidate
    trigger: Token


def open_propositions(doc: Doc, roles: Roles, ends: Ends, triggers: Iterable[Token]) -> Iterator[OpenProposition]:
    """Yield what the predicates that evoked no frame say of two actors, in text order."""
    covered = {token.i for one in triggers for token in (one, governor(one)) if token is not None}
    for token in (one for sentence in doc.sents if ends.can_pair(sentence) for one in sentence):
        if token.i in covered or ends.at(token) is not None or not (is_verb(token) or is_event_noun(token)):
            continue
        subjects = _actors(token, "subj", roles, ends)
        for role, found in _objects(token, roles, ends) if subjects else ():
            for subject in subjects:
                for one in found:
                    if one.referent.entity != subject.referent.entity:
                        yield OpenProposition(f"{_name(token)} {role}", subject, one, token)


def _objects(token: Token, roles: Roles, ends: Ends) -> Iterator[tuple[str, list[Candidate]]]:
    said = roles.words(token)
    for role in ("obj", *(("iobj",) if is_verb(token) else ()), *(name for name in _PREPOSITIONS if name in said)):
        found = _actors(token, role, roles, ends)
        if found:
            yield role, found
            return


def _actors(token: Token, role: str, roles: Roles, ends: Ends) -> list[Candidate]:
    return distinct(one for filler in roles.fill(token, (role,)) for one in ends.of(filler, _ACTORS))


def _name(token: Token) -> str:
    if not is_verb(token):
        return f"N:{token.lemma_.lower()}"
    ending = particle(token)
    return f"V:{token.lemma_.lower()}{'+' if ending else ''}{ending}"
