"""What a worker can be asked, each a function of the open graph and the limits that gives a reply."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from itertools import islice
from typing import IO, Final, cast

from pyoxigraph import NamedNode, QueryTriples, serialize

from kg import query
from kg.errors import KgError, QueryError
from kg.query.run import Answer, Dataset
from kg.rdf import prefixes
from kg.relations import relations
from kg.resources import resource
from kg.resources import rows as resource_rows
from kg.serve import pages
from kg.serve.limits import Limits
from kg.serve.negotiate import GRAPHS, TABLES
from kg.store import Opened

JSON: Final = "application/json"
PLAIN: Final = "text/plain; charset=utf-8"
HTML_TYPE: Final = "text/html; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer as HTTP gives it; ``coding`` is that of the content, such as gzip."""

    status: int
    type: str
    body: bytes
    coding: str = ""


_WORTH: Final = 1400
"""Bytes of a body that fits into one packet: to make it smaller saves nothing."""


def zipped(reply: Reply) -> Reply:
    """Give a reply with its body in gzip, where that is worth it."""
    if reply.coding or len(reply.body) < _WORTH:
        return reply
    return replace(reply, body=gzip.compress(reply.body, 4, mtime=0), coding="gzip")


class TooMuchError(KgError):
    """An answer that is larger than the server gives."""


def refusal(status: int, error: KgError | str) -> Reply:
    """Give an error as a reply."""
    return Reply(status, PLAIN, f"{error}\n".encode("utf-8", "replace"))


def json_reply(value: object) -> Reply:
    """Give a value as JSON."""
    return Reply(200, JSON, json.dumps(value, ensure_ascii=False).encode("utf-8", "replace"))


_ROWS: Final = {
    "json": (b"},{", re.compile(rb'"(?:[^"\\]|\\.)*"|(\},\{)'), 1),
    "xml": (b"<result>", re.compile(rb"(<result>)"), 0),
    "csv": (b"\n", re.compile(rb'"[^"]*"|(\n)'), -1),
    "tsv": (b"\n", re.compile(rb"(\n)"), -1),
}
"""By format what stands between rows or in each, a pattern whose group tells it from the same inside of values, and
how many rows there are beyond those marks."""


@dataclass(slots=True)
class _Sink:
    """A file in memory that refuses to grow beyond a size."""

    limit: int
    data: bytearray = field(default_factory=bytearray)

    def write(self, chunk: bytes) -> int:
        self.data += chunk
        if len(self.data) > self.limit:
            raise TooMuchError(f"the answer has more than {self.limit} bytes", "ask for less, as with LIMIT")
        return len(chunk)

    def flush(self) -> None:
        """Do nothing: there is nothing behind."""


def written(answer: Answer, form: str, limits: Limits, base: str) -> bytes:
    """Give an answer in a format.

    Raises
    ------
    TooMuchError
        If it has more rows or bytes than allowed: it is never cut.
    """
    sink = _Sink(limits.answer)
    if isinstance(answer, QueryTriples):
        triples = list(islice(answer, limits.rows + 1))
        _check_rows(len(triples), limits)
        target = cast("IO[bytes]", sink)
        serialize(sorted(triples, key=str), target, format=query.GRAPHS[form], prefixes=prefixes(base))
        return bytes(sink.data)
    answer.serialize(cast("IO[bytes]", sink), query.TABLES[form])
    mark, pattern, beyond = _ROWS[form]
    if sink.data.count(mark) + beyond > limits.rows:
        _check_rows(sum(1 for found in pattern.finditer(sink.data) if found[1]) + beyond, limits)
    return bytes(sink.data)


def _check_rows(rows: int, limits: Limits) -> None:
    if rows > limits.rows:
        raise TooMuchError(f"the answer has more than {limits.rows} rows", "ask for less, as with LIMIT")


def ask(
    opened: Opened,
    limits: Limits,
    sparql: str,
    table: Sequence[str] | None,
    graph: Sequence[str] | None,
    default: Sequence[str] = (),
    named: Sequence[str] = (),
) -> Reply:
    """Run SPARQL; ``table`` and ``graph`` are the format and media type for either kind of answer, if any fits."""
    answer = query.run(opened.store, sparql, opened.base, _dataset(default, named))
    wanted, offers = (graph, GRAPHS) if isinstance(answer, QueryTriples) else (table, TABLES)
    if wanted is None:
        usual = ", ".join(types[0] for types in offers.values())
        return refusal(406, f"this answer is not given in a format you accept (it is in {usual})")
    form, media = wanted
    charset = "; charset=utf-8" if media.startswith("text/") else ""
    try:
        return Reply(200, media + charset, written(answer, form, limits, opened.base))
    except (OSError, RuntimeError, ValueError) as error:
        raise QueryError(f"the query failed: {error}") from None


def _dataset(default: Sequence[str], named: Sequence[str]) -> Dataset | None:
    if not default and not named:
        return None
    try:
        return [NamedNode(one) for one in default], [NamedNode(one) for one in named]
    except ValueError as error:
        raise QueryError(f"a graph of the dataset is no IRI: {error}") from None


MOST: Final = 1_000
"""Rows that the SPARQL of a named query asks for, as its file does: few are fast on a graph of any size."""


def fill(opened: Opened, limits: Limits, name: str, given: Mapping[str, str]) -> Reply:
    """Give the SPARQL of a named query with parameters given in words."""
    sparql = query.fill(query.find(name), opened.store, given, opened.base, min(MOST, limits.rows))
    return Reply(200, "application/sparql-query; charset=utf-8", sparql.encode())


def rows(
    opened: Opened, limits: Limits, sparql: str = "", name: str = "", given: Mapping[str, str] | None = None
) -> Reply:
    """Run SPARQL, or a named query, and give columns and rows of plain values; ``more`` tells that some are left."""
    if name:
        sparql = query.fill(query.find(name), opened.store, given or {}, opened.base, limits.rows + 1)
    found = query.table(query.run(opened.store, sparql, opened.base), opened.base)
    more = len(found.rows) > limits.rows
    return json_reply({"columns": found.columns, "rows": found.rows[: limits.rows], "more": more})


def ready(opened: Opened, limits: Limits) -> Reply:  # noqa: ARG001
    """Tell that the graph can be asked."""
    return json_reply({"status": "ok", "base": opened.base})


def explorer(opened: Opened, limits: Limits) -> Reply:  # noqa: ARG001
    """Give the page that shows the whole graph."""
    from kg.graph import Graph
    from kg.views import page
    from kg.views.rows import view_of

    drawn = page(view_of(Graph(opened)), links=[("Queries", "/query")])
    return Reply(200, HTML_TYPE, drawn.encode("utf-8", "replace"))


def thing(opened: Opened, limits: Limits, kind: str, identity: str, form: str, media: str) -> Reply:
    """Give what is known of a thing, as a page or as RDF."""
    node = pages.node_of(opened, kind, identity)
    known = pages.known_of(opened.store, node, limits.rows)
    if not known:
        return refusal(404, f"this graph knows no {kind} {identity[:80]!r}")
    if form == "html":
        return Reply(200, HTML_TYPE, pages.thing_page(opened, kind, node).encode("utf-8", "replace"))
    triples = sorted({quad.triple for quad in known}, key=str)
    data = serialize(triples, format=query.GRAPHS[form], prefixes=prefixes(opened.base)) or b""
    return Reply(200, media + ("; charset=utf-8" if media.startswith("text/") else ""), data)


def vocabulary(opened: Opened, limits: Limits) -> Reply:  # noqa: ARG001
    """Give the terms that an editor completes, the entities spoken of most first, and the named queries."""
    table = query.table(query.run(opened.store, _SPOKEN_OF, opened.base), opened.base)
    entities = [{"name": name, "label": label} for name, label, _ in table.rows]
    terms = [{"name": f"kg:{row['name']}", "label": row["label"]} for row in _terms()]
    named = [asdict(one) for one in query.named_queries().values()]
    return json_reply({"terms": [*terms, *entities], "queries": named})


_SPOKEN_OF: Final = """SELECT ?entity ?label ?mentions WHERE {
  ?entity kg:mentions ?mentions ; skos:prefLabel ?label } ORDER BY DESC(?mentions) ?entity LIMIT 2000"""


def _terms() -> Iterator[dict[str, str]]:
    """Yield relations, classes and the terms that describe claims, with what they mean."""
    yield from ({"name": one.name, "label": one.definition} for one in relations().values())
    for file, name in (("classes.csv", "class"), ("vocabulary.csv", "term")):
        yield from ({"name": row[name], "label": row["definition"]} for _, row in resource_rows(resource(file)))


WORK: Final[Mapping[str, Callable[..., Reply]]] = {
    "ask": ask, "fill": fill, "rows": rows, "ready": ready, "explorer": explorer, "thing": thing,
    "vocabulary": vocabulary,
}  # fmt: skip
"""What can be asked, by name."""

__all__ = ["WORK", "Reply", "TooMuchError", "refusal", "zipped"]
