"""A graph on another server: SPARQL over HTTP behind the same interface as a store on disk."""

from __future__ import annotations

import re
import urllib.parse
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Self, cast

from pyoxigraph import (
    DefaultGraph,
    NamedNode,
    Quad,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    parse,
    parse_query_results,
)

from kg.errors import StoreError
from kg.rdf import prefixes
from kg.remote.ahead import Ahead, Value, within
from kg.remote.http import Address, Client, Response

__all__ = ["Address", "Client", "Remote", "RemoteStore", "connect"]

_ACCEPT: Final = "application/sparql-results+json, text/turtle;q=0.9"
_ENDLESS: Final = re.compile(r" LIMIT \d{13,}\b")
"""A limit beyond all there is, which named queries have for Oxigraph's planner; Virtuoso refuses it."""
_PUBLISHED: Final = """SELECT DISTINCT ?base ?graph WHERE {
  { ?base kg:digest ?digest } UNION { GRAPH ?graph { ?base kg:digest ?digest } } FILTER(?base != kg:world)
}"""


@dataclass(frozen=True, slots=True)
class RemoteStore:
    """What queries need of a store: here it asks a SPARQL endpoint.

    ``view`` is the graph that the assembled view was put into, where the server has no default graph of its own.
    """

    client: Client
    view: str = ""
    ahead: Ahead = field(default_factory=Ahead)

    def query(
        self,
        query: str,
        *,
        base_iri: str | None = None,
        prefixes: Mapping[str, str] | None = None,
        default_graph: Sequence[NamedNode] | None = None,
        named_graphs: Sequence[NamedNode] | None = None,
    ) -> QuerySolutions | QueryBoolean | QueryTriples:
        """Run SPARQL there.

        Raises
        ------
        OSError
            If the server refuses the query, or gives only a part of the answer.
        """
        head = f"BASE <{base_iri}>\n" if base_iri else ""
        head += "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in (prefixes or {}).items())
        graphs = [one.value for one in default_graph or ()] or [one for one in (self.view,) if one]
        fields = [("query", head + _ENDLESS.sub("", query)), *(("default-graph-uri", one) for one in graphs)]
        fields += [("named-graph-uri", one.value) for one in named_graphs or ()]
        headers = {"Accept": _ACCEPT, "Content-Type": "application/x-www-form-urlencoded"}
        body = urllib.parse.urlencode(fields).encode("ascii")
        found = self.client.send("POST", self.client.address.url, body, headers)
        if found.status != 200:
            raise OSError(f"{self.client.address.url} answers {found.status}: {_told(found)}")
        if most := found.headers.get("X-SPARQL-MaxRows"):
            raise OSError(f"{self.client.address.url} cuts answers at {most} rows; raise ResultSetMaxRows there")
        self.ahead.told(found.body)
        return _parsed(found)

    def quads_for_pattern(
        self,
        subject: NamedNode | None,
        predicate: NamedNode | None,
        value: Value | None,
        graph: NamedNode | DefaultGraph | None = None,
    ) -> Iterator[Quad]:
        """Yield the statements that fit; where no graph is named those of all graphs, as if in the default graph.

        What is asked of one node is fetched for others, too, that answers have told of and that are likely to be next.
        """
        if graph is not None and (known := self.ahead.quads(self, subject, predicate, value, graph)) is not None:
            yield from known
            return
        pattern = " ".join(
            str(term or f"?{name}") for term, name in zip((subject, predicate, value), "spo", strict=True)
        )
        where = f"{{ {pattern} }} UNION {{ GRAPH ?graph {{ {pattern} }} }}" if graph is None else within(pattern, graph)
        for row in cast("QuerySolutions", self.query(f"SELECT DISTINCT * WHERE {{ {where} }}")):
            one, two, three = (term or row[name] for term, name in zip((subject, predicate, value), "spo", strict=True))
            yield Quad(cast("NamedNode", one), cast("NamedNode", two), three, graph or DefaultGraph())


def _told(found: Response) -> str:
    lines = found.body.decode("utf-8", "replace").strip().splitlines()
    return " ".join(lines[:3])[:300] or "nothing more"


def _parsed(found: Response) -> QuerySolutions | QueryBoolean | QueryTriples:
    media = (found.headers.get_content_type() or "").lower()
    try:
        if "json" in media:
            return parse_query_results(found.body, QueryResultsFormat.JSON)
        if "turtle" in media or "n-triples" in media or media == "text/plain":
            kept = Store()
            kept.extend(parse(found.body, RdfFormat.TURTLE))
            return kept.query("CONSTRUCT WHERE { ?s ?p ?o }")
    except SyntaxError as error:
        raise OSError(f"the answer cannot be read: {error}") from None
    raise OSError(f"the server answers in {media}, not in the results of SPARQL")


class Remote:
    """A graph that is open on another server: its address, the base of its data IRIs, and its store."""

    def __init__(self, address: Address, base: str, store: RemoteStore) -> None:
        self.path, self.base, self._store = address.url, base, store

    @property
    def store(self) -> Store:
        """What answers queries as an Oxigraph store does."""
        return cast("Store", self._store)

    def close(self) -> None:
        """Do nothing: no connection is kept."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def connect(url: str) -> Remote:
    """Open the graph that was published to the server of a SPARQL endpoint.

    Raises
    ------
    StoreError
        If the server cannot be reached, or no graph of ours is there.
    """
    client = Client(Address.of(url))
    try:
        rows = list(cast("QuerySolutions", RemoteStore(client).query(_PUBLISHED, prefixes=prefixes())))
    except OSError as error:
        raise StoreError(str(error), "give the address of a SPARQL endpoint") from None
    if not rows:
        raise StoreError(f"no graph was published to {client.address.url}", "publish one with: kg publish DIR --to URL")
    views = sorted({row["graph"].value for row in rows if row["graph"] is not None})
    return Remote(client.address, rows[0]["base"].value, RemoteStore(client, views[0] if views else ""))
