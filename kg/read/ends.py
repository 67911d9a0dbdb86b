"""Turn the filler of a role into the entities it stands for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from spacy.tokens import Span, Token

from kg.model import Article, End
from kg.read.events import is_event_noun
from kg.read.mentions import Found, Referent
from kg.read.mentions_words import nouns
from kg.read.roles import Roles
from kg.read.syntax import agents, children, coordinated, is_verb, prepositional
from kg.relations import ancestors, fits
from kg.resources import resource, rows

_MAX_DEPTH = 3
_SIDES = ("State", "Organization")
_PAPERS = ("Policy", "Proposal", "Agreement")
_MANNERS = ("air", "counter")  # before the noun for a deed, in one word with it
_MEMORY = 400  # tokens: how long a text remembers who did a deed


@cache
def metonyms() -> frozenset[str]:
    """Give the nouns that are only a part or a side of whoever has them."""
    return frozenset(row["noun"] for _, row in rows(resource("syntax", "metonyms.csv")))


@cache
def conduct() -> frozenset[str]:
    """Give the nouns for what somebody does, where *of* names the doer: "the actions of X"."""
    return frozenset(row["noun"] for _, row in rows(resource("syntax", "conduct.csv")))


@cache
def makers() -> frozenset[str]:
    """Give the verbs of those whose a paper is: *table*, *sign*, *pass*."""
    return frozenset(row["verb"] for _, row in rows(resource("syntax", "makers.csv")))


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entity that may be an end, with the mention it was read from."""

    referent: Referent
    found: Found
    direct: bool  # False where a possessor stands in for its part


class Ends:
    """Look up who or what the tokens of one article stand for."""

    def __init__(self, article: Article, found: tuple[Found, ...], roles: Roles) -> None:
        self.article, self.roles = article, roles
        self._at: dict[int, Found] = {}
        self._known: dict[tuple[int, tuple[str, ...], int], list[Candidate]] = {}
        self._same: dict[tuple[str, str], list[Token]] = {}
        self._two: dict[int, bool] = {}
        for one in sorted(found, key=lambda one: one.start - one.end):  # the narrower mention wins its tokens
            self._at.update(dict.fromkeys(range(one.start, one.end), one))
        for one in sorted(found, key=lambda one: one.start - one.end):
            self._at[one.head] = one

    def at(self, token: Token) -> Found | None:
        """Give the mention that a token heads or lies in."""
        return self._at.get(token.i)

    def can_pair(self, sentence: Span) -> bool:
        """Tell whether a sentence can hold two different ends; where it cannot, no predicate needs to be looked at.

        An end is somebody mentioned in the sentence, or right behind it, or who did a deed that was told of before.
        """
        if sentence.start not in self._two:
            self._two[sentence.start] = self._names_two(sentence) or any(map(self._was_told_before, sentence))
        return self._two[sentence.start]

    def _names_two(self, sentence: Span) -> bool:
        found = (self._at.get(i) for i in range(sentence.start, sentence.end + 1))
        return len({one.entity for some in found if some is not None for one in some.entities}) > 1

    def _was_told_before(self, token: Token) -> bool:
        return is_event_noun(token) and any(token.i - _MEMORY < one.i < token.i for one in self._alike(token))

    def of(self, token: Token, allowed: tuple[str, ...], depth: int = 0) -> list[Candidate]:
        """Give who a token stands for, among the classes allowed; a possessor stands in for its part or deed."""
        key = (token.i, allowed, depth)
        if key not in self._known:
            self._known[key] = self._find(token, allowed, depth)
        return self._known[key]

    def _find(self, token: Token, allowed: tuple[str, ...], depth: int) -> list[Candidate]:
        token = self._nearer(token)
        found = self.at(token)
        if found is not None and found.kind == "described" and token.dep_ in {"amod", "compound", "nmod"}:
            return [Candidate(one, found, direct=True) for one in found.entities if fits(one.type, ("Region",))][
                : "Region" in allowed
            ]  # "eastward" is somewhere, "military" in "military drills" is nobody
        own = [] if found is None else [one for one in found.entities if fits(one.type, allowed)]
        if found is not None and own and not (_is_part(token, found, allowed) and self._owners(token, allowed, depth)):
            sharing = self._sharing(token, found, allowed, depth)
            return [*sharing, *(Candidate(one, found, direct=depth == 0) for one in own)]
        named = found is not None and found.kind == "name" and not fits(found.type, ("WeaponSystem",))
        if depth >= _MAX_DEPTH or named or not _acts(allowed):
            return []
        return self._owners(token, allowed, depth)

    def _sharing(self, token: Token, found: Found, allowed: tuple[str, ...], depth: int) -> list[Candidate]:
        """Give who shares the noun in a name: "**Kenyan** and Ugandan armed forces"."""
        first = self.roles.doc[found.start]
        if found.kind != "name" or token.tag_ != "NNS" or first.dep_ != "conj" or first.head.i >= found.start:
            return []
        return self.of(first.head, allowed, depth + 1) if first.head.head == token else []

    def _nearer(self, token: Token) -> Token:
        """Give the later of two persons in apposition, and of an office its bearer: "the chancellor, **Scholz**"."""
        found = self.at(token)
        if found is not None and found.type == "Office" and found.bearer is not None:
            return self.roles.doc[found.bearer]
        whole = self.at(token.head) if token.dep_ == "appos" else None
        if found and whole and found.kind != "name" and found.type == whole.type == "Person" and whole.kind == "name":
            return token.head  # "**Ann Berg**, a general who works for NATO"
        for child in token.children:
            other = self.at(child) if child.dep_ == "appos" and not _is_one_of_many(child) else None
            if found and other and found.type == other.type == "Person" and found.kind == other.kind == "name":
                return child if found.entities != other.entities else token
        return token

    def _owners(self, token: Token, allowed: tuple[str, ...], depth: int) -> list[Candidate]:
        """Look for whose part or deed a noun is; whom a deed is done to does not own it."""
        owners = _own_state(token, self.roles.premodifiers(token)) or prepositional(token, "by") or _makers(token)
        owners = owners or _keepers(token)
        deed = is_event_noun(token)
        if not owners and (not deed or token.lemma_.lower() in conduct()):
            owners = prepositional(token, "of")
        found = [one for owner in coordinated(owners) for one in self.of(owner, allowed, depth + 1)]
        return found if found or not deed else self._doers_told_before(token, allowed)

    def sharers(self, some: list[Candidate]) -> list[Candidate]:
        """Give the states whose people a lone plural is: "the ministers of **Iran** and **Iraq** met"."""
        head = self.roles.doc[some[0].found.head] if len(some) == 1 else None
        if head is None or head.tag_ != "NNS" or some[0].found.kind not in {"described", "nominal"}:
            return some
        owners = self.roles.premodifiers(head) or prepositional(head, "of") or prepositional(head, "from")
        found = distinct(one for owner in coordinated(owners) for one in self.of(owner, _SIDES, _MAX_DEPTH))
        return found if len(found) > 1 else some

    def _doers_told_before(self, deed: Token, allowed: tuple[str, ...]) -> list[Candidate]:
        """Give who did a deed that was told of before: "The army made two raids. ... The **raids** hit villages"."""
        for before in reversed(self._alike(deed)):
            if deed.i - _MEMORY < before.i < deed.i:
                doers = self.roles.fill(before, ("subj",))
                found = [one for doer in doers for one in self.of(doer, allowed, _MAX_DEPTH)]
                if found:
                    spot = (deed.idx, deed.idx + len(deed))
                    return [replace(one, found=_at_deed(one.found, deed, spot), direct=False) for one in found]
        return []

    def _alike(self, deed: Token) -> list[Token]:
        """Give the words of a text that are a deed's own lemma and kind: the *strike* of an *airstrike* too."""
        if not self._same:
            for token in deed.doc:
                self._same.setdefault((_deed(token), token.pos_), []).append(token)
        return self._same[_deed(deed), deed.pos_]

    def end(self, candidate: Candidate) -> End:
        """Give the value that a claim holds."""
        one = candidate.referent
        shown = self._shown(candidate.found, one.entity)
        start, end = shown.char_start, shown.char_end
        return End(start, end, self.article.text[start:end], one.entity, one.label, one.type)

    def _shown(self, found: Found, entity: str) -> Found:
        """Give the phrase before a pronoun in its sentence that says who it is: "**Ethiopia** said it would ..."."""
        if found.kind == "pronoun":
            for i in range(found.start - 1, self.roles.doc[found.start].sent.start - 1, -1):
                before = self._at.get(i)
                if before and before.kind != "pronoun" and any(one.entity == entity for one in before.entities):
                    return before
        return found


def _is_one_of_many(noun: Token) -> bool:
    """Tell "Ann Berg, **a** young Colombian", which describes her, from another name of hers."""
    return any(child.lower_ in {"a", "an", "one"} for child in children(noun, "det", "nummod"))


def _deed(token: Token) -> str:
    """Give the lemma without what only says how it was done: an airstrike is a strike, a counterattack an attack."""
    lemma = token.lemma_
    return next((lemma.removeprefix(one) for one in _MANNERS if lemma.startswith(one) and len(lemma) > len(one)), lemma)


def _at_deed(doer: Found, deed: Token, spot: tuple[int, int]) -> Found:
    """Let the word for the deed stand for its doer."""
    return replace(
        doer,
        start=deed.i,
        end=deed.i + 1,
        head=deed.i,
        char_start=spot[0],
        char_end=spot[1],
        kind="described",
        score=doer.score * 0.8,
    )


def _is_part(token: Token, found: Found, allowed: tuple[str, ...]) -> bool:
    """Tell whether a mention is only its owner's part or weapon: "threatens its **security**", "Syrian **drones**"."""
    if found.kind == "described" and token.lemma_.lower() in metonyms():
        return True
    return "Actor" in allowed and (fits(found.type, ("WeaponSystem",)) or bool(_authors(token)))


def _own_state(noun: Token, before: list[Token]) -> list[Token]:
    """Give the word for the state of an other: "his **Rwandan** counterpart", "his counterpart from **Chad**"."""
    known = nouns().get(noun.lemma_.lower())
    if known is None or known.use != "group":
        return before
    return [one for one in before if one.dep_ == "amod"] or _following(noun, "from") or before


def _following(noun: Token, name: str) -> list[Token]:
    """Give the object of a preposition right behind a noun, whatever the parser hung it on."""
    after = noun.doc[noun.i + 1 : noun.i + 2]
    return [found for one in after if one.lower_ == name and one.dep_ == "prep" for found in children(one, "pobj")]


def _makers(thing: Token) -> list[Token]:
    """Give who fired, launched or issued a thing: "missiles fired by **X** hit", "**X** issued a report accusing Y"."""
    clauses = children(thing, "acl")
    clauses_done = [*clauses, *(children(thing, "amod") if _is_paper(thing) else ())]  # "a US-**backed** motion"
    by = [found for child in clauses_done if child.tag_ == "VBN" for found in agents(child)]
    return by or _authors(thing) or _involved(clauses)


def _keepers(thing: Token) -> list[Token]:
    """Give whose a thing is said to be ("a convoy belonging to **X**"), or who did it: "**X** left, a move that"."""
    found = [one for child in children(thing, "acl") if child.lemma_ == "belong" for one in prepositional(child, "to")]
    told = thing.lemma_.lower() in conduct() and children(thing, "relcl", "acl")
    if found or not told or not _is_added(thing):
        return found
    verb = next((above for above in thing.ancestors if is_verb(above)), None)
    return agents(verb) if verb is not None else []


def _is_added(noun: Token) -> bool:
    """Tell whether a noun with *a* stands behind a comma, as what was said before."""
    first = noun.left_edge
    return first.lower_ in {"a", "an"} and first.i > noun.sent.start and first.nbor(-1).text in {",", "-", "--"}


def _involved(clauses: list[Token]) -> list[Token]:
    """Give who takes part: "drills (held on Friday) **involving** Japan and Chile"."""
    below = [*clauses, *(child for clause in clauses for child in children(clause, "advcl", "prep"))]
    return [found for clause in below if clause.lower_ == "involving" for found in children(clause, "dobj", "pobj")]


def _authors(paper: Token) -> list[Token]:
    """Give who makes a paper that says something in a participle clause."""
    if paper.dep_ != "dobj" or not is_verb(paper.head) or not _is_paper(paper):
        return []
    speaks = any(child.tag_ == "VBG" for child in children(paper, "acl"))
    rules = paper.head.lemma_ in makers() and bool(children(paper, "relcl"))  # "tabled a bill that would ban"
    return agents(paper.head) if speaks or rules else []


def _is_paper(noun: Token) -> bool:
    known = nouns().get(noun.lemma_.lower())
    return known is not None and (known.use == "document" or fits(known.type, _PAPERS))


def _acts(allowed: tuple[str, ...]) -> bool:
    """Tell whether an end is one for actors: only they have parts and do deeds."""
    return any("Actor" in ancestors(name) for name in allowed)


def distinct(candidates: Iterator[Candidate]) -> list[Candidate]:
    """Keep the first candidate of each entity."""
    out: dict[str, Candidate] = {}
    for one in candidates:
        out.setdefault(one.referent.entity, one)
    return list(out.values())
