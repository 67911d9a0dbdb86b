"""Say when the content of a predicate holds or happened: the calendar expression its clause attaches to it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from kg.read.calendar_grammar import Grammar, grammar
from kg.read.dateline import dateline_matches
from kg.read.events import is_event_noun
from kg.read.tense import is_verb, verb_tense
from kg.read.time_places import Placed, joined, place, told_then

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from kg.model import Time

_OBJECTS = {"dobj", "nsubjpass", "attr", "oprd", "dative", "acomp"}
_JOINED = {"compound", "nmod", "amod", "appos", "conj"}


def attach(doc: Doc, times: Sequence[Time]) -> Callable[[Token], str | None]:
    """Attach the times of a text to its predicates.

    Returns
    -------
    callable
        From the token that heads a predicate (verb, or noun or adjective that tells of an event) to the ISO 8601 value
        of the time its content holds or happened, None where the text gives none. A verb takes the times of its own
        clause, never those of the verb of saying above it; a noun its own modifiers, else the time of its verb.
    """
    placed: dict[int, list[Placed]] = defaultdict(list)
    datelines = {match.end() for match in dateline_matches(doc.text)}
    for time in joined(doc.text, [time for time in times if time.end not in datelines]):
        for one in chain(place(doc, time), told_then(doc, time)):
            placed[one.governor.i].append(one)
    return Attached(dict(placed), grammar()).time_of


@dataclass(frozen=True, slots=True)
class Attached:
    """The times of one text by the place (token number) of the words they modify."""

    placed: dict[int, list[Placed]]
    words: Grammar

    def time_of(self, token: Token) -> str | None:
        """Give the time of the content of a predicate."""
        return self._of_verb(token) if is_verb(token) else self._of_noun(token)

    def _of_noun(self, noun: Token) -> str | None:
        """Give the time of a noun's own modifiers and participles, else that of what governs it."""
        own, head = self._own(noun), noun.head
        if own or head == noun:
            return own
        if noun.dep_ == "appos" and not is_event_noun(noun):  # "Japan, a close ally, said on Monday"
            return None
        if noun.dep_ in _JOINED:
            return self._of_noun(head) if not is_verb(head) else None
        if noun.dep_ == "pobj" and self._is("inside", head.text):
            head = head.head  # "met at the summit on Monday"
        takes_part = noun.dep_ in _OBJECTS or head != noun.head or _takes_place(noun)
        return self._of_verb(head) if takes_part and is_verb(head) and not self._is("stance", head.lemma_) else None

    def _own(self, noun: Token) -> str | None:
        """Give the time of a noun, or of participle and passive clauses on it: "drills held on Thursday"."""
        clauses = (part for part in noun.children if _tells_of(part))
        return _best(self._at(noun)) or _best(chain.from_iterable(map(self._at, clauses)))

    def _of_verb(self, verb: Token) -> str | None:
        """Give the time of a verb's clause, else of a clause it shares its time with."""
        return _best(self._at(verb)) or self._of_parts(verb) or self._of_governing(verb)

    def _of_parts(self, verb: Token) -> str | None:
        """Look at where it happened ("at the summit in July"), what was done, and clauses with "when"."""
        events = [self._own(noun) for noun in self._adjuncts(verb)]
        objects = (noun for part in verb.children if part.dep_ in _OBJECTS for noun in (part, *part.conjuncts))
        late = [one for noun in objects for one in self._at(noun) if self._is_late(one)]
        clauses = (part for part in verb.children if part.dep_ == "advcl" and self._is_simultaneous(part))
        return next(filter(None, events), None) or _best(late) or _best(chain.from_iterable(map(self._at, clauses)))

    def _adjuncts(self, verb: Token) -> Iterator[Token]:
        """Yield the nouns of a clause's circumstances: "At the conference", "In a statement"."""
        for part in verb.children:
            if part.dep_ == "prep" and self._is("inside", part.text):
                yield from (noun for noun in part.children if noun.dep_ == "pobj")

    def _is_late(self, one: Placed) -> bool:
        """Tell whether a time after an object may belong to the verb: "signed the pact in 2015", not "of 2015"."""
        after = one.start > one.governor.idx
        return after and (one.link == "npadvmod" or (one.link == "prep" and self._is("inside", one.opener)))

    def _of_governing(self, verb: Token) -> str | None:
        """Share the time of the clause above: of control, participles, coordination, and papers ("a statement ...")."""
        head = verb.head
        if head == verb:
            return None
        if verb.dep_ in {"relcl", "acl"}:
            return self._of_noun(head) if self._is("document", head.lemma_) else None
        if verb.dep_ == "conj":
            return self._of_first_conjunct(verb, head)
        if verb.dep_ == "xcomp":
            late = _best(one for one in self._at(head) if one.start > verb.idx)  # "plans to leave", and on Monday
            return late if self._is("stance", head.lemma_) else self._of_verb(head)
        participle = verb.dep_ == "advcl" and verb.tag_ == "VBG" and all(part.dep_ != "mark" for part in verb.children)
        return self._of_verb(head) if participle and is_verb(head) else None

    def _of_first_conjunct(self, verb: Token, first: Token) -> str | None:
        """Share a time before the first of two verbs of one tense: "In 1956, they met and signed"."""
        if verb_tense(verb) not in {None, verb_tense(first)}:
            return None
        shared = _best(one for one in self._at(first) if one.start < first.idx)
        papers = (noun for noun in self._adjuncts(first) if noun.i < first.i)
        return shared or next(filter(None, map(self._own, papers)), None) or self._of_governing(first)

    def _at(self, token: Token) -> list[Placed]:
        return self.placed.get(token.i, [])

    def _is(self, kind: str, word: str) -> bool:
        return self.words.find(kind, word) is not None

    def _is_simultaneous(self, clause: Token) -> bool:
        return any(self._is("simultaneous", part.text) for part in clause.children if part.dep_ in {"advmod", "mark"})


def _takes_place(noun: Token) -> bool:
    """Tell whether a noun is the subject of a verb without an object: "the war began in 2014"."""
    return noun.dep_ == "nsubj" and all(part.dep_ != "dobj" for part in noun.head.children)


def _tells_of(clause: Token) -> bool:
    """Tell whether a clause on a noun tells what was done to it: "held on Thursday", "which was held on Thursday"."""
    if clause.dep_ == "acl":
        return clause.tag_ == "VBN"
    return clause.dep_ == "relcl" and any(part.dep_ in {"nsubjpass", "auxpass"} for part in clause.children)


def _best(times: Iterable[Placed]) -> str | None:
    """Choose among several times of one word: the most precise, then the first."""
    ranked = sorted(times, key=lambda one: (-_precision(one.value), one.start))
    return ranked[0].value if ranked else None


def _precision(value: str) -> int:
    return 0 if "/" in value else value.count("-")
