"""Find all that an article mentions: names, bodies, offices, descriptions, pronouns, each with whom it stands for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from kg.model import Mention
from kg.read.linking import Choice, Scene, choose
from kg.read.linking_bodies import found_posts, with_owners
from kg.read.linking_gazetteer import STATE_KINDS, Gazetteer, mint
from kg.read.linking_persons import People, called_like_a_town, person, surname
from kg.read.linking_surnames import titled
from kg.read.linking_times import of_their_time
from kg.read.mentions_arms import variant
from kg.read.mentions_called import called
from kg.read.mentions_homes import homes
from kg.read.mentions_names import name_finder
from kg.read.mentions_namesakes import namesake
from kg.read.mentions_peoples import Peoples, is_language
from kg.read.mentions_places import misspelt
from kg.read.mentions_posts import post_finder
from kg.read.mentions_twins import twins
from kg.read.mentions_units import CLASSES, Unit, class_of, units
from kg.read.mentions_values import Found, Kind, Referent
from kg.read.mentions_words import collisions
from kg.read.plain import original
from kg.read.references import resolve

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Span

    from kg.model import Article
    from kg.read.mentions_names import Hit
    from kg.world import World

__all__ = ["Found", "Kind", "Linker", "Referent", "build_linker", "to_mentions"]

Linker = Callable[["Doc", "Article"], tuple[Found, ...]]


def build_linker(nlp: Language, world: World) -> Linker:
    """Build the matchers of a world once; the linker gives the mentions of a parsed article, in text order.

    Mentions may lie inside each other (*Russian* in *Russian Foreign Ministry*), but have different heads, but for
    names that share a token.
    """
    find_names, find_posts, gazetteer = name_finder(world), post_finder(nlp), Gazetteer(world)

    def link(doc: Doc, article: Article) -> tuple[Found, ...]:
        phrases = find_posts(original(doc))
        titles = tuple(
            (start, end) for post, start, end in phrases if post.type == "Office" and doc[end - 1].tag_ != "NNS"
        )
        hits = of_their_time((*find_names(doc, article.text), *twins(doc, world)), world, article.published)
        names = with_owners(doc, tuple(_names(doc, article, hits, titles, gazetteer)), gazetteer)
        posts = tuple(
            one for one in found_posts(doc, names, phrases, gazetteer) if not any(_names_it(n, one) for n in names)
        )
        covered = {(one.start, one.end) for one in posts}
        kept = [one for one in names if not _replaced(one, posts, covered)]
        return resolve(doc, article, (*kept, *posts), gazetteer)

    return link


def _names_it(name: Found, post: Found) -> bool:
    """Tell whether a new name says more than the body in it that is nobody's: "Madras High Court", "high court"."""
    return (
        not post.entities
        and post.type != "Office"
        and "new name" in name.reasons
        and name.start < post.start
        and name.end == post.end
    )


def _replaced(name: Found, posts: Iterable[Found], covered: set[tuple[int, int]]) -> bool:
    """Tell whether a new name is only a body or title that was found better (``Foreign Ministry``)."""
    if (name.start, name.end) in covered or any(name.head == post.head and name.entities for post in posts):
        return True
    return "new name" in name.reasons and any(
        post.start <= name.start and name.end <= post.end and name.head == post.head for post in posts
    )


def _names(
    doc: Doc, article: Article, hits: tuple[Hit, ...], titles: tuple[tuple[int, int], ...], gazetteer: Gazetteer
) -> Iterator[Found]:
    """Link every name, those that need others last."""
    found = units(doc, hits, titles, gazetteer)
    single = frozenset(one for unit in found if (one := _named(unit, gazetteer)) is not None)
    scene = Scene(gazetteer, frozenset(token.lower_ for token in doc), single, article.published, collisions())
    people = People.of(doc, found, gazetteer)
    peoples, spelled = Peoples(), dict(_places(doc, found, gazetteer))
    for unit in found:
        if unit.hit is not None and unit.hit.glued:
            yield _pair(doc, unit.hit, gazetteer)
            continue
        choice = _choice(doc, article, unit, scene, people, peoples, spelled)
        if choice is not None:
            yield _found(doc, unit, choice)


def _places(doc: Doc, found: list[Unit], gazetteer: Gazetteer) -> Iterator[tuple[str, Referent]]:
    """Yield the new names that are called a place of some kind once, as that wherever the text has them."""
    for unit in found:
        span = doc[unit.start : unit.end]
        if unit.hit is None and unit.label == "GPE" and (kind := called(span)) is not None:
            text = " ".join(span.text.split())
            yield text.lower(), gazetteer.new(text, kind)


def _named(unit: Unit, gazetteer: Gazetteer) -> str | None:
    """Give what a name leaves no doubt to mean: its only bearer, a state rather than towns called so (Armenia)."""
    if unit.hit is None or not _certain(unit, gazetteer):
        return None
    types = {one.entity: gazetteer.world.entities[one.entity].type for one in unit.hit.candidates}
    states = [entity for entity, type_ in types.items() if type_ == "State"]
    if len(states) == 1 and set(types.values()) == {"State", "City"}:
        kinds = {one.kind for one in unit.hit.candidates if one.entity == states[0]}
        return states[0] if "name" in kinds else None
    return next(iter(types)) if len(types) == 1 else None


def _certain(unit: Unit, gazetteer: Gazetteer) -> bool:
    """Tell whether a name leaves no doubt: no by-name of one word, but a state's (Britain), no capital or surname."""
    first = unit.hit.candidates[0] if unit.hit is not None else None
    if first is None or first.kind in ("capital", "surname", "short"):
        return first is None
    state = gazetteer.world.entities[first.entity].type == "State"
    return first.kind != "alias" or state or unit.end - unit.start > 1


def _pair(doc: Doc, hit: Hit, gazetteer: Gazetteer) -> Found:
    """Give both members of a pair that is one token ("U.S.-Japan")."""
    token = doc[hit.start]
    members = tuple({one.entity: gazetteer.referent(one.entity) for one in hit.candidates}.values())
    end = token.idx + (len(token) if len(members) > 1 else token.text.index("-"))
    return Found(
        hit.start,
        hit.end,
        hit.start,
        members[0].type,
        members,
        "name",
        0.85,
        ("names joined by a hyphen",),
        token.idx,
        end,
    )


def _choice(
    doc: Doc,
    article: Article,
    unit: Unit,
    scene: Scene,
    people: People,
    peoples: Peoples,
    spelled: dict[str, Referent],
) -> Choice | None:
    span = doc[unit.start : unit.end]
    if unit.hit is not None:
        return _of_the_world(span, unit.hit, people, scene, article, peoples)
    text = " ".join(span.text.split())
    numbered = unit.label == "PRODUCT"  # the Agni-VI is no Agni-V misspelt
    meant = None if numbered else misspelt(doc, unit.start, unit.end, unit.label, scene.gazetteer.spellings)
    if meant is not None and text.lower() not in people.by_part:
        kind = "demonym" if meant.kind in STATE_KINDS else "name"
        return Choice(scene.gazetteer.referent(meant.entity), kind, 0.6, (f"spelled nearly as {meant.text}",))
    joined = None if called(span) else person(doc, unit, people, article)
    if joined is not None:
        return joined
    known = scene.gazetteer.composed(text) or (variant(text, scene.gazetteer) if numbered else None)
    if known is not None:
        return Choice(known, "name", 0.85, (f"another way to write {known.label}",))
    expanded = _abbreviated(doc, unit, spelled)
    referent = spelled.get(text.lower()) or expanded or _new(text, unit, scene.gazetteer)
    spelled[text.lower()] = referent
    return Choice(referent, "name", 0.6, ("new name", f"spaCy: {unit.label}"))


def _of_the_world(
    span: Span, hit: Hit, people: People, scene: Scene, article: Article, peoples: Peoples
) -> Choice | None:
    """Choose whom a name of the world stands for; None where it is no name here."""
    borne = tuple(one.entity for one in hit.candidates if one.kind == "surname")
    if len(borne) == len(hit.candidates) or called_like_a_town(span, hit, people):
        return surname(span, borne, people, scene, article)
    if borne and titled(span) and (bearer := surname(span, borne, people, scene, article)) is not None:
        return bearer  # Prime Minister Montenegro is no state
    if all(one.kind in STATE_KINDS for one in hit.candidates) and is_language(span):
        return None
    hit = hit.without_surnames()
    choice = namesake(hit, span, scene.gazetteer) or choose(hit, span, scene)
    if choice.referent is None and choice.score == 0.0:
        return None
    if choice.referent is not None:
        people.met(span.text, choice.referent)
    if choice.referent is None or choice.kind != "demonym":
        return choice
    return peoples.people(span, article, group=choice.referent.type == "ActorGroup") or choice


def _new(text: str, unit: Unit, gazetteer: Gazetteer) -> Referent:
    """Make the entity of a new name; one that has the id of something else of the world gets its class put after."""
    if unit.label == "TEAM":
        return mint(f"{text} (team)", CLASSES[unit.label])
    if unit.label == "PRODUCT" and any(char.isdigit() for char in text):
        text = text.removesuffix("s")
    return gazetteer.new(text, class_of(text, unit.label))


def _abbreviated(doc: Doc, unit: Unit, spelled: dict[str, Referent]) -> Referent | None:
    """Give what an acronym in brackets stands for: the new name right before them."""
    text = doc[unit.start : unit.end].text
    if unit.start < 2 or doc[unit.start - 1].text != "(" or not text.isupper():
        return None
    for name, referent in reversed(spelled.items()):
        if doc.text[: doc[unit.start - 1].idx].rstrip().lower().endswith(name):
            initials = "".join(word[0] for word in referent.label.split() if word[0].isupper())
            return referent if text[0] == initials[:1] and len(text) >= len(initials) - 1 else None
    return None


def _found(doc: Doc, unit: Unit, choice: Choice) -> Found:
    span = doc[unit.start : unit.end]
    entities = (choice.referent,) if choice.referent else ()
    type_ = choice.referent.type if choice.referent else "Entity"
    kind: Kind = "demonym" if choice.kind == "demonym" else "name"
    return Found(
        unit.start,
        unit.end,
        span.root.i,
        type_,
        entities,
        kind,
        choice.score,
        (*choice.reasons, *(unit.hit.reasons if unit.hit else ())),
        span.start_char,
        span.end_char,
    )


def to_mentions(article: Article, found: Iterable[Found], world: World | None = None) -> tuple[Mention, ...]:
    """Give the mentions as plain values: one for each entity a phrase stands for, one where there is none.

    With a ``world``, states spoken of only by what is theirs ("the Knesset") follow what they were told by.
    """
    listed = tuple(found)
    said = [mention for one in listed for mention in _mentions(article, one)]
    spoken_of = homes(article, listed, Gazetteer(world)) if world is not None else ()
    return tuple(sorted([*said, *spoken_of], key=lambda one: (one.start, -one.end)))


def _mentions(article: Article, one: Found) -> Iterator[Mention]:
    text = article.text[one.char_start : one.char_end]
    if not one.entities:
        yield Mention(one.char_start, one.char_end, text, one.type, score=one.score, reasons=one.reasons)
    for who in one.entities:
        yield Mention(
            one.char_start, one.char_end, text, who.type, who.entity, who.label, who.wikidata, one.score, one.reasons
        )
