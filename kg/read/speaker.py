"""Find who stands behind a cue: the subject, through coordination, control, participles and relative clauses."""

from __future__ import annotations

from spacy.tokens import Token

from kg.read import reporting
from kg.read.asides import reported_beside
from kg.read.governors import look
from kg.read.speech import Range
from kg.read.syntax import antecedent, children, is_passive, is_verb

_SUBJECTS = ("nsubj", "csubj")
_RELATIVE = frozenset({"WDT", "WP", "WRB"})
_SUBJECT_CONTROL = frozenset({"promise", "vow", "threaten", "use"})
_LINKS = frozenset({"conj", "advcl", "dep", "prep"})
_EDGES = frozenset({",", "-", "--", "–", "—", "―", '"'})
_NAMED = frozenset({"NORP", "GPE", "PERSON", "ORG", "FAC"})
_MAX_DEPTH = 6
_MAX_NAME = 15  # tokens of a source that stands loose
Source = tuple[Range | None, int | None]
"""The range of the phrase that names a source, and its head; None twice where nobody is named."""
NOBODY: Source = (None, None)


def phrase(token: Token | None, before: int | None = None) -> Source:
    """Give the phrase of a source and its head, ending before a cue that follows it.

    A relative pronoun brings the noun it stands for: "**analysts who** say" has the head *analysts*.
    """
    if token is None or token.dep_ == "csubj" or (token.pos_ == "PRON" and token.lower_ in {"there", "what"}):
        return NOBODY
    start, end, head = token.left_edge.i, token.right_edge.i + 1, token.i
    noun = antecedent(token)
    if noun.i != token.i and noun.left_edge.i < token.i:
        start, end, head = noun.left_edge.i, token.i + 1, noun.i
    if before is not None and head < before < end:
        end = before
    return _bare(token, start, end, _behind(token.doc[head]).i)


def _behind(noun: Token) -> Token:
    """Give the person behind "**his** statement warns"; a document speaks for itself."""
    possessive = children(noun, "poss")
    words = noun.pos_ == "NOUN" and reporting.frames("N", noun.lemma_)
    return possessive[0] if possessive and words else noun


def _bare(token: Token, start: int, end: int, head: int) -> Source:
    doc = token.doc
    while end - 1 > head and (doc[end - 1].is_space or doc[end - 1].text in _EDGES):
        end -= 1
    while start < head and (doc[start].is_space or doc[start].text in _EDGES):
        start += 1
    return (start, end), head


def speaker(verb: Token) -> Token | None:
    """Give the head of whom a verb ascribes its content to, None where it leaves that open."""
    if _is_bare_participle(verb):
        return agent(verb) or _place(verb)
    return agent(verb) if is_passive(verb) else subject(verb)


def _is_bare_participle(verb: Token) -> bool:
    """Tell "as noted in the Kremlin", "as reported by Xinhua"."""
    marked = any(child.lower_ == "as" for child in children(verb, "mark", "advmod"))
    return marked and verb.tag_ == "VBN" and not children(verb, "nsubj", "aux", "auxpass")


def _place(verb: Token) -> Token | None:
    inside = [child for child in children(verb, "prep") if child.lower_ in {"in", "at"}]
    return next((found for child in inside for found in children(child, "pobj") if found.ent_type_ in _NAMED), None)


def agent(verb: Token) -> Token | None:
    """Give the object of a passive's *by*."""
    for child in verb.children:
        if child.dep_ == "agent" or (child.dep_ == "prep" and child.lower_ == "by"):
            return next(iter(children(child, "pobj")), None)
    return None


def subject(verb: Token, depth: int = 0) -> Token | None:
    """Give the subject of an active verb, its own or the one it shares."""
    own = [child for child in children(verb, *_SUBJECTS) if child.lower_ not in {"it", "there"}] or children(
        verb, *_SUBJECTS
    )
    if own:
        return min(own, key=lambda child: abs(child.i - verb.i))
    if children(verb, "expl") or depth > _MAX_DEPTH:
        return None
    return _shared(verb, depth + 1)


def any_subject(verb: Token, depth: int = 0) -> Token | None:
    """Give the subject of a verb in either voice."""
    return next(iter(children(verb, "nsubjpass")), None) or subject(verb, depth)


def _shared(verb: Token, depth: int) -> Token | None:
    head, dep = verb.head, verb.dep_
    reporting = reported_beside(verb)
    if reporting is not None:
        return any_subject(reporting, depth)
    if dep in {"acl", "amod"}:
        return _of_noun(verb, depth)
    if dep == "xcomp":
        return _controller(head, depth)
    if dep == "pcomp":
        return _through_preposition(head, depth)
    return any_subject(head, depth) if dep in _LINKS and is_verb(head) else None


def _through_preposition(preposition: Token, depth: int) -> Token | None:
    """Read "**Kyiv** began by saying", "blamed **Kyiv** for saying" and "quoted **Kyiv** as saying"."""
    verb = preposition.head
    if not is_verb(verb):
        return owner(verb)
    blamed = children(verb, "dobj") if preposition.lower_ in {"for", "of", "from", "as"} else []
    named = [thing for thing in blamed if thing.pos_ in {"PROPN", "PRON"} or reporting.frames("G", thing.lemma_)]
    return named[0] if named else any_subject(verb, depth)


def _controller(head: Token, depth: int) -> Token | None:
    if _is_judged(head):
        return None
    controlled = children(head, "dobj", "dative")
    if controlled and is_verb(head) and head.lemma_ not in _SUBJECT_CONTROL:
        return controlled[0]
    return any_subject(head if is_verb(head) else head.head, depth)


def _is_judged(head: Token) -> bool:
    """Tell "it is false to claim", whose *it* is nobody, from "it is ready to claim"."""
    verb = head if is_verb(head) else head.head
    states = [head] if head.pos_ == "ADJ" else children(verb, "acomp")
    empty = any(child.lower_ == "it" for child in children(verb, "nsubj", "expl"))
    return empty and any(look(state, ["subj", "to say"]) is not None for state in states)


def _of_noun(verb: Token, depth: int) -> Token | None:
    if verb.tag_ == "VBG" or verb.dep_ == "amod":
        return verb.head
    return owner(verb.head) or (any_subject(verb.head.head, depth) if is_verb(verb.head.head) else None)


def owner(noun: Token) -> Token | None:
    """Give the possessor, or the name that stands before a noun: "**Moscow's** claim", "the **Russian** claim"."""
    possessive = children(noun, "poss")
    before = children(noun, "compound", "amod", "nmod")
    named = [child for child in before if child.ent_type_ in _NAMED or reporting.frames("G", child.lemma_)]
    return next(iter(possessive or named), None)


def beside(verb: Token, content: Range) -> tuple[Range, Range | None, int | None]:
    """Find a source that the parse left in the content before the verb, or after it: "..., **the paper** said".

    Gives the content without it, the source and its head.
    """
    doc = verb.doc
    if content[1] > verb.i or verb.tag_ not in {"VBD", "VBZ", "VBP"}:
        return content, None, None
    after = [
        child
        for child in children(verb, "dobj", "attr", "npadvmod", "oprd")
        if child.i > verb.i and _can_be_source(child)
    ]
    if after:
        return content, *phrase(after[0])
    comma = next(
        (i for i in range(content[1] - 1, max(content[1] - _MAX_NAME, content[0]), -1) if doc[i].text == ","), None
    )
    if (
        comma is None
        or content[1] < verb.i - 1
        or any(token.pos_ in {"VERB", "AUX"} for token in doc[comma + 1 : content[1]])
    ):
        return content, None, None
    root = doc[comma + 1 : content[1]].root
    return ((content[0], comma), (comma + 1, content[1]), root.i) if _can_be_source(root) else (content, None, None)


def _can_be_source(token: Token) -> bool:
    return token.pos_ in {"NOUN", "PROPN", "PRON"} and token.ent_type_ not in {"DATE", "TIME"}
