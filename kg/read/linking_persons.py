"""Link persons: full names, surnames that join a full name of their article, titles with a surname."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.read.linking import Choice, Scene
from kg.read.linking_gazetteer import Gazetteer, mint
from kg.read.linking_spelled import spelled_as
from kg.read.linking_surnames import (
    addressed_otherwise,
    fits,
    is_thing,
    of_a_state_spoken_of,
    opens_a_name,
    speaks_for,
    titled,
)
from kg.read.mentions_beside import told_as_person
from kg.read.mentions_names import plain
from kg.read.mentions_posts import address_words
from kg.read.mentions_refuted import PLACING
from kg.read.mentions_words import common_surname, words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Doc, Span

    from kg.model import Article
    from kg.read.mentions_names import Hit
    from kg.read.mentions_units import Unit
    from kg.read.mentions_values import Referent


@dataclass(slots=True)
class People:
    """The persons an article names in full, by each part of their names that can stand for them."""

    gazetteer: Gazetteer
    by_part: dict[str, dict[str, Referent]] = field(default_factory=dict)
    by_name: dict[str, Referent] = field(default_factory=dict)

    @classmethod
    def of(cls, doc: Doc, found: Iterable[Unit], gazetteer: Gazetteer) -> People:
        """Collect the full names of an article, before and after any surname."""
        people = cls(gazetteer)
        for unit in found:
            span = doc[unit.start : unit.end]
            if unit.hit is None and unit.label == "PERSON" and len(span) > 1:
                people.add(" ".join(span.text.split()))
            elif unit.hit is not None and _names_one(unit.hit):
                people.met(span.text, gazetteer.referent(unit.hit.candidates[0].entity))
        return people

    def met(self, text: str, referent: Referent) -> None:
        """Remember a person of the world by how the article names them."""
        if referent.type == "Person":
            self._remember(text, referent)
            self._remember(referent.label, referent)

    def told(self, span: Span, entity: str) -> None:
        """Remember whose a surname is: after "President Xi", Xi is the same."""
        self.by_part.setdefault(plain(span.text).lower(), {})[entity] = self.gazetteer.referent(entity)

    def add(self, text: str) -> None:
        """Remember a full name that the world lacks, or knows in another spelling."""
        if text not in self.by_name:
            self.by_name[text] = self._respelled(text) or self.gazetteer.new(text, "Person")
            self._remember(text, self.by_name[text])

    def called(self, span: Span) -> dict[str, Referent]:
        """Give those who may be meant by a part of their names, and by the form of address before it."""
        same = self.by_part.get(plain(" ".join(span.text.split())).lower(), {})
        return {key: who for key, who in same.items() if not addressed_otherwise(span, who.label)}

    def _remember(self, text: str, referent: Referent) -> None:
        parts = plain(text).replace("-", " - ").split()
        tokens = [part for part in parts if part[:1].isupper()]
        if len(tokens) < 2:
            return
        for part in {
            tokens[-1],
            text.rsplit(maxsplit=1)[-1],
            *(tokens[:1] if tokens[0] in words("words")["family_first"] else ()),
        }:
            self.by_part.setdefault(part.lower(), {})[referent.entity] = referent

    def _respelled(self, text: str) -> Referent | None:
        """Find a person of the world whose last name is the same and first name nearly so (Sergei, Sergey)."""
        first, last = plain(text).split()[0], plain(text).split()[-1]
        near = [self.gazetteer.referent(known) for known in self.gazetteer.surnames.get(last.lower(), ())]
        near = [one for one in near if _alike(first.lower(), plain(one.label).split()[0].lower())]
        if len(near) == 1:
            return near[0]
        known = spelled_as(text, self.gazetteer.persons_by_spelling)
        return None if known is None else self.gazetteer.referent(known)


def _alike(one: str, other: str) -> bool:
    """Tell whether two first names are spellings of one: at most one letter differs, and none of the first three.

    >>> _alike("sergei", "sergey"), _alike("john", "joan")
    (True, False)
    """
    if abs(len(one) - len(other)) > 1 or one[:3] != other[:3] or min(len(one), len(other)) < 4:
        return one == other
    differing = sum(a != b for a, b in zip(one, other, strict=False)) + abs(len(one) - len(other))
    return differing <= 1


def _names_one(hit: Hit) -> bool:
    return len({one.entity for one in hit.candidates}) == 1 and hit.candidates[0].kind != "surname"


_PERSONAL = frozenset({"PERSON", "NORP"})


def surname(span: Span, known: tuple[str, ...], people: People, scene: Scene, article: Article) -> Choice | None:
    """Link a bare surname that persons of the world have; None where nothing but the word speaks for a person."""
    text = span.text
    if _half(span, people) or opens_a_name(span) or is_thing(span, people.gazetteer):
        return None
    same = people.called(span)
    if len(same) == 1:
        return Choice(next(iter(same.values())), "name", 0.85, ("surname of a person named in the article",))
    before = span.doc[span.start - 1] if span.start else None
    by_title = titled(span)
    named = before is not None and before.tag_ == "NNP" and before.dep_ == "compound"
    stranger = named and not by_title and before is not None and before.lower_ not in address_words()
    likely = [] if same or stranger else [one for one in dict.fromkeys(known) if speaks_for(one, span, scene)]
    if len(likely) > 1 and scene.date:
        likely = [one for one in likely if _in_office(one, scene.date, people.gazetteer)]
    if len(likely) > 1:
        likely = [one for one in likely if of_a_state_spoken_of(one, scene)]
    if len(likely) == 1:
        people.told(span, likely[0])
        return Choice(people.gazetteer.referent(likely[0]), "name", 0.75, ("surname that fits title, state or date",))
    subject = span.root.pos_ == "PROPN" and span.root.dep_ == "nsubj"
    if by_title or subject or span[0].ent_type_ in _PERSONAL or told_as_person(span):
        return Choice(mint(text, "Person", article.id), "name", 0.5, ("a surname alone",))
    return None


def _half(span: Span, people: People) -> bool:
    """Tell whether a surname is half of a double one: "Vega-Castillo" is no Castillo, but "Trump-Putin" are two."""
    doc = span.doc
    others = []
    if span.start > 1 and doc[span.start - 1].text == "-" and not doc[span.start - 1].whitespace_:
        others.append(doc[span.start - 2].text)
    if span.end + 1 < len(doc) and doc[span.end].text == "-" and not doc[span.end - 1].whitespace_:
        others += [doc[span.end + 1].text] if doc[span.end + 1].text[:1].isupper() else []
    known = all(plain(one).lower() in people.gazetteer.surnames and not common_surname(one) for one in others)
    return bool(others) and (common_surname(span.text) or not known)


def called_like_a_town(span: Span, hit: Hit, people: People) -> bool:
    """Tell whether a town's name is a person's here: of one the article names in full, or of a known one to spaCy."""
    entities = people.gazetteer.world.entities
    others = [one for one in hit.candidates if one.kind != "surname"]
    before = span.doc[span.start - 1].lower_ if span.start else ""
    if len(span) > 1 or before in PLACING or any(entities[one.entity].type != "City" for one in others):
        return False
    if span[0].ent_type_ != "PERSON" or any(one.kind == "capital" for one in others):
        return False
    return len(others) < len(hit.candidates) or plain(span.text).lower() in people.by_part


def _in_office(entity: str, date: str, gazetteer: Gazetteer) -> bool:
    return any(
        fact.subject == entity and fact.relation == "holdsOffice" and fact.holds_on(date[:10])
        for fact in gazetteer.world.about(entity)
    )


def person(doc: Doc, unit: Unit, people: People, article: Article) -> Choice | None:
    """Link a new name that is a person's; None where it is nobody's."""
    text = " ".join(doc[unit.start : unit.end].text.split())
    if unit.end - unit.start > 1 and text in people.by_name:
        referent = people.by_name[text]
        known = referent.wikidata is not None or referent.entity in people.gazetteer.world.entities
        return Choice(
            referent, "name", 0.8 if known else 0.7, ("person of the world, spelled so" if known else "full name",)
        )
    same = people.called(doc[unit.start : unit.end])
    if len(same) == 1:
        return Choice(next(iter(same.values())), "name", 0.8, ("surname of a person named in the article",))
    if unit.label != "PERSON":
        return None
    if unit.end - unit.start == 1:
        known_person = _titled(doc, unit, people)
        if known_person is not None:
            return Choice(known_person, "name", 0.7, ("surname with a title that fits",))
        return Choice(mint(text, "Person", article.id), "name", 0.5, ("a surname alone",))
    return Choice(people.gazetteer.new(text, "Person"), "name", 0.7, ("full name",))


def _titled(doc: Doc, unit: Unit, people: People) -> Referent | None:
    """Find the one person of the world with this surname who has held the office of the title before it."""
    span = doc[unit.start : unit.end]
    known = people.gazetteer.surnames.get(plain(span.text).lower(), ())
    fitting = [one for one in known if fits(one, span, people.gazetteer)]
    return people.gazetteer.referent(fitting[0]) if len(fitting) == 1 and not is_thing(span, people.gazetteer) else None
