"""A graph that was built with entities of the user's own shows them wherever the reference shows its own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from graphs import reading
from serving import Served

from kg import assemble, store
from kg.rdf import reading_quads
from kg.world import load_world


def test_entities_of_an_own_world_are_served(tmp_path: Path, serve: Callable[..., Served]) -> None:
    sheet = tmp_path / "own.csv"
    sheet.write_text("id,label,type,names,facts\nfjord-league,Fjord League,Alliance,FLG,memberOf<NOR@1999\n", "utf-8")
    path = tmp_path / "g.kg"
    with store.open_writer(path) as graph:
        store.write_article(graph.store, reading_quads(reading("a", "NOR threatens fjord-league")))
        assemble.refresh(graph, load_world([sheet]))
        store.publish(graph)
    with serve(path).client() as client:
        page = client.get("/entity/fjord-league", headers={"accept": "text/html"})
        assert (page.status_code, "Fjord League" in page.text, "threatens" in page.text) == (200, True, True)
        assert "FLG" in client.get("/entity/fjord-league", headers={"accept": "text/turtle"}).text
        assert "entity/fjord-league" in client.get("/named/members", params={"of": "FLG"}).text
        asked = "ASK { GRAPH kg:world { ent:NOR kg:memberOf ent:fjord-league } }"
        assert client.get("/sparql", params={"query": asked}).json()["boolean"] is True
        assert "Fjord League" in client.get("/vocabulary.json").text
