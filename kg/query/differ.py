"""Tell what claims and statuses differ between two graphs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pyoxigraph import Store

from kg.model import BASE
from kg.query.claims import ClaimView, claims


@dataclass(frozen=True, slots=True)
class Difference:
    """A claim that only one graph has (``mark`` is ``-`` or ``+``), or a status that changed (``~``)."""

    mark: str
    claim: ClaimView
    before: str = ""
    after: str = ""


def differences(one: Store, other: Store, base: str = BASE, other_base: str = BASE) -> Iterator[Difference]:
    """Yield claims that are gone, then new ones, then changed statuses (a claim each), in the order of articles."""
    was, now = ({claim.id: claim for claim in claims(*each)} for each in ((one, base), (other, other_base)))
    yield from (Difference("-", claim) for name, claim in was.items() if name not in now)
    yield from (Difference("+", claim) for name, claim in now.items() if name not in was)
    after = {claim.proposition: claim.status for claim in now.values()}
    told: set[str] = set()
    for claim in was.values():
        new = after.get(claim.proposition, claim.status)
        if claim.proposition not in told and new != claim.status:
            told.add(claim.proposition)
            yield Difference("~", claim, claim.status, new)
