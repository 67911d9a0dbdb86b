"""Read who somebody is off the names themselves: "Kenyan Treasury spokesperson Atieno"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from spacy.tokens import Doc

from kg.read.ends import Candidate, Ends
from kg.read.mentions import Found, Referent
from kg.read.propositions import Proposition
from kg.relations import fits, relations
from kg.resources import resource, rows

_NEAR = 3  # tokens between a body and its owner: "the foreign ministry of the DPRK"
_LIST = 40  # tokens that a list in parentheses may have
_BODIES = ("GovernmentBody", "ArmedForce", "MediaOutlet")


@cache
def _offices() -> dict[str, str]:
    return {row["begins"]: row["relation"] for _, row in rows(resource("syntax", "offices.csv"))}


def descriptors(doc: Doc, found: Iterable[Found], ends: Ends) -> Iterator[Proposition]:
    """Yield whose a body is (once a sentence) and which office a named person holds."""
    seen: set[tuple[str, str, int]] = set()
    for one in found:
        for proposition in (
            *_body(doc, one, ends),
            *_bearer(doc, one, ends),
            *_members(doc, one, ends),
            *_weapon(doc, one, ends),
        ):
            pair = (proposition.subject.referent.entity, proposition.object.referent.entity)
            key = (*pair, proposition.trigger.sent.start)
            if key not in seen:
                seen.add(key)
                yield proposition


def _body(doc: Doc, one: Found, ends: Ends) -> Iterator[Proposition]:
    if one.kind in {"pronoun", "described"} or not fits(one.type, _BODIES) or not _owner_is_named(doc, one, ends):
        return
    for body in one.entities:
        for owner in one.owner:
            if owner.entity != body.entity and fits(owner.type, relations()["agencyOf"].range):
                subject, object_ = Candidate(body, one, direct=True), Candidate(owner, one, direct=True)
                yield Proposition("agencyOf", subject, object_, doc[one.head], "", "rule: a body named with its owner")


def _weapon(doc: Doc, one: Found, ends: Ends) -> Iterator[Proposition]:
    """Yield whose a weapon named by its designation is: "**Japan**'s F-2 jets" (CLAIMS.md, decision 13)."""
    loose = doc[one.head].dep_ in {"compound", "amod", "nmod"}  # "U.S. drone strikes"
    designated = any(char.isdigit() for who in one.entities[:1] for char in who.label)
    if loose or not designated or one.type != "WeaponSystem" or one.kind not in {"name", "nominal"}:
        return
    weapon = Candidate(one.entities[0], one, direct=True)
    for owner in ends.roles.premodifiers(doc[one.head]):
        for who in ends.of(owner, ("State", "ArmedForce")):
            if who.direct:
                yield Proposition("possesses", who, weapon, doc[one.head], "", "rule: a weapon named with its owner")


def _members(doc: Doc, one: Found, ends: Ends) -> Iterator[Proposition]:
    """Yield the members given in parentheses: "AUKUS (**Australia**, **Britain** and the **United States**)"."""
    if (
        one.kind != "name"  # "the large countries have two commissioners (France, Spain)"
        or one.end >= len(doc)
        or doc[one.end].text != "("
        or not (one.entities and fits(one.type, relations()["memberOf"].range))
    ):
        return
    closing = next((token.i for token in doc[one.end : one.end + _LIST] if token.text == ")"), one.end)
    listed = {found.char_start: found for token in doc[one.end : closing] if (found := ends.at(token)) is not None}
    states = [found for found in listed.values() if found.type == "State" and found.entities]
    if len(states) < 2 or len(states) < len(listed):
        return
    for found in states:
        member, whole = Candidate(found.entities[0], found, direct=True), Candidate(one.entities[0], one, direct=True)
        yield Proposition("memberOf", member, whole, doc[one.head], "", "rule: members in parentheses")


def _owner_is_named(doc: Doc, one: Found, ends: Ends) -> bool:
    """Tell whether the text itself says whose the body is: in its name, right before it, or behind *of*.

    The name of a newspaper says where it appears, not whose it is: the *Korea Herald*.
    """
    owners = {owner.entity for owner in one.owner}
    near = doc[max(one.start - _NEAR, doc[one.start].sent.start) : min(one.end + _NEAR, len(doc))]
    outlet = one.kind == "name" and fits(one.type, ("MediaOutlet",))
    told = (ends.at(token) for token in near if not (outlet and one.start <= token.i < one.end))
    return any(owners & {referent.entity for referent in found.entities} for found in told if found is not None)


def _bearer(doc: Doc, one: Found, ends: Ends) -> Iterator[Proposition]:
    person = ends.at(doc[one.bearer]) if one.bearer is not None else _following(doc, one, ends)
    if one.type != "Office" or person is None or not person.entities or person.entities[0].type != "Person":
        return
    bearer = Candidate(person.entities[0], person, direct=True)
    for place, office in enumerate(one.entities):
        owner = one.owner[place] if place < len(one.owner) else None
        yield _held(doc, one, bearer, office, owner)


def _following(doc: Doc, one: Found, ends: Ends) -> Found | None:
    """Give the person named right behind an office ("Secretary of State **Antony Blinken**")."""
    return ends.at(doc[one.end]) if one.type == "Office" and one.end < len(doc) else None


def _is_led(whole: Referent) -> bool:
    """Tell whether who stands at the head of something leads it, rather than holds an office of a state."""
    return fits(whole.type, ("ArmedForce",)) or (
        fits(whole.type, ("Organization", "ActorGroup")) and not fits(whole.type, ("GovernmentBody",))
    )


def _held(doc: Doc, one: Found, bearer: Candidate, office: Referent, owner: Referent | None) -> Proposition:
    """Give what the office says: headOfGovernment, headOfState, spokespersonOf, leads; else holdsOffice."""
    relation = next((found for begins, found in _offices().items() if office.label.startswith(begins)), "holdsOffice")
    trigger, how = doc[one.head], "rule: a title before a name"
    if owner is not None and relation == "spokespersonOf" and fits(owner.type, relations()[relation].range):
        return Proposition(relation, bearer, Candidate(owner, one, direct=True), trigger, "", how)
    if owner is not None and relation == "leads" and _is_led(owner):
        return Proposition(relation, bearer, Candidate(owner, one, direct=True), trigger, "", how)
    if owner is not None and relation.startswith("headOf") and owner.type == "State":
        return Proposition(relation, Candidate(owner, one, direct=True), bearer, trigger, "", how)
    return Proposition("holdsOffice", bearer, Candidate(office, one, direct=True), trigger, "", how)
