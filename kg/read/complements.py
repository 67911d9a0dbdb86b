"""Find what a cue announces: clauses, infinitives, names given, topics, objects, and the clause it is set into."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from spacy.tokens import Token

from kg.read import reporting
from kg.read.asides import aside, is_beside, reports_again
from kg.read.speech import Range, is_mark, subtree
from kg.read.syntax import children, is_passive

_FINITE = frozenset({"VBD", "VBP", "VBZ", "MD"})
_RELATIVE = frozenset({"WDT", "WP"})
_WH = frozenset({"that", "whether", "if", "how", "what", "why", "who", "when", "where", "which"})
_REFLEXIVE = frozenset({"itself", "themselves", "himself", "herself"})
_CLOSING = frozenset({"'", "’", "‘"})
_BESIDE = frozenset({"as", "after", "while", "when", "before", "despite", "amid", "following"})
_SHORT = 12  # words that may follow "..., X said"
_ROUND_OBJECT = frozenset({"as", "for", "of", "with", "to", "in", "on", "over", "from", "against", "about", "into"})


@dataclass(frozen=True, slots=True)
class Content:
    """What was found: the frame that was met, the tokens, whether they state something, whether nobody can be named."""

    frame: str
    content: Range
    clausal: bool = True
    impersonal: bool = False


def content_of(token: Token, frames: reporting.Frames) -> Content | None:
    """Give the content by the first frame that is met, from clauses down to topics."""
    for find in _FINDERS:
        found = find(token, frames)
        if found is not None:
            return found
    return None


def _clause(token: Token, frames: reporting.Frames) -> Content | None:
    clauses = children(token, "ccomp") or _clauses_beside(token)
    if not clauses:
        return None
    frame = _clause_frame(clauses[0])
    if not _takes(token, clauses[0], frame, frames):
        return None
    clauses = _one_sided(token, clauses)
    start = min(child.left_edge.i for child in clauses)
    end = max(child.right_edge.i for child in clauses) + 1
    if start > token.i:
        end = _as_quoted(token, start) or _without_asides(clauses[-1], start, max(end, _later(token, end)))
    elif end <= token.i:
        end = min([end, *(child.left_edge.i for child in children(token, "nsubj", "aux") if child.i >= end)])
    return Content(frame, (start, end))


def _as_quoted(token: Token, start: int) -> int | None:
    """Give where quoted words end that the article's own go on from: "said 'all is well' **as raids went on**"."""
    doc = token.doc
    marks = [word.i for word in doc[start - 1 : token.sent.end] if is_mark(word) or word.text in _CLOSING]
    if len(marks) < 2 or marks[0] > start or marks[1] + 1 >= len(doc):
        return None
    after = doc[marks[1] + 1]
    return after.i if after.dep_ in {"mark", "advmod", "prep"} and after.lower_ in _BESIDE else None


def _clauses_beside(token: Token) -> list[Token]:
    """Give the clause of a predicate adjective: "unsure **if they would come**", "it is clear **that they came**"."""
    if token.pos_ != "ADJ":
        return []
    doubts = [
        child
        for child in children(token, "advcl")
        if any(mark.lower_ in {"if", "whether"} for mark in children(child, "mark"))
    ]
    copula = children(token.head, "ccomp") if token.dep_ == "acomp" and token.head.lemma_ == "be" else []
    return [clause for clause in [*doubts, *copula] if clause.i > token.i][:1]


def _one_sided(token: Token, clauses: list[Token]) -> list[Token]:
    """Keep the clause after a verb where the parse hangs another one before it and nothing is quoted."""
    after = [clause for clause in clauses if clause.i > token.i]
    if not after or len(after) == len(clauses):
        return clauses
    first, last = clauses[0].left_edge.i, clauses[-1].right_edge.i
    return clauses if any(is_mark(word) for word in token.doc[first : last + 1]) else after


def _takes(token: Token, clause: Token, frame: str, frames: reporting.Frames) -> bool:
    """Tell whether a cue can have this clause; verbs outside the lexicon can where the clause is marked as one."""
    if frame in frames or (frame == "objto" and "that" in frames):
        return True
    marks = [child.i for child in clause.children if child.lower_ == "that" and child.dep_ == "mark"]
    relative = any(token.doc[i - 1].pos_ == "NOUN" and token.doc[i - 1].head != token for i in marks if i)
    known = frame == "that" and not frames and token.pos_ == "VERB"  # "relies on sites that the regime keeps"
    return known and bool(marks) and not relative and clause.i > token.i


def _clause_frame(clause: Token) -> str:
    verbs = [clause, *children(clause, "aux", "auxpass", "cop")]
    if not any(verb.tag_ in _FINITE for verb in verbs):
        if any(verb.tag_ == "TO" for verb in verbs):
            return "objto"
        if clause.pos_ not in {"VERB", "AUX"} and not any(child.lower_ in _WH for child in clause.children):
            return "name"
    return "that"


def _later(token: Token, end: int) -> int:
    """Give where the content ends: adverbial clauses after it hang on the reporting verb in many parses."""
    late = [child for child in children(token, "advcl", "ccomp", "dep") if child.i >= end]
    late = [child for child in late if child.tag_ != "VBG" or children(child, "mark")]
    late += [
        child
        for child in children(token, "conj")
        if any(word.lower_ == "so" for word in children(child, "mark", "advmod"))
    ]
    return max((child.right_edge.i + 1 for child in late if not reports_again(child)), default=end)


def _without_asides(clause: Token, start: int, end: int) -> int:
    """Cut off what goes on with the report: ", citing Y", "though she noted", "and warned against"."""
    for child in clause.subtree:
        first = child.left_edge.i
        if start < first and child.right_edge.i + 1 >= end and is_beside(child, clause):
            return first
    return end


def _infinitive(token: Token, frames: reporting.Frames) -> Content | None:
    for child in children(token, "xcomp", "advcl"):
        if child.i < token.i:
            continue
        if any(mark.tag_ == "TO" for mark in child.children):
            return _without_aside(child, _with_object(token, child, frames))
        if child.tag_ == "VBG" and "ing" in frames and child.dep_ == "xcomp":
            return Content("ing", subtree(child))
    return None


def _without_aside(infinitive: Token, found: Content | None) -> Content | None:
    """Leave out what only the article adds: "agreed to send troops **despite failing to agree on terms**"."""
    first = aside(infinitive)
    if found is None or first is None or not found.content[0] < first.i < found.content[1]:
        return found
    return replace(found, content=(found.content[0], first.i))


def _with_object(token: Token, child: Token, frames: reporting.Frames) -> Content | None:
    end = child.right_edge.i + 1
    between = [found for found in children(token, "dobj", "dative") if token.i < found.i < child.i]
    if between and "objto" in frames:
        return Content("objto", (between[0].left_edge.i, end))
    if child.dep_ != "xcomp":
        return None
    subjects = children(token, "nsubjpass") if is_passive(token) else children(token, "nsubj")
    if "raise" in frames and reporting.frames("V", child.lemma_):
        return None
    if subjects and ("raise" in frames or (is_passive(token) and {"objto", "that"} & set(frames))):
        frame = next(name for name in ("raise", "objto", "that") if name in frames)
        return Content(frame, (subjects[0].left_edge.i, end), impersonal=frame == "raise")
    return Content("to", subtree(child)) if "to" in frames else None


def _named(token: Token, frames: reporting.Frames) -> Content | None:
    """Read "called the move illegal", "was called illegal", "describes it as illegal"."""
    for child in token.children:
        frame = "as" if child.dep_ == "prep" and child.lower_ == "as" else "name"
        if child.i > token.i and frame in frames and (frame == "as" or _is_predicate(child)):
            named = (
                children(token, "nsubjpass")
                if is_passive(token)
                else [x for x in children(token, "dobj") if x.i > token.i]
            )
            start = min([child.left_edge.i, *(found.left_edge.i for found in named)])
            return Content(frame, (start, max([child.right_edge.i, *(x.right_edge.i for x in named)]) + 1))
    return None


def _is_predicate(child: Token) -> bool:
    """Tell "called it **illegal**" from "called on her **to leave**"."""
    return child.dep_ in {"oprd", "xcomp", "ccomp"} and not any(mark.tag_ == "TO" for mark in child.children)


def _topic(token: Token, frames: reporting.Frames) -> Content | None:
    for child in children(token, "prep"):
        name = "prep:to" if child.lower_ == "to" else child.lower_
        inner = children(child, "pobj", "pcomp")
        if name in frames and inner and child.i > token.i:
            after = [late for late in children(token, "xcomp", "advcl") if late.i > child.i and late.tag_ != "VBG"]
            end = max(found.right_edge.i for found in [child, *after]) + 1
            return Content(name, (inner[0].left_edge.i, end), inner[0].dep_ == "pcomp" or bool(after))
    return None


def _object(token: Token, frames: reporting.Frames) -> Content | None:
    if not {"obj", "person"} & set(frames):
        return None
    if "obj" not in frames and not _at_a_person(token):
        return None
    frame = "obj" if "obj" in frames else "person"
    if is_passive(token):
        things = children(token, "nsubjpass") if children(token, "agent") else []
        return Content(frame, subtree(things[0]), clausal=False) if things else None
    for child in children(token, "dobj"):
        if child.i > token.i and child.lower_ not in _REFLEXIVE:
            end = max(child.right_edge.i + 1, _rest(token, child))
            said = not reporting.frames("N", child.lemma_) and any(map(_is_infinitive, child.children))
            return Content(frame, (child.left_edge.i, end), clausal=said)
    return None


def _is_infinitive(clause: Token) -> bool:
    """Tell the clause in "stressed the need **to break the blockade**"."""
    return clause.dep_ in {"acl", "relcl"} and any(child.tag_ == "TO" for child in clause.children)


def _at_a_person(token: Token) -> bool:
    """Tell "attacked her for lying" from "attacked the town"."""
    things = children(token, "nsubjpass" if is_passive(token) else "dobj")
    blamed = any(child.lower_ in {"for", "as"} for child in children(token, "prep"))
    return blamed or any(thing.ent_type_ == "PERSON" for thing in things)


def _rest(token: Token, thing: Token) -> int:
    """Give where "cited X as Y", "praised X for Y" ends; when it was said is no part of it."""
    after = [child for child in children(token, "prep") if child.i > thing.i and child.lower_ in _ROUND_OBJECT]
    after = [child for child in after if not any(x.ent_type_ in {"DATE", "TIME"} for x in children(child, "pobj"))]
    return max((child.right_edge.i + 1 for child in after), default=0)


def _around(token: Token, frames: reporting.Frames) -> Content | None:
    """Read "The pact, X said, is dead" and "as X noted": the clause that the reporting clause is set into."""
    known = [name for name in ("that", "quote", "around") if name in frames]
    as_said = any(child.lower_ == "as" and child.i < token.i for child in children(token, "mark", "advmod"))
    if not known or not (children(token, "nsubj", "agent") or (as_said and token.tag_ == "VBN")):
        return None
    if token.dep_ != "parataxis" and not (token.dep_ == "advcl" and as_said):
        return None
    (start, end), (first, last) = subtree(token.head), subtree(token)
    if last >= end - 1:
        end = first
    elif first <= start:
        start = last
    return Content(known[0], (start, end))


def _remainder(token: Token, frames: reporting.Frames) -> Content | None:
    """Read what the parse left loose: a clause without a mark, or all that stands before ", X said"."""
    if "that" not in frames:
        return None
    if children(token, "dobj", "attr", "acomp", "xcomp"):
        return None
    for child in children(token, "advcl"):
        if child.i > token.i and children(child, "nsubj", "nsubjpass") and not children(child, "mark", "advmod"):
            return Content("that", (token.i + 1, child.right_edge.i + 1))
    who = next((child for child in children(token, "nsubj") if child.i < token.i and child.tag_ not in _RELATIVE), None)
    if who is None or token.tag_ not in _FINITE or len(_words_after(token)) > _SHORT:
        return None
    first, start = who.left_edge.i, token.sent.start
    set_off = first > start + 2 and (token.doc[first - 1].text == "," or is_mark(token.doc[first - 1]))
    return Content("that", (start, first)) if set_off else None


def _words_after(token: Token) -> list[Token]:
    """Give the words of the sentence after a verb; verbs among them count as too many."""
    words = [word for word in token.doc[token.i + 1 : token.sent.end] if word.is_alpha]
    return words * (1 + _SHORT * any(word.pos_ in {"VERB", "AUX"} for word in words))


_FINDERS: tuple[Callable[[Token, reporting.Frames], Content | None], ...] = (
    _clause,
    _infinitive,
    _named,
    _topic,
    _object,
    _around,
    _remainder,
)
