"""Find the speeches that a layout announces: "PUTIN: ...", "Report: ...", "...: ministry", a quotation and "― Name"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from spacy.tokens import Doc, Token

from kg.read import reporting
from kg.read.speech import Range, Speech, is_break, is_dash, is_mark, trimmed

_MAX_LABEL = 9  # tokens before a colon
_MAX_SIGNATURE = 12  # tokens after a dash
_TURN = 4  # paragraphs that a turn in a conversation may have on the average
_MAX_TAIL = 5  # tokens after the colon of "...: ministry"


def paragraphs(doc: Doc) -> list[Range]:
    """Give the stretches between line breaks, without the breaks."""
    out, start = [], 0
    for token in doc:
        if is_break(token):
            out.append((start, token.i))
            start = token.i + 1
    return [(begin, end) for begin, end in [*out, (start, len(doc))] if end > begin]


def label_speeches(doc: Doc) -> Iterator[Speech]:
    """Yield the speeches of headlines, interviews and pulled quotations."""
    parts = paragraphs(doc)
    colons = [_colon(doc, part) for part in parts]
    names = Counter(doc[part[0] : colon].text for part, colon in zip(parts, colons, strict=True) if colon is not None)
    dense = _is_conversation(colons)
    for number, (part, colon) in enumerate(zip(parts, colons, strict=True)):
        if colon is not None:
            label = doc[part[0] : colon]
            spoken = (names[label.text] > 1 or _shouted(label.text)) and not _heads(label.root)
            if spoken or _can_speak(doc, (part[0], colon)):
                end = _turn(parts, colons, number) if spoken and dense else part[1]
                yield from _speech(doc, (colon + 1, end), (part[0], colon), colon)
        elif number == 0:
            yield from _tail(doc, part)
        yield from _signature(doc, part)


def _is_conversation(colons: list[int | None]) -> bool:
    """Tell whether so many paragraphs have a label that those between go on with a turn: an essay may quote a few."""
    labelled = [number for number, colon in enumerate(colons) if colon is not None]
    return bool(labelled) and len(labelled) * _TURN > labelled[-1] - labelled[0]


def _speech(doc: Doc, content: Range, source: Range, cue: int) -> Iterator[Speech]:
    span, who = trimmed(doc, *content), trimmed(doc, *source)
    if span is not None and who is not None:
        yield Speech(span, who, doc[who[0] : who[1]].root.i, (cue, cue + 1), cue, "say")


def _colon(doc: Doc, part: Range) -> int | None:
    """Give the colon that ends a label: few words, none of them a verb or a sentence end."""
    for i in range(part[0] + 1, min(part[0] + _MAX_LABEL, part[1] - 1)):
        if doc[i].text == ":":
            return i
        if (
            is_mark(doc[i])
            or (doc[i].pos_ in {"VERB", "AUX"} and not doc[i].text.isupper())
            or doc[i].text in {"?", "!", ","}
        ):
            return None
    return None


def _is_heading(root: Token) -> bool:
    return "label" in reporting.frames("C", root.lower_)


def _heads(root: Token) -> bool:
    """Tell the label of a section from a speaker's: "Related: ...", "BAGHDAD: ..."."""
    return _is_heading(root) or root.ent_type_ in {"GPE", "LOC", "FAC"}


def _shouted(label: str) -> bool:
    return label.isupper() and len(label) > 2


def _can_speak(doc: Doc, label: Range) -> bool:
    """Tell "Putin: ..." and "Study: ..." from "Update: ..." and "Related: ..."."""
    root = doc[label[0] : label[1]].root
    if _is_heading(root):
        return False
    if reporting.frames("D", root.lemma_) or reporting.frames("G", root.lemma_):
        return True
    name = sum(doc[i].ent_type_ == root.ent_type_ for i in range(*label))
    quoted = is_mark(doc[label[1] + 1]) or _tells_of_another(doc, label)
    return name * 2 > label[1] - label[0] and (
        root.ent_type_ in {"PERSON", "ORG"} or (quoted and (root.ent_type_ in {"GPE", "NORP"} or root.pos_ == "PROPN"))
    )


def _tells_of_another(doc: Doc, label: Range) -> bool:
    """Tell whether what follows says what somebody else named did: "Ukraine: **Russia** attacked Poland"."""
    first = doc[label[1] + 1]
    verb = first.head
    finite = verb.tag_ in {"VBD", "VBZ", "VBP"} and first.dep_ == "nsubj" and first.tag_ == "NNP"
    return finite and first.text not in doc[label[0] : label[1]].text


def _turn(parts: list[Range], colons: list[int | None], number: int) -> int:
    """Give where a turn in a conversation ends: before the next label, but not past the last one."""
    for later in range(number + 1, len(parts)):
        if colons[later] is not None:
            return parts[later - 1][1]
    return parts[number][1]


def _tail(doc: Doc, part: Range) -> Iterator[Speech]:
    """Read the headline form "Russia leaves pact: ministry"."""
    for i in range(max(part[1] - _MAX_TAIL, part[0] + 3), part[1] - 1):
        if doc[i].text == ":":
            who = trimmed(doc, i + 1, part[1])
            if who is not None and not any(doc[j].pos_ in {"VERB", "AUX"} for j in range(*who)):
                root = doc[who[0] : who[1]].root
                if (
                    root.ent_type_ in {"PERSON", "ORG"}
                    or reporting.frames("D", root.lemma_)
                    or reporting.frames("G", root.lemma_)
                ):
                    yield from _speech(doc, (part[0], i), who, i)


def _signature(doc: Doc, part: Range) -> Iterator[Speech]:
    """Read a quotation that its speaker's name follows after a dash, with nothing else in the paragraph."""
    if not is_mark(doc[part[0]]):
        return
    for i in range(part[1] - 1, max(part[1] - _MAX_SIGNATURE, part[0] + 2), -1):
        if is_dash(doc[i]) and (is_mark(doc[i]) or is_mark(doc[i - 1])):
            name = trimmed(doc, i + 1, part[1])
            if name is not None and not any(doc[j].pos_ in {"VERB", "AUX"} for j in range(*name)):
                yield from _speech(doc, (part[0], i), name, i)
            return
