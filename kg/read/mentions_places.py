"""Find misspelt states, and towns that spaCy calls no name: "Phillipines", "Ukranian forces", "Dehli police"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from typing import TYPE_CHECKING

from kg.read.mentions_words import bodies, keywords, nouns, words
from kg.world import doubtful, fold
from kg.world.towns import state_of_town

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from kg.world import Name, World

_LABELS = frozenset({"GPE", "NORP", "LOC", "ORG", "PERSON"})
_SPELLED = frozenset({"name", "alias", "adjective", "demonym"})
_TOWN = 4  # letters: shorter names are too often something else's
_SWAPPED = 5  # letters, from which two that changed places leave a name
_LETTERS = 8  # letters, from which a name with one or two others is still one
_LIKENESS = 0.88  # of Ratcliff and Obershelp (difflib): "Columbia" and "Colombia" are below


@dataclass(frozen=True)
class Spellings:
    """The names of states of one word, to be found where they are misspelt."""

    world: World

    def meant(self, text: str) -> Name | None:
        """Give the name that a word is a misspelling of: letters that changed places, or one or two too many or few.

        Nothing is meant by an ordinary word, nor by what is like the names of two states.
        """
        word = fold(text)
        if word in doubtful() or word in words("words")["not_misspelt"] or not text[:1].isupper() or text.isupper():
            return None
        near = {name.entity: name for name in self._near(word)}
        return next(iter(near.values())) if len(near) == 1 else None

    def _near(self, word: str) -> list[Name]:
        if len(word) >= _SWAPPED and _letters(word) in self._by_letters:
            return self._by_letters[_letters(word)]
        known = self._by_first.get(word[:1], {})
        close = get_close_matches(word, known, n=3, cutoff=_LIKENESS) if len(word) >= _LETTERS else ()
        return [known[one] for one in close if not word.startswith(one)]  # "Italiano" is Italian for somebody's name

    @cached_property
    def _by_first(self) -> dict[str, dict[str, Name]]:
        found: dict[str, dict[str, Name]] = {}
        for name in self.world.names:
            word = fold(name.text)
            spelled = name.kind in _SPELLED and name.language in ("en", "") and word.isalpha()
            if spelled and len(word) >= _SWAPPED and self.world.entities[name.entity].type == "State":
                found.setdefault(word[0], {}).setdefault(word, name)
        return found

    @cached_property
    def _by_letters(self) -> dict[str, list[Name]]:
        found: dict[str, list[Name]] = {}
        for known in self._by_first.values():
            for word, name in known.items():
                found.setdefault(_letters(word), []).append(name)
        return found


def _letters(word: str) -> str:
    """Give what a word keeps when letters inside it change places: the first, the others in order, the last."""
    return word[:1] + "".join(sorted(word[1:-1])) + word[-1:]


def misspelt(doc: Doc, start: int, end: int, label: str, spellings: Spellings) -> Name | None:
    """Give the state's name that a new name of one word is a misspelling of; labels tell little of such words."""
    titled = start and doc[start - 1].pos_ in ("PROPN", "NOUN") and label == "PERSON"
    if end - start > 1 or titled or label not in _LABELS:
        return None
    return spellings.meant(doc[start].text)


def strays(doc: Doc, spellings: Spellings) -> Iterator[tuple[int, int, str]]:
    """Yield what spaCy calls no name: a town before its body, a misspelt people ("Ukranian forces")."""
    for token in doc:
        if token.ent_type_ or not token.is_alpha or not token.text.istitle() or len(token) < _TOWN:
            continue
        if _before_body(token) and fold(token.text) not in doubtful() and state_of_town(token.text):
            yield token.i, token.i + 1, "GPE"
        elif token.tag_ in ("JJ", "NN", "NNS", "NNP", "NNPS") and spellings.meant(token.text):
            yield token.i, token.i + 1, "NORP"


def _before_body(token: Token) -> bool:
    """Tell whether a name, or a word in capitals that names no kind of thing, stands before a body or *state*."""
    if token.tag_ not in ("NN", "NNP") or token.lemma_.lower() in nouns() or token.lower_ in keywords():
        return False
    after = token.doc[token.i + 1].text if token.i + 1 < len(token.doc) else ""
    return divides(after) or any(after in post.phrases for post in bodies())


def placed_towns(doc: Doc) -> Iterator[tuple[int, int, str]]:
    """Yield towns and divisions of one state alone that stand as places or before people: spaCy often mislabels them.

    "in Kitgum", "outside Bani Walid", "Grodno prosecutors"; the run of words in capitals is the whole name. So is a
    text of nothing else.
    """
    if len(doc) and _run_end(doc, 0) == len(doc) and _is_town(doc, 0, len(doc)):
        yield 0, len(doc), "GPE"
    for token in doc:
        if token.i + 1 < len(doc) and token.lower_ in _WHERE:
            start, end = token.i + 1, _run_end(doc, token.i + 1)
            if end > start and _is_town(doc, start, end):
                yield start, end, "GPE"
        elif _before_people(token) and _is_town(doc, token.i, token.i + 1):
            yield token.i, token.i + 1, "GPE"


_WHERE = frozenset({"in", "near", "at", "outside", "around", "inside"})
_RUN = 5  # tokens, with the hyphens and "de" of a name


def _run_end(doc: Doc, start: int) -> int:
    """Give where the words in capitals that begin at a token end; those that go on too long are no name of a town."""
    end = start
    while end < len(doc) and (doc[end].text[:1].isupper() or (end > start and _joins(doc[end]))):
        end += 1
    while end > start and not doc[end - 1].text[:1].isupper():
        end -= 1
    return end if end - start <= _RUN else start


def _joins(token: Token) -> bool:
    return token.text in ("-", "'") or token.lower_ in ("de", "da", "del", "al", "el", "la", "-i", "-e", "i", "e")


def _is_town(doc: Doc, start: int, end: int) -> bool:
    text, first = doc[start:end].text, doc[start]
    if len(text) < _TOWN or first.ent_type_ == "DATE" or text.isupper() or fold(text) in doubtful():
        return False
    ordinary = end - start == 1 and (first.lemma_.lower() in nouns() or first.lower_ in keywords())
    return not ordinary and state_of_town(text) is not None


def _before_people(token: Token) -> bool:
    """Tell whether people or a body follow a name in lower case ("port workers"), with no name before it."""
    if token.tag_ != "NNP" or (token.i and token.nbor(-1).pos_ in ("PROPN", "ADJ")):
        return False
    for after in token.doc[token.i + 1 : token.i + 3]:
        noun = nouns().get(after.lemma_.lower()) if after.text.islower() else None
        if noun is not None and noun.type in ("ActorGroup", "GovernmentBody"):
            return True
        if after.tag_ != "NN":
            return False
    return False


def divides(word: str) -> bool:
    """Tell whether a word after a name makes it a division of a state, or a town: "province", "state", "city"."""
    return word == "state" or keywords().get(word) in ("AdminArea", "Region", "City")
