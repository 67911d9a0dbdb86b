"""Tell towns that the reference lacks by the state they are in, where an article speaks of that state.

spaCy takes small towns for persons and companies, or for nothing: *Jermuk*, *Naqoura*, "Kobani and Qamishli".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from kg.read.gender import is_given
from kg.read.mentions_called import called
from kg.read.mentions_words import common_surname, keywords, last_title_words, nouns, words
from kg.world import doubtful, fold
from kg.world.towns import state_of_town

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

    from kg.read.linking_gazetteer import Gazetteer
    from kg.read.mentions_names import Hit

_ACRONYM = 4  # letters in capitals that are nobody's initials: JFK, FDR are
_LETTERS = 4  # of a town's name: shorter ones are too often something else's
_MISTAKEN = frozenset({"PERSON", "ORG", "NORP", "PRODUCT", "EVENT"})


class Spoken:
    """The states that an article speaks of, told when first asked: by themselves and by what is of one state."""

    def __init__(self, hits: Iterable[Hit], gazetteer: Gazetteer) -> None:
        self._hits, self._gazetteer = tuple(hits), gazetteer
        self._states: frozenset[str] | None = None

    def of(self, text: str) -> bool:
        """Tell whether a town or division of a name is in one of the states."""
        state = state_of_town(text)
        if state is None:
            return False
        if self._states is None:
            self._states = frozenset(self._told())
        return state in self._states

    def _told(self) -> Iterator[str]:
        for one in {hit.candidates[0].entity for hit in self._hits if len(hit.candidates) == 1}:
            home = self._gazetteer.home_of(one)
            if home is not None:
                yield home.entity


def relabelled(span: Span, label: str, spoken: Spoken, gazetteer: Gazetteer) -> str:
    """Give the label of a name: a place where it is a town of a state spoken of and nothing speaks for a person."""
    if label in _MISTAKEN and called(span) is not None:
        return "GPE"
    if label == "PERSON" and _of_no_person(span):
        return "ORG"
    if label in ("GPE", "LOC", "ORG", "NORP") and _of_a_person(span):
        return "PERSON"
    town = label in _MISTAKEN and spoken.of(span.text) and _may_be_town(span, gazetteer)
    return "GPE" if town else label


def _of_no_person(span: Span) -> bool:
    """Tell whether a name's words speak against a person: "Argyle Declaration", "EUFOR Althea", SOUTHCOM."""
    last = span[-1].lower_
    if len(span) > 1 and last in keywords() and keywords()[last] not in ("Office", "Waters", "City"):
        return True
    first = span[0].text
    shouted = sum(token.is_upper for token in span.sent if token.is_alpha) > len(span.sent) / 2
    return first.isupper() and first.isalpha() and len(first) >= _ACRONYM and not shouted


def _of_a_person(span: Span) -> bool:
    """Tell whether a name of two or three words begins with a given name and ends with no word for a thing or place."""
    words_ = [token.text for token in span]
    if not 1 < len(words_) < 4 or not all(word.istitle() and word.isalpha() for word in words_):
        return False
    first, last = words_[0], words_[-1].lower()
    placed = first.lower() in words("words")["given_names"] or state_of_town(span.text) is not None
    return is_given(first) and not placed and last not in keywords() and last not in nouns() and _person_does(span)


def _person_does(span: Span) -> bool:
    """Tell whether a name acts, has a title before it, or stands beside what somebody is."""
    before = span.doc[span.start - 1] if span.start else None
    if before is not None and before.lower_ in ("the", "a"):
        return False
    told = before is not None and (before.lower_ in last_title_words() or before.tag_ == "POS")
    return told or span.root.dep_ in ("nsubj", "nsubjpass", "appos", "conj", "poss", "pobj", "dobj", "agent")


def unlabelled(doc: Doc, spoken: Spoken, gazetteer: Gazetteer) -> Iterator[tuple[int, int, str]]:
    """Yield towns that spaCy calls no name."""
    for token in doc:
        if token.tag_ == "NNP" and not token.ent_type_ and token.text.istitle() and not _joined(token):
            span = doc[token.i : token.i + 1]
            if not token.is_sent_start and spoken.of(token.text) and _may_be_town(span, gazetteer):
                yield token.i, token.i + 1, "GPE"


def _may_be_town(span: Span, gazetteer: Gazetteer) -> bool:
    """Tell whether a name could be a town's: no word, no surname, no title before it, and it says nothing."""
    first, folded = span[0], fold(span.text)
    if len(span.text) < _LETTERS or span.text.isupper() or folded in doubtful() or folded in gazetteer.surnames:
        return False
    if len(span) == 1 and (first.lemma_.lower() in nouns() or first.lower_ in keywords() or _of_people(span.text)):
        return False
    before = span.doc[span.start - 1].lower_ if span.start else ""
    speaks = span.root.dep_ == "nsubj" and span.root.head.lemma_ in words("words")["speech"]
    named = any(one.label_ == "PERSON" and len(one) > 1 and one[-1].text == span.text for one in span.doc.ents)
    return not speaks and not named and before not in last_title_words() | {"the"}


def _of_people(text: str) -> bool:
    return is_given(text) or common_surname(text)


def _joined(token: Token) -> bool:
    """Tell whether a word is part of a longer name."""
    around = [token.doc[i] for i in (token.i - 1, token.i + 1) if 0 <= i < len(token.doc)]
    return any(one.tag_ in ("NNP", "NNPS", "HYPH") for one in around)
