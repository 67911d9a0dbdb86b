"""Load the lists of verbs and nouns by which a verb's subject and object are found."""

from __future__ import annotations

from functools import cache

from kg.resources import resource, rows

_ACTING = frozenset({"ActorGroup", "ArmedForce", "Person"})


@cache
def object_control() -> frozenset[str]:
    """Give the verbs whose object does what their complement says."""
    return frozenset(row["verb"] for _, row in rows(resource("syntax", "object_control.csv")))


@cache
def others_deeds() -> frozenset[str]:
    """Give the verbs whose object is a plan or deed of somebody else."""
    return frozenset(row["verb"] for _, row in rows(resource("syntax", "others_deeds.csv")))


@cache
def ditransitives() -> frozenset[str]:
    """Give the verbs whose passive keeps its object: "Chad was promised **tanks**"."""
    return frozenset(row["verb"] for _, row in rows(resource("syntax", "ditransitives.csv")))


@cache
def doing() -> frozenset[str]:
    """Give the nouns for those who do something themselves: *soldier*, *candidate*, *team*."""
    return frozenset(row["noun"] for _, row in rows(resource("nouns.csv")) if row["class"] in _ACTING)
