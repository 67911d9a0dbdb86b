"""Tell which of several places of a name the words beside it mean: "Lebanon, Pennsylvania", "Washington state".

Who bears a name in an article as a whole is told in ``ontology/mention-collisions.csv``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.read.linking import Choice
from kg.read.linking_gazetteer import mint
from kg.read.mentions_refuted import PLACING
from kg.read.mentions_words import words
from kg.world import fold
from kg.world.namesakes import namesakes

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

    from kg.read.linking_gazetteer import Gazetteer
    from kg.read.mentions_names import Hit
    from kg.read.mentions_values import Referent
    from kg.world import Name

_PLACES = frozenset({"State", "City", "AdminArea"})
_LONGEST = 3  # words of a division's name: "Prince Edward Island"
_JOINED = frozenset({",", "and", "or"})


def namesake(hit: Hit, span: Span, gazetteer: Gazetteer) -> Choice | None:
    """Give the place that the words beside a name tell is meant, where that is not the one best known by it."""
    if hit.glued or not {gazetteer.world.entities[one.entity].type for one in hit.candidates} <= _PLACES:
        return None
    return (
        _of_its_city(hit, span, gazetteer)
        or _town_of(hit, span, gazetteer)
        or _division(span, gazetteer)
        or _division_or_city(hit, span, gazetteer)
        or _relative(span)
    )


def _of_its_city(hit: Hit, span: Span, gazetteer: Gazetteer) -> Choice | None:
    """Give the division after a town of it: "Spokane, Washington", "Atlanta, Georgia"."""
    doc, comma = span.doc, span.start - 1
    if comma < 1 or doc[comma].text != ",":
        return None
    towns = [one for at in (1, 2, 3) for one in gazetteer.world.lookup(doc[max(0, comma - at) : comma].text)]
    borne = [one.entity for one in hit.candidates if gazetteer.world.entities[one.entity].type == "AdminArea"]
    division = (
        gazetteer.referent(borne[0])
        if len(borne) == 1
        else gazetteer.called(f"{span.text} State", f"{span.text} (US state)")
    )
    if division is None or division.type != "AdminArea":
        return None
    state = gazetteer.state_of(division.entity)
    seats = {gazetteer.state_of(one.entity) for one in towns if _is_seat(one, gazetteer)}
    elsewhere = bool(seats) and not seats & {gazetteer.state_of(one.entity) for one in hit.candidates}
    if state in seats or (elsewhere and _placed(doc, comma) and _closes(doc, span.end)):
        return Choice(division, "name", 0.9, ("after a town of it",))
    return None


def _is_seat(name: Name, gazetteer: Gazetteer) -> bool:
    return name.kind == "capital" or gazetteer.world.entities[name.entity].type == "City"


def _placed(doc: Doc, comma: int) -> bool:
    """Tell whether one word stands between a comma and *in*, *near*, *from*: "in Rome, Georgia"."""
    return comma > 1 and doc[comma - 2].lower_ in PLACING


def _town_of(hit: Hit, span: Span, gazetteer: Gazetteer) -> Choice | None:
    """Give the town of another state's division that follows in commas: "Cuba, Missouri, "."""
    doc, end = span.doc, span.end
    if end + 1 >= len(doc) or doc[end].text != ",":
        return None
    for stop, division in _divisions_from(doc, end + 1, gazetteer):
        in_state = gazetteer.state_of(division.entity) is not None
        if (
            in_state
            and not any(_may_lie(one.entity, division, gazetteer) for one in hit.candidates)
            and _closes(doc, stop)
        ):
            town = f"{span.text}, {division.label}"
            return Choice(mint(town, "City"), "name", 0.8, (f"a town of {division.label}",))
    return None


def _may_lie(place: str, division: Referent, gazetteer: Gazetteer) -> bool:
    """Tell whether a place is of the state of a division, and not known to lie in another: "Durham, N.H."."""
    own = namesakes()[place].own if place in namesakes() else ""
    inside = gazetteer.state_of(place) == gazetteer.state_of(division.entity)
    return inside and own in ("", fold(division.label).removesuffix(" state").removesuffix(" (us state)"))


def _divisions_from(doc: Doc, start: int, gazetteer: Gazetteer) -> Iterator[tuple[int, Referent]]:
    """Yield the divisions of states whose names begin at a token, the longest first, each with where it ends."""
    for stop in range(min(start + _LONGEST, len(doc)), start, -1):
        found = _only_division(doc[start:stop].text, gazetteer)
        if found is not None:
            yield stop, found


def _only_division(text: str, gazetteer: Gazetteer) -> Referent | None:
    found = {one.entity for one in gazetteer.world.lookup(text)}
    types = {one: gazetteer.world.entities[one].type for one in found}
    divisions = [one for one in found if types[one] == "AdminArea"]
    alone = len(divisions) == 1 and set(types.values()) <= {"AdminArea", "City"}
    return gazetteer.referent(divisions[0]) if alone else None


def _closes(doc: Doc, stop: int) -> bool:
    """Tell whether what stands between commas ends at a token: no list goes on there."""
    if stop >= len(doc) or doc[stop].is_sent_start:
        return True
    listed = stop + 1 < len(doc) and (doc[stop + 1].lower_ in _JOINED or doc[stop + 1].pos_ == "PROPN")
    return doc[stop].is_punct and not (doc[stop].text == "," and listed)


def _division(span: Span, gazetteer: Gazetteer) -> Choice | None:
    """Give the division of the name where *state* follows, or others of its state stand beside it in a list."""
    division = gazetteer.called(f"{span.text} State", f"{span.text} (US state)")
    if division is None or division.type != "AdminArea":
        return None
    doc, end = span.doc, span.end
    if end < len(doc) and doc[end].text == "state":
        return Choice(division, "name", 0.9, ("said to be a state of a federation",))
    if span.start > 2 and doc[span.start - 1].lower_ == "of" and _lawmaker(doc, span.start - 1):
        return Choice(division, "name", 0.9, ("who sits for it sits for a division",))
    state = gazetteer.state_of(division.entity)
    if any(gazetteer.state_of(one.entity) == state for one in _beside(span, gazetteer)):
        return Choice(division, "name", 0.85, ("listed among divisions of its state",))
    return None


def _division_or_city(hit: Hit, span: Span, gazetteer: Gazetteer) -> Choice | None:
    """Give the division or the city of one name by who is of it: "the Quebec premier", "mayor of New York"."""
    ids = {one.entity for one in hit.candidates}
    divisions = [one for one in ids if gazetteer.world.entities[one].type == "AdminArea"]
    cities = [one for one in ids if gazetteer.world.entities[one].type == "City"]
    if len(divisions) != 1 or len(cities) != 1 or len(ids) > len(divisions) + len(cities):
        return None
    sets, of = words("words"), {word.lower_ for word in _of_it(span)}
    if not of.isdisjoint(sets["of_divisions"]):
        return Choice(gazetteer.referent(divisions[0]), "name", 0.9, ("who is of it is of a division",))
    if not of.isdisjoint(sets["of_cities"]):
        return Choice(gazetteer.referent(cities[0]), "name", 0.9, ("who is of it is of a city",))
    if span.text.lower() in sets["great_cities"]:
        return Choice(gazetteer.referent(cities[0]), "name", 0.8, ("better known than its division",))
    return None


def _of_it(span: Span) -> Iterator[Token]:
    """Yield the words that may tell what sort of place has them: after it, or before its *of*."""
    doc, end = span.doc, span.end
    end += end < len(doc) and doc[end].tag_ == "POS"
    yield from doc[end : end + 2]
    if span.start > 1 and doc[span.start - 1].lower_ in ("of", "for", "from"):
        yield doc[span.start - 2]


def _lawmaker(doc: Doc, end: int) -> bool:
    """Tell whether a name with the title of a lawmaker of a division ends at a token: "Sen. Ann Lee of Georgia"."""
    near = [doc[at].lower_ for at in range(max(0, end - 4), end)]
    return not words("words")["lawmakers"].isdisjoint(near)


def _beside(span: Span, gazetteer: Gazetteer) -> Iterator[Referent]:
    """Yield the divisions that stand before or after a name in a list."""
    doc, start, end = span.doc, span.start, span.end
    if start > 1 and doc[start - 1].lower_ in _JOINED:
        before = (_only_division(doc[at : start - 1].text, gazetteer) for at in (start - 2, max(0, start - 3)))
        yield from (one for one in before if one is not None)
    if end + 1 < len(doc) and doc[end].lower_ in _JOINED:
        yield from (one for _, one in _divisions_from(doc, end + 1, gazetteer))


def _relative(span: Span) -> Choice | None:
    """Refuse a place where its name is that of somebody's kin: "my brother Chad"."""
    sets, before = words("words"), span.doc[span.start - 1] if span.start else None
    if before is not None and before.lower_ in sets["kin"] and span.text.lower() in sets["given_names"]:
        return Choice(None, "name", 0.0, ("a relative's name",))
    return None
