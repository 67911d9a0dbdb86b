"""Estimate how likely a claim is read right: a small logistic model whose weights are ``ontology/score.csv``.

The law: the score lies in [0, 1]; a surer link never lowers it; an end that stands in for its part, a description in
place of a name, a longer way to the object and an unasserted modality never raise it.
"""

from __future__ import annotations

import math
from functools import cache

from kg.model import Modality
from kg.read.ends import Candidate
from kg.read.propositions import Proposition
from kg.resources import resource, rows

_FLOOR = 0.05  # a link score below this says no more than that it is unsure


@cache
def weights() -> dict[str, float]:
    """Give the weight of each factor."""
    return {row["factor"]: float(row["weight"]) for _, row in rows(resource("score.csv"))}


def score(one: Proposition, modality: Modality) -> float:
    """Estimate the share of claims like this one that are right, in [0, 1], to three digits."""
    ends = (one.subject, one.object)
    factors = {
        "base": 1.0,
        "link": math.log(max(_FLOOR, math.prod(min(1.0, end.found.score) for end in ends))),
        "indirect": sum(not end.direct for end in ends),
        "described": sum(end.found.kind == "described" for end in ends),
        "distance": math.log1p(_distance(one.object, one)),
        "unasserted": modality != "asserted",
        "rule": one.how.startswith("rule"),
    }
    total = sum(weights()[name] * value for name, value in factors.items())
    return round(1 / (1 + math.exp(-total)), 3)


def _distance(end: Candidate, one: Proposition) -> int:
    return abs(one.trigger.i - end.found.head)
