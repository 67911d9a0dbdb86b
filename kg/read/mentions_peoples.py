"""Tell whether a people's name is of people or of their state: "Americans fleeing Kabul", "the Americans signed".

A state acts under the name of its people where the article stands before it (*the Russians*) or where its clause says
what only states and armies do; bare plurals are people.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.read.linking import Choice
from kg.read.linking_gazetteer import mint
from kg.read.mentions_homes import SOME_PEOPLE
from kg.read.mentions_words import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Span, Token

    from kg.model import Article
    from kg.read.mentions_values import Referent

_NATIONAL = frozenset({"NORP", "GPE", "LANGUAGE"})
_BARE = ("s", "ese", "men")
_PLURAL = (*_BARE, "sh", "ch")  # "the French"
_MODIFIERS = frozenset({"amod", "compound", "nmod", "poss", "npadvmod"})
_ENDS = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "dative", "agent"})
_ONE = frozenset({"a", "an", "one", "another"})
_REACH = 3  # sentences, in which "the Cubans" takes up "ten Cubans"


@dataclass(slots=True)
class Peoples:
    """Some of a people that an article has told of, by the name they were called, each with where that was."""

    told: dict[str, tuple[Referent, int]] = field(default_factory=dict)

    def people(self, span: Span, article: Article, *, group: bool) -> Choice | None:
        """Give the people that a people's name is of; None where it is of their state, or of a group as a whole."""
        noun = span.root
        if _modifies(span):
            return None
        articled = any(child.lower_ == "the" for child in noun.lefts)
        some = _counted(noun) or _restricted(span, articled=articled)
        if some and not _is_plural(span):
            one = any(child.dep_ == "det" or child.lower_ in _ONE for child in noun.lefts)
            return Choice(mint(span.text, "Person", article.id), "name", 0.6, (SOME_PEOPLE,)) if one else None
        if some:
            made = mint(span.text, "ActorGroup", article.id)
            self.told[span.text.lower()] = (made, span.start)
            return Choice(made, "name", 0.6, (SOME_PEOPLE,))
        if articled and self._again(span):
            return Choice(self.told[span.text.lower()][0], "name", 0.65, (SOME_PEOPLE, "told of before"))
        bare = span.text.endswith(_BARE) and not span.text.endswith("ss") and not articled
        if not ((bare and not group and not _acts(noun)) or _lives(noun) or _endures(noun)):
            return None
        made = mint(span.text, "ActorGroup") if _is_plural(span) else mint(span.text, "Person", article.id)
        return Choice(made, "name", 0.6, (SOME_PEOPLE,))

    def _again(self, span: Span) -> bool:
        """Tell whether "the Cubans" are those told of shortly before, and do not what only their state does."""
        _, before = self.told.get(span.text.lower(), (None, None))
        if before is None or _acts(span.root):
            return False
        return sum(bool(token.is_sent_start) for token in span.doc[before + 1 : span.start + 1]) <= _REACH


def is_language(span: Span) -> bool:
    """Tell whether an adjective of a state is the language: "speaks fluent Russian", "written in Portuguese"."""
    sets, doc = words("peoples"), span.doc
    if span.text.lower() not in sets["language"] or any(child.lower_ == "the" for child in span.root.lefts):
        return False
    after = doc[span.end] if span.end < len(doc) else None
    if after is not None and after.lower_ in sets["tongue"]:
        return True
    if _before_noun(span):
        return False
    noun = _first(span.root)
    above = noun.head
    if noun.dep_ == "dobj":
        return above.lemma_ in sets["speaking"]
    return noun.dep_ == "pobj" and (
        above.lower_ == "in" or (above.lower_ in ("into", "from", "to") and above.head.lemma_ in sets["translating"])
    )


def _modifies(span: Span) -> bool:
    """Tell whether a people's name stands before a noun: "Congolese and Ugandan troops"; plurals in -s never do."""
    noun = span.root
    if noun.dep_ in _MODIFIERS:
        return True
    if span.text.endswith("s") and not span.text.endswith("ss"):
        return False
    as_what = noun.dep_ == "pobj" and noun.head.lower_ == "as" and not list(noun.lefts)  # "counts them as Japanese"
    if as_what or _before_noun(span):
        return True
    told = any(child.dep_ in ("det", "nummod", "acl") for child in noun.children)
    return noun.tag_ == "JJ" and noun.dep_ not in _ENDS and not told


def _before_noun(span: Span) -> bool:
    """Tell whether a noun follows a people's name, or a list of them: "Vietnamese, Chinese and Russian ships"."""
    doc, end = span.doc, span.end
    while end < len(doc) and _lists(doc[end]):
        end += 1
    return end < len(doc) and doc[end].pos_ in ("NOUN", "PROPN", "ADJ")


def _lists(token: Token) -> bool:
    following = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else token
    comma = token.text == "," and (following.ent_type_ in _NATIONAL or following.dep_ == "cc")
    return comma or token.dep_ == "cc" or token.ent_type_ in _NATIONAL


def _is_plural(span: Span) -> bool:
    """Tell whether a people's name may be of many: "Poles", "Congolese", "four Afghan"; "a Pole" is one."""
    lefts = list(span.root.lefts)
    if any(child.lower_ in _ONE for child in lefts):
        return False
    counted = any(child.dep_ == "nummod" for child in lefts)
    return counted or span.text.endswith(_PLURAL) or span.root.tag_ in ("NNS", "NNPS")


def _counted(noun: Token) -> bool:
    """Tell whether a people's name is of a number of people: "two Iranians", "a Cuban", "millions of Poles"."""
    some = words("words")["some_of"]
    if any(child.dep_ == "nummod" or child.lower_ in some | words("peoples")["all"] for child in noun.lefts):
        return True
    return noun.dep_ == "pobj" and noun.head.lower_ in ("of", "among") and _is_number(noun.head.head)


def _is_number(token: Token) -> bool:
    lemma = token.lemma_.lower()
    return token.pos_ == "NUM" or lemma in words("words")["some_of"] or lemma in words("peoples")["of"]


def _restricted(span: Span, *, articled: bool) -> bool:
    """Tell whether words around say which people: "wounded Poles", "Syrians in Turkey", "the Poles who fled"."""
    noun, sets = span.root, words("peoples")
    kinds = {child.lemma_.lower() for child in span.doc[noun.left_edge.i : span.start] if child.dep_ == "amod"}
    if kinds & sets["kind"] or (kinds and not articled):
        return True
    after = span.doc[span.end] if span.end < len(span.doc) else None
    if after is None:
        return False
    dated = span.end + 1 < len(span.doc) and span.doc[span.end + 1].ent_type_ in ("DATE", "TIME")
    if not articled and not dated and after.lower_ in sets["where"]:
        return True
    if after.tag_ in ("VBG", "VBN") and after.dep_ == "acl":
        return not _is_act(after) and not (articled and noun.head.lower_ == "with")  # "with the Poles leading"
    told = next((child for child in noun.rights if child.dep_ == "relcl"), None)
    return told is not None and after.lower_ in ("who", "whose", "whom") and not _is_act(told)


def _lives(noun: Token) -> bool:
    """Tell whether a clause says what only men and women do: "the Poles voted", "the Cubans drowned"."""
    first = _first(noun)
    return first.dep_ == "nsubj" and first.head.lemma_ in words("peoples")["live"]


def _endures(noun: Token) -> bool:
    """Tell whether a clause says what is done only to men and women: "the Poles were deported"."""
    first = _first(noun)
    return first.dep_ in ("dobj", "nsubjpass") and first.head.lemma_ in words("peoples")["endure"]


def _acts(noun: Token) -> bool:
    """Tell whether a clause says what states do: "Russians shelled the town", "talks with Palestinians"."""
    first, sets = _first(noun), words("peoples")
    head = first.head
    if first.dep_ == "nsubj":
        beside = first.i < noun.i and first.ent_type_ == "GPE"  # "Israel and Palestinians"
        return beside or any(_is_act(verb) for verb in _chain(head))
    if first.dep_ in ("dobj", "nsubjpass"):
        return head.lemma_ in sets["target"]
    if first.dep_ != "pobj":
        return False
    if head.dep_ == "agent":
        return _is_act(head.head)
    if head.lower_ == "between":
        return True
    return head.lower_ in ("with", "against", "from", "to") and head.head.lemma_.lower() in sets["tie"]


def _chain(verb: Token) -> Iterator[Token]:
    """Yield a verb and what its subject is said to begin, or to go on with: "continued to shell"."""
    yield verb
    if verb.lemma_ in words("peoples")["begin"]:
        yield from (child for child in verb.children if child.dep_ == "xcomp")


def _is_act(verb: Token) -> bool:
    return verb.lemma_ in words("peoples")["act"]


def _first(noun: Token) -> Token:
    """Give the first of those a noun is coordinated with."""
    while noun.dep_ == "conj" and noun.head.pos_ in ("PROPN", "NOUN", "ADJ"):
        noun = noun.head
    return noun
