"""Graphs on disk: one writer, readers that see finished views only, and nothing lost when a build is killed."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

import pytest
from graphs import reading
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Store, parse

from kg import store
from kg.errors import StoreError
from kg.rdf import fingerprint, iri, kg, reading_quads, text_hash

A1 = reading("a", "JPN alliedWith USA", "RUS attacks UKR denied")
A2 = reading("a", "JPN alliedWith USA")
B = reading("b", "CHN threatens JPN")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "graph"


def _finished(path: Path) -> Path:
    with store.open_writer(path) as graph:
        store.write_article(graph.store, reading_quads(A1))
        store.publish(graph)
    return path


def test_a_written_article_is_read_back(path: Path) -> None:
    with store.open_reader(_finished(path)) as graph:
        assert set(graph.store) == set(reading_quads(A1))
        kept = store.articles(graph.store)["a"]
    assert (kept.text_hash, kept.fingerprint) == (text_hash(A1.article.text), fingerprint(A1.article))


def test_writing_an_article_replaces_its_graph_only() -> None:
    held = Store()
    for one in (A1, B, A2):
        store.write_article(held, reading_quads(one))
    assert set(held) == {*reading_quads(A2), *reading_quads(B)}


def test_dropping_an_article_leaves_nothing_of_it() -> None:
    held = Store()
    store.write_article(held, reading_quads(A1))
    assert store.drop_article(held, "a")
    assert not store.drop_article(held, "a")
    assert list(held) == []
    assert list(held.named_graphs()) == []


def test_articles_written_at_once_are_those_written_one_by_one() -> None:
    one_by_one, at_once = Store(), Store()
    for held in (one_by_one, at_once):
        store.write_article(held, reading_quads(A1))
        held.add(Quad(NamedNode("http://example.org/"), kg("digest"), Literal("assembled"), DefaultGraph()))
    for one in (A2, B):
        store.write_article(one_by_one, reading_quads(one))
    store.write_articles(at_once, [list(reading_quads(one)) for one in (A2, B)])
    assert store.dump(at_once) == store.dump(one_by_one)


def test_articles_that_a_killed_process_was_loading_are_dropped(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _finished(path)

    def half(held: Store, quads: Iterable[Quad]) -> None:
        held.bulk_extend(list(quads)[:10])
        raise StoreError("no space left")

    with store.open_writer(path) as graph, monkeypatch.context() as patched:
        patched.setattr("kg.store.contents.load", half)
        with pytest.raises(StoreError, match="no space"):
            store.write_articles(graph.store, [list(reading_quads(B))])
        assert set(graph.store) > set(reading_quads(A1))
    with store.open_writer(path) as graph:
        assert set(graph.store) == set(reading_quads(A1))


def test_quads_outside_one_article_graph_are_refused() -> None:
    both = [*reading_quads(A1), *reading_quads(B)]
    for quads in (both, [], [Quad(one := iri("ent", "a"), one, one, DefaultGraph())]):
        with pytest.raises(StoreError, match="one named graph"):
            store.write_article(Store(), quads)


HOSTILE = [
    '"; DROP ALL #',
    "} } INSERT DATA { <a> <b> <c> }",
    "\\u0022 . }",
    "line\nbreak\r",
    'a"""b',
    "\x00\x01",
    "🇯🇵",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_survives_a_transaction_unchanged(text: str) -> None:
    graph, predicate = iri("art", text), NamedNode("http://example.org/p")
    old, new = (Quad(graph, predicate, Literal(text + end), graph) for end in ("1", "2"))
    default = Quad(graph, predicate, Literal(text), DefaultGraph())
    held = Store()
    held.add(old)
    store.change(held, [old], [new, default])
    assert set(held) == {new, default}


def test_a_second_writer_is_told_who_writes(path: Path) -> None:
    with store.open_writer(path), pytest.raises(StoreError, match=f"process {os.getpid()} is writing"):
        store.open_writer(path)
    store.open_writer(path).close()


def test_readers_go_on_while_a_writer_works(path: Path) -> None:
    with store.open_reader(_finished(path)) as before, store.open_writer(path) as graph:
        store.write_article(graph.store, reading_quads(B))
        with store.open_reader(path) as meanwhile:
            assert set(store.articles(meanwhile.store)) == {"a"}
        store.publish(graph)
        store.publish(graph)
        assert set(store.articles(before.store)) == {"a"}
        with store.open_reader(path) as after:
            assert set(store.articles(after.store)) == {"a", "b"}


def test_views_that_nobody_reads_are_removed(path: Path) -> None:
    reader = store.open_reader(_finished(path))
    with store.open_writer(path) as graph:
        store.publish(graph)
        assert sorted(view.name for view in (path / "views").glob("*[0-9]")) == ["1", "2"]
        reader.close()
        store.publish(graph)
    assert sorted(view.name for view in (path / "views").iterdir()) == ["3", "3.lock"]


def test_a_closed_graph_says_so(path: Path) -> None:
    graph = store.open_reader(_finished(path))
    graph.close()
    graph.close()
    with pytest.raises(StoreError, match="has been closed"):
        _ = graph.store


def test_what_is_no_graph_is_named(path: Path) -> None:
    with pytest.raises(StoreError, match="there is no graph here"):
        store.open_reader(path)
    path.mkdir()
    (path / "notes.txt").write_text("mine")
    with pytest.raises(StoreError, match="not a graph directory and not empty"):
        store.create(path)
    (path / "kg.json").write_text("{}")
    with pytest.raises(StoreError, match="not a graph directory"):
        store.open_reader(path)
    (path / "kg.json").write_text('{"format": 99, "base": "x"}')
    with pytest.raises(StoreError, match="has format 99"):
        store.open_reader(path)


def test_a_graph_that_was_never_finished_is_named(path: Path) -> None:
    with store.open_writer(path) as graph:
        store.write_article(graph.store, reading_quads(A1))
    with pytest.raises(StoreError, match="never finished"):
        store.open_reader(path)


@pytest.mark.parametrize("base", ["no iri", "http://example.org/ x/"])
def test_a_base_that_is_no_iri_is_refused(path: Path, base: str) -> None:
    with pytest.raises(StoreError, match="makes no valid IRI"):
        store.create(path, base)


def test_the_base_of_a_graph_stays(path: Path) -> None:
    store.create(path, "https://example.org/")
    with pytest.raises(StoreError, match=r"has the base https://example\.org/"):
        store.open_writer(path)


def test_a_damaged_store_gives_an_error_of_ours(path: Path) -> None:
    view = next((_finished(path) / "views").glob("[0-9]"))
    for file in view.iterdir():
        file.unlink()
    with pytest.raises(StoreError, match="build it again"):
        store.open_reader(path)


@given(st.permutations([A1, B, reading("c", "RUS attacks UKR"), A2]))
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_dumps_depend_on_content_alone(order: list) -> None:  # type: ignore[type-arg]
    held, other = Store(), Store()
    for one in order:
        store.write_article(held, reading_quads(one))
    last = {one.article.id: one for one in order}
    for name in sorted(last):
        store.write_article(other, reading_quads(last[name]))
    assert store.dump(held) == store.dump(other)
    assert set(parse(store.dump(held), format=RdfFormat.N_QUADS)) == set(held)
