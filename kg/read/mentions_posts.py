"""Find the bodies and offices that every state has, and whose they are: "Russian Foreign Ministry", "its president"."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc

from kg.read.mentions_words import Post, bodies, offices, words

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Span, Token

    from kg.read.mentions_values import Found

_OWNERS = frozenset(
    {"State", "Organization", "Alliance", "GovernmentBody", "ArmedForce", "MediaOutlet", "AdminArea", "ActorGroup"}
)
_TOWNS = frozenset({"City", "Place", "Territory"})
_BETWEEN = frozenset(
    {
        "'s",
        "’s",
        "'",
        "own",
        "official",
        "ruling",
        "new",
        "former",
        "then",
        "outgoing",
        "top",
        "acting",
        "current",
        "incumbent",
        "late",
        "senior",
        "ex",
        "-",
        "elect",
        "chief",
        "state",
        "national",
        "federal",
        "deputy",
        "interim",
        "longtime",
        "powerful",
        "veteran",
        "hardline",
    }
)


@dataclass(frozen=True, slots=True)
class Placed:
    """A body or office in a text: the phrase (``start``, ``end``), the whole with its owner, and the owner.

    ``owner`` is the index of the owner's mention, ``pronoun`` the token of a possessive pronoun in its place.
    """

    post: Post
    start: int
    end: int
    whole: tuple[int, int]
    owner: Found | None = None
    pronoun: int | None = None


Posts = Callable[["Doc"], tuple[tuple[Post, int, int], ...]]


def post_finder(nlp: Language) -> Posts:
    """Build the finder of bodies and offices: longest phrases first, no overlaps."""
    matcher = PhraseMatcher(nlp.vocab, attr="LOWER")
    table = {}
    for post in (*bodies(), *offices()):
        for phrase in post.phrases:
            for form in (phrase, f"{phrase}s") if post.type == "Office" and post.of != "none" else (phrase,):
                table[_words(nlp.make_doc(form))] = post
    matcher.add("post", [Doc(nlp.vocab, words=list(form)) for form in table])

    def find(doc: Doc) -> tuple[tuple[Post, int, int], ...]:
        spans = sorted(matcher(doc, as_spans=True), key=lambda span: (span.start - span.end, span.start))
        taken: set[int] = set()
        kept = []
        for span in spans:
            if taken.isdisjoint(range(span.start, span.end)):
                taken.update(range(span.start, span.end))
                kept.append((table[_words(span)], span.start, span.end))
        return tuple(sorted(kept, key=lambda item: item[1]))

    return find


def _words(tokens: Doc | Span) -> tuple[str, ...]:
    """Give lower-case words: spaces between them differ in tokenised text ("secretary - general")."""
    return tuple(token.lower_ for token in tokens)


def place(doc: Doc, post: Post, start: int, end: int, at: Mapping[int, Found], starting: Mapping[int, Found]) -> Placed:
    """Find the owner of a body or office; ``at`` gives the mention of a token, ``starting`` the longest from it."""
    left = _left_owner(doc, post, start, at)
    if isinstance(left, int):
        return Placed(post, start, end, (left, end), pronoun=left)
    if left is not None:
        return Placed(post, start, end, (left.start, end), owner=left)
    right = _right_owner(doc, post, end, starting)
    if right is not None and not (post.of == "body" and right.type == "State" and "spokes" not in doc[end - 1].lower_):
        return Placed(post, start, end, (start, right.end), owner=right)
    return Placed(post, start, end, (start, end))


def _left_owner(doc: Doc, post: Post, start: int, at: Mapping[int, Found]) -> Found | int | None:
    i = start - 1
    steps = 0
    while i >= 0 and steps < 4:
        found = at.get(i)
        if found is not None and found.end <= start and _may_own(found, post):
            return found
        if doc[i].tag_ == "PRP$":
            return i
        if doc[i].lower_ not in _BETWEEN and doc[i].tag_ not in ("JJ", "JJS", "VBN"):
            return None
        i, steps = i - 1, steps + 1
    return None


def _may_own(found: Found, post: Post) -> bool:
    """Tell whether something may have an office or body: a town has mayors, no ministers."""
    if not found.entities or (found.type == "ActorGroup" and found.kind == "demonym"):
        return False
    return found.type in _OWNERS or (post.of == "place" and found.type in _TOWNS)


def _right_owner(doc: Doc, post: Post, end: int, starting: Mapping[int, Found]) -> Found | None:
    if end + 1 >= len(doc) or doc[end].lower_ not in ("of", "for", "at"):
        return None
    i = end + 1
    while i < min(end + 4, len(doc)):
        found = starting.get(i)
        if found is not None:
            return found if _may_own(found, post) else None
        if doc[i].lower_ not in ("the", "both", "all"):
            return None
        i += 1
    return None


@cache
def address_words() -> frozenset[str]:
    """Give the forms of address and ranks that may stand between a title and its bearer: "Minister **Prince** Ann"."""
    return frozenset(
        word for post in offices() if post.of == "none" for phrase in post.phrases for word in phrase.split()
    )


def bearer_of(doc: Doc, placed: Placed, head: int, persons: Mapping[int, Found]) -> Found | None:
    """Find the person who bears a title: right after it, or in apposition to it."""
    behind = placed.whole[1]
    while behind + 1 < len(doc) and behind not in persons and doc[behind].lower_ in address_words():
        behind += 1  # "Prime Minister **Prince** Norodom"
    following = persons.get(behind)
    if following is not None and following.start == behind:
        return following
    token = doc[head]
    near = [token.head] if token.dep_ == "appos" else [child for child in token.children if child.dep_ == "appos"]
    return next((persons[one.i] for one in (*near, *_said_to_hold(token)) if one.i in persons), None)


def _said_to_hold(office: Token) -> list[Token]:
    """Give who a clause says holds an office: "**X** became minister", "appointed **X** minister", "**X** served as".

    Only a plain clause does: denials, modals and infinitives leave it open.
    """
    verb = office.head
    if office.dep_ == "pobj" and verb.lower_ == "as":
        verb = verb.head
    elif office.dep_ not in ("attr", "oprd"):
        return []
    if any(child.dep_ == "neg" or child.tag_ in ("MD", "TO") for child in verb.children):
        return []
    if verb.lemma_ in words("words")["bearing"]:
        wanted = {"nsubj", "nsubjpass"}
    elif verb.lemma_ in words("words")["appointing"]:
        wanted = {"nsubjpass"} if any(child.dep_ == "nsubjpass" for child in verb.children) else {"dobj"}
    else:
        return []
    return [child for child in verb.children if child.dep_ in wanted]


def persons_by_token(found: Iterator[Found] | tuple[Found, ...]) -> dict[int, Found]:
    """Give persons by each of their tokens."""
    return {i: one for one in found if one.type == "Person" for i in range(one.start, one.end)}
