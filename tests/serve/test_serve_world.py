"""A graph that was built with entities of the user's own shows them wherever the reference shows its own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from graphs import reading
from serving import Served

import kg
from kg import assemble, store
from kg.cli import run
from kg.rdf import reading_quads
from kg.world import load_world

SHEET = "id,label,type,names,facts\nfjord-league,Fjord League,Alliance,FLG,memberOf<NOR@1999\n"
KNOWN = "ASK { GRAPH kg:world { ent:NOR kg:memberOf ent:fjord-league } }"


def built(folder: Path) -> tuple[Path, Path]:
    """Give a graph with an own world, and its sheet."""
    sheet, path = folder / "own.csv", folder / "g.kg"
    sheet.write_text(SHEET, "utf-8")
    with store.open_writer(path) as graph:
        store.write_article(graph.store, reading_quads(reading("a", "NOR threatens fjord-league")))
        assemble.refresh(graph, load_world([sheet]))
        store.publish(graph)
    return path, sheet


def test_entities_of_an_own_world_are_served(tmp_path: Path, serve: Callable[..., Served]) -> None:
    path, _ = built(tmp_path)
    with serve(path).client() as client:
        page = client.get("/entity/fjord-league", headers={"accept": "text/html"})
        assert (page.status_code, "Fjord League" in page.text, "threatens" in page.text) == (200, True, True)
        assert "FLG" in client.get("/entity/fjord-league", headers={"accept": "text/turtle"}).text
        assert "entity/fjord-league" in client.get("/named/members", params={"of": "FLG"}).text
        assert client.get("/sparql", params={"query": KNOWN}).json()["boolean"] is True
        assert "Fjord League" in client.get("/vocabulary.json").text


def test_a_correction_does_not_drop_an_own_world(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, sheet = built(tmp_path)
    for change in (["curate", "name", str(path), "fjord-league", "NATO", "--who", "me"], ["remove", str(path), "a"]):
        assert run(change) == 1
        assert "give the same --world" in capsys.readouterr().err
        assert run([*change, "--world", str(sheet)]) == 0
        with kg.open(path) as graph:
            assert bool(graph.ask(KNOWN))
