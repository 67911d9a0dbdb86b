"""Read on in reported speech: "X said Chad had lost. Mali **would help** it" goes on with what X said.

Only *would* tells it, after a report in the past that tells of the past: any other tense may be the article's own.
"""

from __future__ import annotations

from spacy.tokens import Token

from kg.read import reporting
from kg.read.syntax import children, is_verb

_PAST = frozenset({"was", "were", "had", "would", "could", "might"})
_POINTING = frozenset({"it", "this", "that", "these", "such", "there"})
_OPEN = frozenset({"if", "unless", "otherwise", "instead", "ideally", "perhaps", "maybe"})
_BACK = 4  # sentences: how long a report goes on


def report_before(clause: Token, far: int = _BACK) -> Token | None:
    """Give the reporting verb of a sentence before, which the main clause of a sentence goes on from."""
    start = clause.sent.start
    if not far or clause.dep_ != "ROOT" or not start or clause.doc[start - 1].is_space or not _is_shifted(clause):
        return None
    before = next((token for token in clause.doc[start - 1].sent if token.dep_ == "ROOT"), clause)
    return before if _reports(before) else report_before(before, far - 1)


def _is_shifted(verb: Token) -> bool:
    """Tell whether a main clause has *would* of no condition of its own, and nobody else's words."""
    auxiliaries = [child.lower_ for child in children(verb, "aux")]
    if "would" not in auxiliaries or "have" in auxiliaries or reporting.frames("V", verb.lemma_).get("that"):
        return False
    subjects = children(verb, "nsubj", "nsubjpass")
    points = any(word.lower_ in _POINTING for one in subjects for word in (one, *children(one, "det", "amod")))
    return bool(subjects) and not points and not any(word.lower_ in _OPEN or _is_told(word) for word in verb.sent)


def _is_told(word: Token) -> bool:
    """Tell whether a word says whose words the sentence is, or asks."""
    if word.text in {"?", '"'} or word.lower_ == "according":
        return True
    return is_verb(word) and word.tag_ == "VBD" and bool(reporting.frames("V", word.lemma_).get("that"))


def _reports(verb: Token) -> bool:
    """Tell whether a main clause reports in the past what was, or would be."""
    if verb.tag_ != "VBD" or reporting.frames("V", verb.lemma_).get("that") != "say" or not children(verb, "nsubj"):
        return False
    clauses = [child for child in children(verb, "ccomp") if child.i > verb.i]
    verbs = [word for clause in clauses for word in (clause, *children(clause, "aux", "auxpass"))]
    return any(word.tag_ == "VBD" or word.lower_ in _PAST for word in verbs)
