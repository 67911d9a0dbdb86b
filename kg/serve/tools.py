"""A graph as tools for a language model, over the Model Context Protocol: all of them only read."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mcp.server import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp_types import ToolAnnotations
from pyoxigraph import Literal

from kg.serve.limits import Limits
from kg.serve.pool import Pool
from kg.serve.protocol import RequestError
from kg.store import open_reader

_ABOUT = """A knowledge graph of states, alliances and claims, read from articles: who says what about whom, where it is
written, who contradicts it. What an article says is never a fact here: name the holder and the article with every
claim. Polarity "denied" means that the holder says it is not so; modality tells asserted things from planned, possible
or demanded ones. Entities can be given by name ("Japan", "NATO") or id ("JPN")."""
_READS = ToolAnnotations(read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False)


@dataclass(frozen=True, slots=True)
class Tools:
    """What a model can do; the first line of each docstring is what it is told."""

    pool: Pool

    async def find_entity(self, name: str) -> dict[str, Any]:
        """Find entities by a name or a part of one: ids, labels, classes, numbers of mentions."""
        return await self._rows(sparql=_FIND % Literal(name[:200].encode("utf-8", "replace").decode("utf-8")))

    async def claims_about(self, entity: str) -> dict[str, Any]:
        """List every claim with an entity at one of its ends, whoever holds it, with the quoted words."""
        return await self._named("about", entity=entity)

    async def who_says(self, holder: str, target: str = "") -> dict[str, Any]:
        """List what a holder says (also as an outer link of a chain of speakers), of everything or of one target."""
        return await self._named("says", holder=holder, target=target)

    async def conflicts(self, kind: str = "") -> dict[str, Any]:
        """List what contradicts what; kind: denial, incompatible, rival, succession, againstReference."""
        return await self._named("conflicts", kind=kind)

    async def evidence(self, subject: str = "", relation: str = "", object: str = "") -> dict[str, Any]:  # noqa: A002 - what it is called everywhere
        """Give the claims between two entities with the quoted words and where they stand: article and offsets."""
        return await self._named("evidence", subject=subject, relation=relation, object=object)

    async def sparql(self, query: str) -> dict[str, Any]:
        """Run a SPARQL 1.1 query that only reads; the prefixes kg: ent: art: claim: prop: ev: skos: rdf: are known.

        The default graph holds the assembled view, each article is a named graph.
        """
        return await self._rows(sparql=query)

    async def _named(self, name: str, **given: str) -> dict[str, Any]:
        return await self._rows(name=name, given={key: value for key, value in given.items() if value})

    async def _rows(self, **asked: Any) -> dict[str, Any]:
        try:
            reply = await self.pool.ask("rows", **asked)
        except RequestError as error:
            raise ToolError(str(error)) from None
        if reply.status != 200:
            raise ToolError(reply.body.decode("utf-8", "replace").strip())
        found: dict[str, Any] = json.loads(reply.body)
        return found


def server(path: Path, limits: Limits) -> MCPServer[None]:
    """Give the MCP server of a graph directory."""
    tools = Tools(Pool(path, limits))

    @asynccontextmanager
    async def running(_server: MCPServer[None]) -> AsyncIterator[None]:
        async with tools.pool:
            yield

    made: MCPServer[None] = MCPServer("claimgraph", instructions=_ABOUT, lifespan=running, log_level="WARNING")
    for tool in (tools.find_entity, tools.claims_about, tools.who_says, tools.conflicts, tools.evidence, tools.sparql):
        made.add_tool(tool, annotations=_READS)
    return made


_FIND = """SELECT ?entity ?label ?type ?mentions WHERE {
  { SELECT DISTINCT ?entity WHERE {
      { ?entity skos:prefLabel|skos:altLabel ?name }
      UNION { GRAPH kg:world { ?entity skos:prefLabel|skos:altLabel ?name } }
      FILTER(CONTAINS(LCASE(STR(?name)), LCASE(%s))) } }
  OPTIONAL { ?entity skos:prefLabel ?assembled } OPTIONAL { GRAPH kg:world { ?entity skos:prefLabel ?known } }
  BIND(COALESCE(?assembled, ?known) AS ?label) FILTER(BOUND(?label))
  OPTIONAL { ?entity kg:mentions ?mentions }
  OPTIONAL { { ?entity a ?type } UNION { GRAPH kg:world { ?entity a ?type } } }
} ORDER BY DESC(COALESCE(?mentions, 0)) ?label LIMIT 50"""


def run(path: Path, limits: Limits) -> None:
    """Serve on standard input and output until the client goes.

    Raises
    ------
    StoreError
        If there is no graph.
    """
    open_reader(path).close()
    server(path, limits).run("stdio")
