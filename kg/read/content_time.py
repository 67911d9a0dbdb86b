"""Say when the content of a predicate holds or happened: the calendar expression its clause attaches to it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from kg.model import Time
from kg.read.calendar_grammar import Grammar, grammar

_NAMES = {"GPE", "LOC", "FAC", "ORG", "PERSON", "NORP"}
_ARGUMENTS = {"dobj", "nsubj", "nsubjpass", "pobj", "attr", "oprd", "prep", "agent", "obl", "conj", "appos", "compound",
              "nmod", "amod", "poss", "dative"}  # fmt: skip
_OBJECTS = {"dobj", "pobj", "nsubjpass", "attr", "oprd", "dative"}


@dataclass(frozen=True, slots=True)
class Placed:
    """A time, the word it modifies, and how: ``link`` is the dependency of the topmost word of the modifier."""

    value: str
    start: int
    governor: Token
    link: str


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
    for time in _joined(doc, times):
        for one in _place(doc, time):
            placed[one.governor.i].append(one)
    return _Attached(placed, grammar()).time_of


@dataclass(frozen=True, slots=True)
class _Attached:
    placed: dict[int, list[Placed]]
    words: Grammar

    def time_of(self, token: Token) -> str | None:
        return self._of_verb(token) if token.pos_ in {"VERB", "AUX"} else self._of_noun(token)

    def _of_noun(self, noun: Token) -> str | None:
        """Give the time of a noun's own modifiers and participles, else that of what governs it."""
        own = self._own(noun)
        if own or noun.dep_ not in _ARGUMENTS:
            return own
        head = noun.head
        while head.pos_ in {"ADP", "PART"} and head.head != head:
            head = head.head
        if head.pos_ in {"VERB", "AUX"}:
            return None if self._is("stance", head.lemma_) else self._of_verb(head)
        return self._own(head) or (self._of_noun(head) if head.pos_ in {"NOUN", "ADJ"} and head != noun else None)

    def _own(self, noun: Token) -> str | None:
        told = [one for part in noun.children if part.dep_ == "acl" and part.tag_ == "VBN" for one in self._times(part)]
        told += [
            one for part in noun.children if part.dep_ == "relcl" and _is_passive(part) for one in self._times(part)
        ]
        return _best(self._times(noun)) or _best(told)

    def _of_verb(self, verb: Token) -> str | None:
        """Give the time of a verb's clause, else of a clause it shares its time with."""
        return _best(self._times(verb)) or self._of_parts(verb) or self._of_governing(verb)

    def _of_parts(self, verb: Token) -> str | None:
        """Look into the object ("signed the pact in 2015"), the paper it was said in, and clauses with "when"."""
        late = [one for part in _objects(verb) for one in self._times(part) if one.link in {"prep", "npadvmod"}]
        late = [one for one in late if one.start > verb.idx and one.start > one.governor.idx]
        papers = (part for part in _objects(verb) if self._is("document", part.lemma_))
        clauses = (part for part in verb.children if part.dep_ == "advcl" and self._is_simultaneous(part))
        said = (self._own(paper) for paper in papers)
        return _best(late) or next(filter(None, said), None) or _best([one for c in clauses for one in self._times(c)])

    def _of_governing(self, verb: Token) -> str | None:
        head = verb.head
        if head == verb or head.pos_ not in {"VERB", "AUX"} or self._is("stance", head.lemma_):
            return None
        if verb.dep_ == "xcomp" or (verb.dep_ == "advcl" and verb.tag_ == "VBG" and not _marked(verb)):
            return self._of_verb(head)
        if verb.dep_ == "conj":
            shared = [one for one in self._times(head) if one.start < head.idx]
            return _best(shared) or (self._of_governing(head) if head.dep_ in {"conj", "xcomp"} else None)
        return None

    def _times(self, token: Token) -> list[Placed]:
        return self.placed.get(token.i, [])

    def _is(self, kind: str, word: str) -> bool:
        try:
            self.words.worth(kind, word.lower())
        except KeyError:
            return False
        return True

    def _is_simultaneous(self, clause: Token) -> bool:
        return any(
            self._is("simultaneous", child.lower_) for child in clause.children if child.dep_ in {"advmod", "mark"}
        )


def _joined(doc: Doc, times: Sequence[Time]) -> Iterator[Time]:
    """Join "from Thursday to Saturday", "between 2015 and 2018" to one time with the place of its first."""
    rest = [time for time in times if time.value]
    while rest:
        time = rest.pop(0)
        if rest and _is_range(doc.text, time, rest[0]):
            last = rest.pop(0).value or ""
            time = replace(time, value=f"{(time.value or '').split('/')[0]}/{last.split('/')[-1]}")
        yield time


def _is_range(text: str, first: Time, last: Time) -> bool:
    between = " ".join(text[first.end : last.start].split()).lower()
    before = text[: first.start].split()[-1:] or [""]
    opener = before[0].lower()
    return (opener, between) in {
        ("from", "to"),
        ("from", "until"),
        ("from", "through"),
        ("between", "and"),
    } or between in {"-", "–", "through"}


def _place(doc: Doc, time: Time) -> Iterator[Placed]:
    """Climb from a time to the word it modifies; a name or place in between cannot have a time of its own."""
    span = doc.char_span(time.start, time.end, alignment_mode="expand")
    if span is None or time.value is None:
        return
    words, step, link = grammar(), span.root, span.root.dep_
    while step.head != step:
        link, step = step.dep_, step.head
        if step.pos_ in {"ADP", "SCONJ", "PART"} or step.lower_ in {"earlier", "later", "early", "late"}:
            if _opens_outside(words, step):
                return
            continue
        if step.pos_ in {"VERB", "AUX"} or not (step.ent_type_ in _NAMES | {"DATE", "TIME"}):
            yield Placed(time.value, time.start, step, link)
            return
    if step != span.root:
        yield Placed(time.value, time.start, step, link)


def _opens_outside(words: Grammar, preposition: Token) -> bool:
    try:
        words.worth("outside", preposition.lower_)
    except KeyError:
        return False
    return True


def _objects(verb: Token) -> Iterator[Token]:
    for child in verb.children:
        if child.dep_ in _OBJECTS:
            yield child
        elif child.dep_ in {"prep", "agent", "dative"}:
            yield from (part for part in child.children if part.dep_ == "pobj")


def _is_passive(verb: Token) -> bool:
    return any(child.dep_ in {"nsubjpass", "auxpass"} for child in verb.children)


def _marked(verb: Token) -> bool:
    return any(child.dep_ == "mark" for child in verb.children)


def _best(times: list[Placed]) -> str | None:
    """Choose among several times of one word: the most precise, then the first."""
    return min(times, key=lambda one: (-_precision(one.value), one.start)).value if times else None


def _precision(value: str) -> int:
    return 0 if "/" in value else value.count("-")
