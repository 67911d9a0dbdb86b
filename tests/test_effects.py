"""Effects: how what governs a predicate adds up, and the tables of the words that do it."""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import DataError
from kg.model import MODALITIES, POLARITIES
from kg.read.cues import governors, words
from kg.read.effects import ASSERTED, FACT, IDENTITY, NEGATION, Effect, compose, effect, table, weaker
from kg.read.events import nouns

if TYPE_CHECKING:
    from pathlib import Path


outcomes = st.tuples(st.sampled_from(POLARITIES), st.sampled_from(MODALITIES))
effects = st.builds(Effect, outcomes, outcomes, st.booleans())


# ---------------------------------------------------------------- the algebra


@given(effects, effects, effects)
def test_composition_is_associative(one: Effect, two: Effect, three: Effect) -> None:
    assert one.then(two).then(three) == one.then(two.then(three))


@given(effects)
def test_identity_is_neutral(one: Effect) -> None:
    assert one.then(IDENTITY) == one == IDENTITY.then(one)


@given(st.lists(effects, max_size=5), outcomes)
def test_composing_is_applying_in_turn(chain: list[Effect], governor: tuple[str, str]) -> None:
    assert compose(chain)(governor) == reduce(lambda taken, one: one(taken), chain, governor)  # type: ignore[arg-type]


@given(effects, outcomes)
def test_only_presuppositions_strengthen(one: Effect, governor: tuple[str, str]) -> None:
    modality = one(governor)[1]  # type: ignore[arg-type]
    assert one.presupposes or weaker(modality, governor[1]) == modality  # type: ignore[arg-type]


@given(st.sampled_from(MODALITIES), st.sampled_from(MODALITIES), st.sampled_from(MODALITIES))
def test_weaker_is_a_semilattice(one: str, two: str, three: str) -> None:
    assert weaker(one, one) == one  # type: ignore[arg-type]
    assert weaker(one, two) == weaker(two, one)  # type: ignore[arg-type]
    assert weaker(weaker(one, two), three) == weaker(one, weaker(two, three))  # type: ignore[arg-type]
    assert weaker("asserted", one) == one


@given(st.integers(0, 9))
def test_negations_cancel_in_pairs(count: int) -> None:
    assert compose([NEGATION] * count) == (IDENTITY if count % 2 == 0 else NEGATION)


@given(outcomes)
def test_what_is_presupposed_stands_under_anything(governor: tuple[str, str]) -> None:
    assert FACT(governor) == ASSERTED  # type: ignore[arg-type]


def test_two_ways_of_failing_make_a_deed() -> None:
    fail = governors()["fail", "V", "to"]
    assert fail.then(fail) == IDENTITY
    assert fail(NEGATION(ASSERTED)) == ASSERTED


def test_effects_that_are_not_written_as_such_are_refused() -> None:
    for code in ("", "planned", "+sure", "*planned"):
        with pytest.raises(ValueError, match=r"^"):
            effect(code)


def test_a_key_with_two_effects_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "cues").mkdir()
    path = tmp_path / "cues" / "bad.csv"
    monkeypatch.setattr("kg.resources.ROOT", tmp_path)
    path.write_text("word,class,affirmed,denied\nno,det,-,+\nnot|no,det,+,-\n", encoding="utf-8")
    with pytest.raises(DataError, match="two effects for 'no det'"):
        table("bad.csv")
    path.write_text("word,class,affirmed,denied\nno,det,surely,\n", encoding="utf-8")
    with pytest.raises(DataError, match="no effect is written 'surely'"):
        table("bad.csv")


# ---------------------------------------------------------------- the tables


def test_tables_are_read_whole() -> None:
    assert len(governors()) > 1500
    assert governors()["deny", "V", "that"] == effect("-", "+possible")
    assert words()["will", "aux"].denied == ("denied", "planned")


def test_known_complements_and_classes_only() -> None:
    prepositions = {"about", "against", "as", "at", "for", "from", "in", "into", "like", "of", "on", "over", "to"}
    prepositions |= {
        "toward",
        "towards",
        "with",
        "to np",
        "noun to",
        "of ing",
        "for ing",
        "on deed",
        "about deed",
        "over deed",
        "obj deed",
        "obj lasting",
        "subj lasting",
    }
    kinds = prepositions | {
        "other",
        "that",
        "should",
        "ing",
        "obj",
        "subj",
        "mod",
        "pass",
        "content",
        "to say",
        "claim",
        "by",
    }
    for word, kind, complement in governors():
        assert kind in {"V", "N", "A"}, word
        assert complement in kinds, word


def test_an_event_noun_is_not_listed_as_a_thing() -> None:
    assert not nouns("event") & nouns("thing")
