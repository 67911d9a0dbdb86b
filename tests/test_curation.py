"""A reviewer's decisions are applied, survive rebuilds, and are undone without a trace but in the file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest
from graphs import reading
from hypothesis import given, settings
from hypothesis import strategies as st
from test_update import articles

from kg import store
from kg.assemble import refresh
from kg.assemble.curation import Decision, decided, in_force, read, write
from kg.cli import run
from kg.errors import DataError
from kg.model import OpenClaim, Reading
from kg.query.check import check
from kg.query.claims import claims
from kg.rdf import kg, reading_quads

ONE = reading("one", "JPN alliedWith USA", "ministry attacks UKR denied by bureau", "bureau visits JPN", source="Kyodo")
TWO = reading("two", "RUS attacks UKR", "bureau visits CHN", "RUS attacks bureau")
RUSSIA = {"entity": "RUS", "label": "Russia", "type": "State"}


OPEN = (OpenClaim(ONE.claims[0].subject, "V:shun obj", ONE.claims[2].object, ONE.claims[0].sentence,
                  ONE.claims[0].trigger), OpenClaim(ONE.claims[2].subject, "V:woo obj", ONE.claims[0].object,
                  ONE.claims[0].sentence, ONE.claims[0].trigger, "denied"))  # fmt: skip
ONE = replace(ONE, open=OPEN)


def _decision(kind: str, what: str, **more: str) -> Decision:
    return decided(kind, what, "me", "2024-05-01", **more)  # type: ignore[arg-type]


def _build(path: Path, readings: Iterable[Reading], *decisions: Decision) -> bytes:
    with store.open_writer(path) as graph:
        for decision in decisions:
            write(path, decision)
        for one in readings:
            store.write_article(graph.store, reading_quads(one))
        if refresh(graph):
            store.publish(graph)
    with store.open_reader(path) as graph:
        return store.dump(graph.store)


def _said(path: Path) -> set[str]:
    with store.open_reader(path) as graph:
        return {f"{one.subject.id} {one.relation} {one.object.id} {one.holders[-1].id}" for one in claims(graph.store)}


@pytest.mark.parametrize(
    ("decision", "gone", "new"),
    [
        (_decision("misread", ONE.claims[0].id), {"JPN alliedWith USA kyodo"}, set()),
        (_decision("same", "ministry", **RUSSIA), {"ministry attacks UKR bureau"}, {"RUS attacks UKR bureau"}),
        (
            _decision("name", "bureau", **RUSSIA),
            {
                "ministry attacks UKR bureau",
                "bureau visits JPN kyodo",
                "bureau visits CHN two",
                "RUS attacks bureau two",
            },
            {"ministry attacks UKR RUS", "RUS visits JPN kyodo", "RUS visits CHN two"},
        ),
        (
            _decision("name", "bureau", article="two", **RUSSIA),
            {"bureau visits CHN two", "RUS attacks bureau two"},
            {"RUS visits CHN two"},
        ),
    ],
)
def test_a_decision_is_applied_and_undone(tmp_path: Path, decision: Decision, gone: set[str], new: set[str]) -> None:
    plain = _build(tmp_path / "g", [ONE, TWO])
    before = _said(tmp_path / "g")
    curated = _build(tmp_path / "g", [], decision)
    assert _said(tmp_path / "g") == before - gone | new
    assert _build(tmp_path / "h", [TWO, ONE], decision) == curated
    assert (
        _build(
            tmp_path / "g",
            [TWO],
        )
        == curated
    )
    with store.open_reader(tmp_path / "g") as graph:
        assert [str(one) for one in check(graph.store)] == []
    assert _build(tmp_path / "g", [], _decision("undo", decision.id)) == plain
    assert [one.kind for one in read(tmp_path / "g")] == [decision.kind, "undo"]


def _opened(path: Path) -> set[str]:
    with store.open_reader(path) as graph:
        return {quad.object.value for quad in graph.store.quads_for_pattern(None, kg("openRelation"), None, None)}  # type: ignore[union-attr]


def test_an_open_claim_can_be_misread_and_comes_back(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "g"
    plain = _build(path, [ONE, TWO])
    before = _said(path)
    assert run(["query", str(path), "open-claims", "--predicate", "V:woo obj", "--format", "csv"]) == 0
    name = capsys.readouterr().out.split(",")[-1].strip()
    assert run(["curate", "misread", str(path), name, "--who", "me"]) == 0
    assert _opened(path) == {"V:shun obj"}
    assert _said(path) == before
    assert _build(path, [TWO, ONE]) == _build(tmp_path / "h", [ONE, TWO], *read(path))
    assert _opened(path) == {"V:shun obj"}
    assert run(["curate", "undo", str(path), read(path)[0].id]) == 0
    assert _opened(path) == {"V:shun obj", "V:woo obj"}
    assert _build(path, []) == plain


DECISIONS = st.sampled_from([
    _decision("same", "ministry", entity="JPN", label="Japan", type="State"),
    _decision("same", "SUN", **RUSSIA),
    _decision("same", "RUS", entity="SUN", label="Soviet Union", type="State"),
    _decision("apart", "ministry", **RUSSIA),
    _decision("name", "bureau", **RUSSIA),
    _decision("name", "China", article="a1", **RUSSIA),
    _decision("misread", reading("a1", "JPN alliedWith USA").claims[0].id),
])  # fmt: skip


@given(st.lists(st.one_of(articles(), DECISIONS, st.integers(0, 3)), min_size=2, max_size=7), st.integers(0, 99))
@settings(max_examples=12, deadline=None)
def test_the_order_of_articles_and_decisions_does_not_show(
    tmp_path_factory: pytest.TempPathFactory, steps: list[Reading | Decision | int], undone: int
) -> None:
    path, other = (tmp_path_factory.mktemp("g") / name for name in "gh")
    last: dict[str, Reading] = {}
    _build(path, [])
    for step in steps:
        if isinstance(step, Reading):
            last[step.article.id] = step
            _build(path, [step])
        elif isinstance(step, Decision):
            _build(path, [], step)
        elif made := in_force(read(path)):
            _build(path, [], _decision("undo", made[step % len(made)].id))
    assert _build(path, []) == _build(other, last.values(), *read(path))


def test_a_line_that_is_no_decision_is_named(tmp_path: Path) -> None:
    (tmp_path / "curation.csv").write_text("id,when,who,kind,what\n1,2024-01-01,me,guess,x\n")
    with pytest.raises(DataError, match=r"curation.csv:2: 'guess' is no decision"):
        read(tmp_path)


def test_the_commands_decide_list_and_undo(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "g"
    _build(path, [ONE, TWO])
    monkeypatch.setenv("KG_TODAY", "2024-05-01")
    assert run(["curate", "same", str(path), "bureau", "Russia", "--who", "me", "--why", "its office"]) == 0
    assert "RUS visits JPN kyodo" in _said(path)
    assert run(["curate", "misread", str(path), ONE.claims[0].id, "--who", "me"]) == 0
    assert "JPN alliedWith USA kyodo" not in _said(path)
    assert run(["curate", "misread", str(path), "nothing"]) == 1
    capsys.readouterr()
    first = read(path)[0].id
    assert run(["curate", "undo", str(path), first, "--who", "you"]) == 0
    assert "bureau visits JPN kyodo" in _said(path)
    assert run(["curate", "undo", str(path), first]) == 1
    capsys.readouterr()
    assert run(["curate", "list", str(path)]) == 0
    assert capsys.readouterr().out.splitlines()[0] == (
        f"{first}  2024-05-01 me: same bureau = Russia (RUS): its office [undone]"
    )


def test_who_is_really_another_is_marked_where_the_article_names_them(tmp_path: Path) -> None:
    _build(tmp_path / "g", [ONE, TWO], _decision("same", "ministry", **RUSSIA))
    with store.open_reader(tmp_path / "g") as graph:
        found = {row["s"].value.rsplit("/", 1)[1] for row in graph.store.query(
            "SELECT ?s { GRAPH ?g { ?s <https://w3id.org/claimgraph/ontology#mentionedAt> ?o } }")}  # type: ignore[union-attr]  # fmt: skip
    assert found == {"JPN", "USA", "RUS", "UKR", "bureau", "CHN"}
