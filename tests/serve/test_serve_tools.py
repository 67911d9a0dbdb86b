"""The tools for language models, through a client and a session of the protocol's own package."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from mcp import ClientSession, StdioServerParameters, stdio_client

Call = Callable[..., Awaitable[Any]]


def with_session(path: Path, work: Callable[[ClientSession], Awaitable[None]]) -> None:
    async def run() -> None:
        command = ["-c", "from kg.cli import main; main()", "mcp", str(path), "--timeout", "2", "--max-rows", "5"]
        program = StdioServerParameters(command=sys.executable, args=command)
        async with stdio_client(program) as (read, write), ClientSession(read, write) as session:
            await session.initialize()
            await work(session)

    asyncio.run(run())


async def called(session: ClientSession, tool: str, **given: str) -> dict[str, Any]:
    found = await session.call_tool(tool, given)
    assert not found.is_error, found.content
    answer: dict[str, Any] = json.loads(found.content[0].text)  # type: ignore[union-attr]
    return answer


async def refused(session: ClientSession, tool: str, **given: str) -> str:
    found = await session.call_tool(tool, given)
    assert found.is_error
    return str(found.content[0].text)  # type: ignore[union-attr]


def test_a_session(small: Path) -> None:
    async def work(session: ClientSession) -> None:
        tools = {tool.name: tool for tool in (await session.list_tools()).tools}
        assert set(tools) == {"find_entity", "claims_about", "who_says", "conflicts", "evidence", "sparql"}
        assert all(tool.annotations and tool.annotations.read_only_hint for tool in tools.values())

        found = await called(session, "find_entity", name="japa")
        assert found["rows"][0][:2] == ["ent:JPN", "Japan"]
        about = await called(session, "claims_about", entity="Japan")
        assert "alliedWith" in {row[about["columns"].index("relation")] for row in about["rows"]}
        says = await called(session, "who_says", holder="Russia")
        assert {row[says["columns"].index("polarity")] for row in says["rows"]} == {"denied"}
        sides = await called(session, "conflicts", kind="denial")
        assert {row[sides["columns"].index("holder")] for row in sides["rows"]} == {"Russia", "Ukraine"}
        places = await called(session, "evidence", subject="Japan", object="United States")
        assert {"quote", "start", "end", "article"} <= set(places["columns"])

        many = await called(session, "sparql", query="SELECT * { ?s ?p ?o }")
        assert (len(many["rows"]), many["more"]) == (5, True)
        assert "nothing in the graph is called" in await refused(session, "claims_about", entity="Atlantis")
        assert "would change the graph" in await refused(session, "sparql", query="DROP ALL")
        assert "another server" in await refused(
            session, "sparql", query="SELECT * { SERVICE <http://x/> { ?s ?p ?o } }"
        )
        slow = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
        assert "more than 2 s" in await refused(session, "sparql", query=slow)
        assert (await called(session, "sparql", query="ASK { ?s kg:alliedWith ?o }"))["rows"] == [[True]]
        for hostile in ('") } } DROP ALL #', "\\", "😀", "a\nb\x00", "%s", "?label"):
            assert (await called(session, "find_entity", name=hostile))["rows"] == []

    with_session(small, work)
