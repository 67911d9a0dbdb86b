"""Tell why a claim was read: sentence, frame, way through the parse, links, speakers, stance."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from kg.model import Claim
from kg.read.attribution import holders
from kg.read.claims import Scene
from kg.read.ends import Candidate
from kg.read.propositions import Proposition
from kg.read.stance import stance


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a claim was read, as pairs of a heading and what stands under it."""

    claim: Claim
    parts: tuple[tuple[str, str], ...]

    def __str__(self) -> str:
        """Give the parts as aligned lines."""
        width = max(len(name) for name, _ in self.parts)
        return "\n".join(f"{name:<{width}}  {text}" for name, text in self.parts)


def explanation(scene: Scene, claim: Claim, made_of: Proposition) -> Explanation:
    """Put together why a claim was made of a proposition."""
    cues = [scene.doc[i].text for i in stance(made_of.trigger).cues]
    speakers = [_speaker(scene, one.cue) for one in holders(scene.speeches, made_of.trigger.i)] if claim.holders else []
    parts = [
        ("claim", f"{claim.subject.label} {claim.relation} {claim.object.label}"),
        ("stance", f"{claim.polarity}, {claim.modality}" + (f" (by {', '.join(cues)})" if cues else "")),
        ("sentence", " ".join(scene.article.text[slice(*claim.sentence)].split())),
        ("read by", made_of.how),
        (
            "path",
            f"{_path(scene, made_of.subject, made_of.trigger)}  |  {_path(scene, made_of.object, made_of.trigger)}",
        ),
        ("subject", _link(made_of.subject)),
        ("object", _link(made_of.object)),
        ("held by", " > ".join(one.label for one in claim.holders) or "the article's own voice"),
        ("cue", ", ".join(filter(None, speakers)) or "none"),
        ("time", claim.time or "not told"),
        ("score", f"{claim.score:.2f}"),
    ]
    return Explanation(claim, tuple(parts))


def _speaker(scene: Scene, cue: tuple[int, int] | None) -> str:
    return scene.doc[cue[0] : cue[1]].text if cue else ""


def _link(one: Candidate) -> str:
    told = "; ".join(one.found.reasons) or one.found.kind
    told += "" if one.direct else "; stands in for its part or deed"
    return f"{one.referent.label} ({one.referent.type}, score {one.found.score:.2f}: {told})"


def _path(scene: Scene, one: Candidate, trigger: Token) -> str:
    """Give the way through the parse from an end to the predicate, with the labels of its arcs."""
    start = scene.doc[one.found.head]
    up = [start, *start.ancestors]
    down = [trigger, *trigger.ancestors]
    common = next((token for token in up if token in down), None)
    if common is None:
        return f"{start.text} … {trigger.text}"
    rise = [f"{token.text} –{token.dep_}→" for token in up[: up.index(common)]]
    fall = [f"←{token.dep_}– {token.text}" for token in reversed(down[: down.index(common)])]
    return " ".join([*rise, common.text, *fall])
