"""Link bodies and offices: "Russian Foreign Ministry" is the Ministry of Foreign Affairs of Russia."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.read.linking_gazetteer import Gazetteer, mint, with_article
from kg.read.mentions_posts import Placed, bearer_of, persons_by_token, place
from kg.read.mentions_values import Found, Referent
from kg.read.mentions_words import bodies, words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Doc

    from kg.read.mentions_words import Post


def found_posts(
    doc: Doc, names: tuple[Found, ...], posts: Iterable[tuple[Post, int, int]], gazetteer: Gazetteer
) -> tuple[Found, ...]:
    """Give bodies, and offices with their bearers; bodies come first, since spokespersons belong to them."""
    at = {i: one for one in names for i in range(one.start, one.end) if one.entities}
    for one in names:  # a state inside a longer name is nearer to what follows it
        at |= dict.fromkeys(range(one.start, one.end), one) if one.kind == "demonym" else {}
    larger = {(one.start, one.end) for one in names if "new name" in one.reasons and one.type != "Person"}
    starting = {one.start: one for one in sorted(names, key=lambda one: one.end) if one.entities}
    persons = persons_by_token(names)
    known = {(one.start, one.end): one for one in names if "new name" not in one.reasons}
    inside = {i for one in known.values() for i in range(one.start, one.end)}
    found: list[Found] = []
    for post, start, end in sorted(posts, key=lambda item: item[0].type == "Office"):
        if not _stands(doc, start, end) or any(one[0] <= start and end < one[1] for one in larger):
            continue
        placed = place(doc, post, start, end, at, starting)
        if inside.isdisjoint(range(start, end)) or _elsewhere(known.get((start, end)), placed, gazetteer):
            made = _found(doc, placed, gazetteer, persons)
            if made is not None:
                found.append(made)
                starting[made.start] = max(made, starting.get(made.start, made), key=lambda one: one.end)
                at |= dict.fromkeys(range(made.start, made.end), made) if made.type != "Office" else {}
    return tuple(found)


def with_owners(doc: Doc, names: tuple[Found, ...], gazetteer: Gazetteer) -> tuple[Found, ...]:
    """Tell whose a body is where the text says so: "US State Department", "Iran's Revolutionary Guards"."""
    states = [one for one in names if one.type == "State" and len(one.entities) == 1]
    return tuple(_owned(doc, one, states, gazetteer) if one.entities and one.type in _OWNED else one for one in names)


_OWNED = frozenset({"GovernmentBody", "ArmedForce", "MediaOutlet"})


def _owned(doc: Doc, body: Found, states: list[Found], gazetteer: Gazetteer) -> Found:
    new = "new name" in body.reasons
    real = None if new else gazetteer.state_of(body.entities[0].entity)
    for state in states:
        inside = body.start <= state.start and state.end <= body.end
        gap = body.start - state.end
        beside = gap == 0 or (gap == 1 and doc[state.end].tag_ == "POS")
        if (inside or beside) and (state.entities[0] == real or (new and body.type != "MediaOutlet")):
            return replace(body, owner=state.entities)
    return body


def _elsewhere(name: Found | None, placed: Placed, gazetteer: Gazetteer) -> bool:
    """Tell whether the text says that a body known under a bare name ("Joint Chiefs of Staff") is another state's."""
    if name is None or placed.owner is None or not name.entities:
        return False
    state = gazetteer.state_of(name.entities[0].entity)
    return state is not None and state.entity != placed.owner.entities[0].entity


def _stands(doc: Doc, start: int, end: int) -> bool:
    """Tell whether a phrase is a noun of its own, not only said of another ("military exercises")."""
    last = doc[end - 1]
    if last.pos_ in ("VERB", "AUX"):
        return False
    if end - start > 1 or not (last.text.islower() or last.is_sent_start):
        return True
    adjective = last.pos_ == "ADJ" and last.lower_ != "chief"  # "IAEA **chief** ElBaradei" is tagged so too
    return not adjective and (last.dep_ not in ("amod", "compound", "nmod") or last.head.pos_ == "PROPN")


def _found(doc: Doc, placed: Placed, gazetteer: Gazetteer, persons: Mapping[int, Found]) -> Found | None:
    head = doc[placed.start : placed.end].root.i
    if placed.post.type != "Office":
        return _body(doc, placed, head, gazetteer)
    bearer = bearer_of(doc, placed, head, persons)
    return _office(doc, placed, head, gazetteer, bearer)


def _spot(doc: Doc, placed: Placed) -> tuple[int, int, int, int]:
    start, end = placed.whole
    return start, end, doc[start].idx, doc[end - 1].idx + len(doc[end - 1])


def _body(doc: Doc, placed: Placed, head: int, gazetteer: Gazetteer) -> Found | None:
    start, end, char_start, char_end = _spot(doc, placed)
    post = placed.post
    if placed.owner is None:
        reason = ("whose it is, is told by a pronoun",) if placed.pronoun is not None else ("a body without its state",)
        return Found(start, end, head, post.type, (), "nominal", 0.3, reason, char_start, char_end)
    owner = placed.owner.entities
    referents = tuple(body_of(one, post, doc[placed.start : placed.end].text, gazetteer) for one in owner)
    return Found(
        start,
        end,
        head,
        post.type,
        referents,
        "name",
        0.85,
        (f"body of {owner[0].label}",),
        char_start,
        char_end,
        owner,
    )


def body_of(owner: Referent, post: Post, phrase: str, gazetteer: Gazetteer) -> Referent:
    """Give a state's body: the world's where one of its possible names is known there, else a new one."""
    adjective = gazetteer.adjectives.get(owner.entity, owner.label)
    title = " ".join(
        word if word in ("of", "for", "the", "to") else word[:1].upper() + word[1:] for word in phrase.split()
    )
    stem = owner.label
    tries = (
        label_of(owner, post, gazetteer),
        f"{adjective} {title}",
        f"{stem} {title}",
        f"{stem}'s {title}",
        *(post.label.format(name) for name in (adjective, stem)),
    )
    known = gazetteer.called(*tries)
    if known is not None and known.type not in ("State", "Person"):
        return known
    return mint(label_of(owner, post, gazetteer), post.type)


def label_of(owner: Referent, post: Post, gazetteer: Gazetteer) -> str:
    """Fill the label of a body or office with its owner."""
    if post.adjective:
        return post.label.format(gazetteer.adjectives.get(owner.entity, owner.label))
    return post.label.format(with_article(owner.label))


def _office(doc: Doc, placed: Placed, head: int, gazetteer: Gazetteer, bearer: Found | None) -> Found | None:
    if placed.post.of == "none" or (bearer is None and doc[head].dep_ in ("compound", "amod", "nmod")):
        return None
    start, end, char_start, char_end = _spot(doc, placed)
    owner = placed.owner.entities if placed.owner else ()
    known_state = gazetteer.state_of(bearer.entities[0].entity) if bearer and bearer.entities and not owner else None
    reasons: tuple[str, ...] = ()
    vague = doc[placed.end - 1].lower_ in words("words")["anybodys"]  # the leader of a party leads no state by that
    if known_state is not None and placed.post.of == "state" and not vague:
        owner, reasons = (known_state,), ("state of the person, from the reference",)
    entities = tuple(office_of(one, placed, doc, gazetteer) for one in owner)
    own = _held(bearer, placed.post, gazetteer) if bearer is not None and reasons else None
    if own is not None:
        entities, owner = (own,), _of_office(own, gazetteer) or owner
    if bearer is None:
        return Found(
            start,
            end,
            head,
            "Person",
            (),
            "nominal",
            0.3,
            ("a person by office", *reasons),
            char_start,
            char_end,
            owner,
        )
    return Found(
        start,
        end,
        head,
        "Office",
        entities,
        "title",
        0.85 if owner else 0.4,
        ("title", *reasons),
        char_start,
        char_end,
        owner,
        bearer.head,
    )


def _held(bearer: Found, post: Post, gazetteer: Gazetteer) -> Referent | None:
    """Give the one office of a title that somebody has held: of NATO for a Secretary General, whatever his state."""
    stem = post.label.split("{}")[0].lower()
    about = gazetteer.world.about(bearer.entities[0].entity)
    held = {fact.object for fact in about if fact.relation == "holdsOffice" and fact.object in gazetteer.world.entities}
    labels = {one: gazetteer.world.entities[one].label.lower().replace("-", " ") for one in held}
    fitting = [one for one, label in labels.items() if stem and label.startswith(stem)]
    return gazetteer.referent(fitting[0]) if len(fitting) == 1 else None


def _of_office(office: Referent, gazetteer: Gazetteer) -> tuple[Referent, ...]:
    """Give the state or organisation that an office is of."""
    owner = gazetteer.called(office.label.partition(" of ")[2].removeprefix("the "))
    return () if owner is None else (owner,)


def office_of(owner: Referent, placed: Placed, doc: Doc, gazetteer: Gazetteer) -> Referent:
    """Give a state's or body's office, the world's where it is known."""
    post, phrase = placed.post, doc[placed.start : placed.end].text
    title = " ".join(word if word in ("of", "for", "the") else word[:1].upper() + word[1:] for word in phrase.split())
    template = post.label or f"{title} of {{}}"
    label = template.format(with_article(owner.label))
    known = gazetteer.called(
        label, f"{owner.label} {title}", f"{title} of {owner.label}", f"{title} of {with_article(owner.label)}"
    )
    return known if known is not None and known.type == "Office" else mint(label, "Office")


def own_post(owner: Referent, phrase: str, gazetteer: Gazetteer) -> Referent | None:
    """Give the body of an owner that a phrase ("foreign ministry") calls by its kind."""
    post = next((post for post in bodies() if phrase in post.phrases), None)
    return body_of(owner, post, phrase, gazetteer) if post is not None else None
