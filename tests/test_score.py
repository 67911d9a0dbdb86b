"""The law of the score, and that it means what it says."""

from __future__ import annotations

import importlib
import json
import math
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hypothesis import given
from hypothesis import strategies as st

from docs import parsed
from kg.model import MODALITIES, Article, Modality
from kg.read.ends import Candidate
from kg.read.mentions import Found, Referent
from kg.read.propositions import Proposition
from kg.read.score import score

if TYPE_CHECKING:
    from kg.read.mentions import Kind

DOC = parsed("""
Canada Canada PROPN NNP nsubj 1
sanctioned sanction VERB VBD ROOT 1
all all DET DT det 4
of of ADP IN prep 2
Iran Iran PROPN NNP dobj 1
""")
UNIT = st.floats(0, 1)
KINDS = st.sampled_from(["name", "described", "pronoun"])


def candidate(entity: str, head: int, link: float, kind: Kind, direct: bool) -> Candidate:
    referent = Referent(entity, entity, "State")
    return Candidate(referent, Found(head, head + 1, head, "State", (referent,), kind, link), direct)


def proposition(link: float, kind: Kind = "name", direct: bool = True, far: bool = False) -> Proposition:
    object_ = candidate("IRN", 4 if far else 2, link, kind, direct)
    return Proposition(
        "sanctions", candidate("CAN", 0, 0.9, "name", True), object_, DOC[1], "", "V:sanction → sanctions"
    )


@given(UNIT, UNIT, KINDS, st.booleans(), st.sampled_from(MODALITIES))
def test_a_surer_link_never_lowers_it(one: float, other: float, kind: Kind, direct: bool, modality: Modality) -> None:
    low, high = sorted((one, other))
    assert 0 <= score(proposition(low, kind, direct), modality) <= score(proposition(high, kind, direct), modality) <= 1


@given(UNIT, st.sampled_from(MODALITIES))
def test_nothing_indirect_raises_it(link: float, modality: Modality) -> None:
    plain = score(proposition(link), modality)
    assert score(proposition(link, direct=False), modality) <= plain
    assert score(proposition(link, kind="described"), modality) <= plain
    assert score(proposition(link, far=True), modality) <= plain
    assert score(proposition(link), modality) <= score(proposition(link), "asserted")


def test_it_is_calibrated_on_the_marked_articles(shared: Path, tmp_path: Path) -> None:
    """In each tenth with 20 claims or more, the share of right ones is within two standard errors of the mean score."""
    from kg.read.reader import Reader
    from kg.records import to_record

    gold = shared / "bench" / "gold" / "dev.jsonl"
    tool = [sys.executable, str(shared / "bench" / "score.py")]
    listed = subprocess.run([*tool, "articles-from", str(gold)], capture_output=True, text=True, check=True).stdout
    fields = set(Article.__slots__)
    articles = [{k: v for k, v in json.loads(line).items() if k in fields} for line in listed.splitlines()]
    records = [to_record(reading) for reading in Reader().read(Article(**one) for one in articles)]
    for low, right, claimed, mean in _tenths(records, gold):
        if claimed >= 20:
            assert abs(right / claimed - mean) < 2 * math.sqrt(mean * (1 - mean) / claimed), (
                f"scores from {low:.1f}: {right} of {claimed} right"
            )


def _tenths(records: list[dict[str, Any]], gold: Path) -> list[tuple[float, int, int, float]]:
    sys.path.insert(0, str(gold.parents[1]))
    try:
        measure, common = (importlib.import_module(f"measures.{name}") for name in ("claims", "common"))
    finally:
        sys.path.pop(0)
    read = {record["article"]["id"]: record["claims"] for record in records}
    bins: dict[int, list[tuple[bool, float]]] = {}
    for one in common.read_records(gold):
        claims = read[one["article"]]
        good = set(measure.match_level(measure.compare(one["claims"], claims, common.Relations()), "relation").values())
        for number, claim in enumerate(claims):
            bins.setdefault(int(claim["score"] * 10), []).append((number in good, claim["score"]))
    return [
        (key / 10, sum(ok for ok, _ in some), len(some), sum(p for _, p in some) / len(some))
        for key, some in sorted(bins.items())
    ]
