"""Weigh what speaks for the bearer of a bare surname: a title that fits, the state spoken of, a time in office."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.read.gender import of_name
from kg.read.linking_leaders import leads_here, leads_now
from kg.read.mentions_beside import of_a_stranger
from kg.read.mentions_refuted import known_words
from kg.read.mentions_words import common_surname, last_title_words, office_titles, title_words, words
from kg.world import doubtful, fold

if TYPE_CHECKING:
    from spacy.tokens import Span

    from kg.read.linking import Scene
    from kg.read.linking_gazetteer import Gazetteer
    from kg.read.mentions_words import Post

_LONGEST = 4  # words of a title right before a name
_AHEAD = 2  # years that papers write of somebody before they lead a state


def speaks_for(entity: str, span: Span, scene: Scene) -> bool:
    """Tell whether a title, or the state that is spoken of, speaks for a person; few leaders need neither.

    These have a rare surname, and led one of the states that are most in the news by the time of the article, or lead
    a state then in an article on politics.
    """
    if addressed_otherwise(span, scene.gazetteer.world.entities[entity].label):
        return False
    titles = fits(entity, span, scene.gazetteer)
    if not titles and of_a_stranger(span):
        return False
    near, common = of_a_state_spoken_of(entity, scene), common_surname(span.text)
    if not titles and (common or fold(span.text) in doubtful()):
        return near and leads_here(entity, span, scene)
    if titles or near:
        return not common or near or bool(_led(entity, scene))
    if titled(span) or span.root.pos_ not in ("PROPN", "NOUN") or span.text.islower():
        return False
    famous = not _led(entity, scene).isdisjoint(words("words")["news_states"])
    return famous or len(span) > 1 or leads_now(entity, span, scene)


def _led(entity: str, scene: Scene) -> frozenset[str]:
    """Give the states that somebody has led by the time of an article, or led soon after."""
    year = int(scene.date[:4]) + _AHEAD if scene.date else 9999
    about = scene.gazetteer.world.about(entity)
    led = (one for one in about if one.object == entity and one.relation.startswith("headOf"))
    return frozenset(one.subject for one in led if not one.start or int(one.start[:4]) <= year)


def fits(entity: str, span: Span, gazetteer: Gazetteer) -> bool:
    """Tell whether the title before a name is of a state's office that somebody has held: any "Minister"."""
    title, post = _title_before(span)
    if post is None or post.of != "state":
        return False
    stem = post.label.split(" of ")[0].lower()
    wanted = {stem or title} | ({title.split()[-1]} if not title.startswith(("vice", "deputy")) else set())
    held = (one for one in gazetteer.world.about(entity) if one.subject == entity and one.relation == "holdsOffice")
    called = (one.object.replace("-", " ") for one in held if gazetteer.state_of(one.object) is not None)
    return any(one in office for office in called for one in wanted)


def _title_before(span: Span) -> tuple[str, Post | None]:
    for start in range(max(0, span.start - _LONGEST), span.start):
        text = span.doc[start : span.start].text.lower()
        if text in office_titles():
            return text, office_titles()[text]
    return "", None


def addressed_otherwise(span: Span, label: str) -> bool:
    """Tell whether the form of address is another's: "Mr. Obama" is not Michelle Obama."""
    before = span.doc[span.start - 1].lower_ if span.start else ""
    told = "f" if before in words("words")["feminine"] else "m" if before in words("words")["masculine"] else ""
    return bool(told) and of_name(label) not in ("", told)


def titled(span: Span) -> bool:
    """Tell whether a title of an office stands right before a name: "Prime Minister Orbán"."""
    return span.start > 0 and span.doc[span.start - 1].lower_ in last_title_words(addresses=False)


def of_a_state_spoken_of(entity: str, scene: Scene) -> bool:
    """Tell whether the article names a person's state, its capital or what is its own, or what the person heads."""
    state = scene.gazetteer.state_of(entity)
    return (state is not None and state.entity in scene.states) or _heads(entity, scene)


def _heads(entity: str, scene: Scene) -> bool:
    """Tell whether the article names an organisation of which somebody is or was secretary or president."""
    world = scene.gazetteer.world
    held = (one for one in world.about(entity) if one.subject == entity and one.relation == "holdsOffice")
    of = (world.entities[one.object].label.partition(" of ")[2].removeprefix("the ") for one in held)
    return any(body is not None and body.entity in scene.certain for body in map(scene.gazetteer.called, of))


def opens_a_name(span: Span) -> bool:
    """Tell whether a family name comes first of a name that nobody knows: "Hu Mei-lin" is no Hu Jintao."""
    doc, end = span.doc, span.end
    if end >= len(doc) or span.text not in words("words")["family_first"]:
        return False
    after = doc[end]
    return after.tag_ == "NNP" and after.text[:1].isupper() and after.lower_ not in known_words()


def is_thing(span: Span, gazetteer: Gazetteer) -> bool:
    """Tell whether an article makes a surname another name (*the Petro*), or it is a given name: Major Ann Lee."""
    doc, end = span.doc, span.end
    after = doc[end] if end < len(doc) else None
    articled = span.start > 0 and doc[span.start - 1].lower_ == "the" and doc[span.start - 1].head.i == span.root.i
    alone = after is None or (after.pos_ not in ("NOUN", "PROPN", "ADJ") and after.tag_ not in ("VBG", "VBN", "POS"))
    if articled and alone and span.root.tag_ not in ("NNS", "NNPS"):
        return True
    if after is None or after.tag_ != "NNP" or after.lower_ in known_words():
        return False
    if any(one.kind != "surname" for stop in (end + 1, end + 2) for one in gazetteer.world.lookup(doc[end:stop].text)):
        return False  # "the Obama White House"
    return after.ent_type_ == "PERSON" and (after.ent_iob_ == "I" or span.text.lower() in title_words())
