"""The pages for people: the query editor, and a page for every thing with an address."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from typing import Any, Final
from urllib.parse import unquote

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, QuerySolution, Store, Triple

from kg.errors import KgError
from kg.query import short
from kg.query.run import select
from kg.rdf import iri, kg, prefixes
from kg.rdf.terms import KINDS, SCHEMA, SKOS
from kg.store import Opened

Term = NamedNode | BlankNode | Literal | Triple
FOLDER: Final = Path(__file__).parent / "assets"
ASSETS: Final[Mapping[str, str]] = {
    "serve.css": "text/css",
    "query.js": "text/javascript",
    "results.js": "text/javascript",
    "vis-network.js": "text/javascript",
}
"""What pages load, with its media type."""

POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
THINGS: Final[Mapping[str, str]] = {path: prefix for prefix, path in KINDS.items()}
"""The first step of a thing's address, and the prefix of its IRI."""

_SHOWN: Final = 500
_LABEL, _TEXT = NamedNode(SKOS + "prefLabel"), NamedNode(SCHEMA + "text")
_CHOICES: Final = {
    "entity": (
        ("What is claimed about it", "{{ ?p rdf:subject {node} }} UNION {{ ?p rdf:object {node} }}"),
        ("What it says", "GRAPH ?article {{ ?claim kg:heldBy|kg:reportedVia {node} }}"),
    ),
    "article": (("What is claimed in it", "VALUES ?article {{ {node} }}"),),
    "claim": (("The claim", "VALUES ?claim {{ {node} }}"),),
    "proposition": (("Who takes a stand on it", "VALUES ?p {{ {node} }}"),),
    "conflict": (("The claims on its sides", "{node} kg:side ?claim"),),
    "evidence": (("What was read from it", "GRAPH ?article {{ ?claim kg:evidence {node} }}"),),
}
_CLAIMS: Final = """SELECT DISTINCT ?claim ?subject ?relation ?object ?stand ?modality ?time ?holder ?quote ?article
WHERE {
  %s
  GRAPH ?article { VALUES ?stand { kg:affirms kg:denies }
    ?claim ?stand ?p ; kg:modality ?modality ; kg:heldBy ?holder ; kg:evidence/oa:exact ?quote .
    ?p rdf:subject ?subject ; rdf:predicate ?relation ; rdf:object ?object . OPTIONAL { ?claim kg:time ?time } }
} ORDER BY ?article ?quote ?claim LIMIT 501"""


@cache
def script(name: str) -> bytes:
    """Give an asset."""
    if name != "vis-network.js":
        return (FOLDER / name).read_bytes()
    found = find_spec("pyvis")
    places = found.submodule_search_locations if found else None
    if not places:
        raise KgError("pyvis is not installed", "install claimgraph again")
    return (Path(places[0]) / "lib" / "vis-9.1.2" / "vis-network.min.js").read_bytes()


@cache
def _environment() -> Environment:
    return Environment(loader=FileSystemLoader(FOLDER), autoescape=True, undefined=StrictUndefined,
                       trim_blocks=True, lstrip_blocks=True)  # fmt: skip


def query_page() -> str:
    """Give the page with the editor."""
    return _environment().get_template("query.html").render(prefixes=prefixes())


def node_of(opened: Opened, kind: str, identity: str) -> NamedNode:
    """Give the IRI of a thing by the path of its address."""
    return iri(THINGS[kind], identity, opened.base)


def known_of(store: Store, node: NamedNode, limit: int) -> list[Quad]:
    """Give what is known of a thing: an article's whole graph, else its own statements and those it rests on."""
    own = list(islice(store.quads_for_pattern(node, None, None, None), limit))
    whole = islice(store.quads_for_pattern(None, None, None, node), limit)
    rests = {kg(name) for name in ("affirms", "denies", "evidence", "between")}
    below = [quad.object for quad in own if quad.predicate in rests and isinstance(quad.object, NamedNode)]
    deeper = (quad for one in below for quad in store.quads_for_pattern(one, None, None, None))
    about = islice(store.quads_for_pattern(None, None, node, None), limit)
    return list(dict.fromkeys([*own, *whole, *deeper, *(about if own else ())]))[:limit]


def thing_page(opened: Opened, kind: str, node: NamedNode) -> str:
    """Give the page of a thing that is known."""
    store, base = opened.store, opened.base
    name = _Namer(store, base)
    sections = [(title, list(_claims(store, base, choice.format(node=node), name)))
                for title, choice in _CHOICES.get(kind, ())]  # fmt: skip
    return _environment().get_template("thing.html").render(
        title=name(node)["text"], kind=kind, node=node.value, facts=list(_facts(store, node, name)),
        sections=[(title, rows[:_SHOWN], len(rows) > _SHOWN) for title, rows in sections if rows],
        text=list(_pieces(store, node)) if kind == "article" else [],
    )  # fmt: skip


class _Namer:
    """Give a term as it is shown: text, and an address where there is one here or elsewhere."""

    def __init__(self, store: Store, base: str) -> None:
        self.store, self.base = store, base

    def __call__(self, term: Term | None) -> dict[str, Any]:
        if not isinstance(term, NamedNode):
            return {"text": "" if term is None else str(short(term, self.base)), "link": ""}
        labels = islice(self.store.quads_for_pattern(term, _LABEL, None, None), 1)
        label = next((quad.object.value for quad in labels if isinstance(quad.object, Literal)), None)
        return {"text": label or str(short(term, self.base)), "link": self.link(term.value)}

    def link(self, value: str) -> str:
        """Give the address of an IRI: here where it is one of ours, none where nothing is to be seen."""
        if value.startswith(self.base):
            path = value.removeprefix(self.base)
            return f"/{path}" if path.partition("/")[0] in THINGS else ""
        return value if value.startswith(("http://www.wikidata.org/", "https://www.wikidata.org/")) else ""


def _facts(store: Store, node: NamedNode, name: _Namer) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    found: dict[str, dict[str, dict[str, Any]]] = {}
    for quad in islice(store.quads_for_pattern(node, None, None, None), 5_000):
        if quad.predicate != _TEXT:
            shown = name(quad.object)
            found.setdefault(str(short(quad.predicate, name.base)), {}).setdefault(shown["text"], shown)
    for predicate in sorted(found):
        values = sorted(found[predicate].values(), key=lambda one: str(one["text"]))
        yield predicate, values[:60]


def _claims(store: Store, base: str, choice: str, name: _Namer) -> Iterator[dict[str, dict[str, Any]]]:
    for row in select(store, _CLAIMS % choice, base):
        shown = {one: name(row[one]) for one in ("subject", "object", "holder", "article", "time", "quote")}
        words = {one: {"text": _local(row, one), "link": ""} for one in ("relation", "modality")}
        stand = {"text": "" if _local(row, "stand") == "affirms" else "denied", "link": ""}
        yield {**shown, **words, "stand": stand, "claim": {"text": "claim", "link": name.link(_value(row, "claim"))}}


def _value(row: QuerySolution, name: str) -> str:
    term = row[name]
    return term.value if isinstance(term, NamedNode) else ""


def _local(row: QuerySolution, name: str) -> str:
    return unquote(_value(row, name).rpartition("#")[2])


def _pieces(store: Store, article: NamedNode) -> Iterator[tuple[str, bool]]:
    """Yield the stretches of an article's text, and whether a claim was read from each."""
    text = next((quad.object.value for quad in store.quads_for_pattern(article, _TEXT, None, article)
                 if isinstance(quad.object, Literal)), "")  # fmt: skip
    end = 0
    for start, stop in _merged(_spans(store, article)):
        yield text[end:start], False
        yield text[start:stop], True
        end = stop
    yield text[end:], False


def _spans(store: Store, article: NamedNode) -> Iterator[tuple[int, int]]:
    ends = {str(quad.subject): quad.object for quad in store.quads_for_pattern(None, kg("end"), None, article)}
    for quad in store.quads_for_pattern(None, kg("start"), None, article):
        stop = ends.get(str(quad.subject))
        if isinstance(quad.object, Literal) and isinstance(stop, Literal):
            yield int(quad.object.value), int(stop.value)


def _merged(spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Join spans that overlap.

    >>> list(_merged([(5, 8), (0, 2), (1, 3)]))
    [(0, 3), (5, 8)]
    """
    kept: tuple[int, int] | None = None
    for start, stop in sorted(spans):
        if kept and start <= kept[1]:
            kept = (kept[0], max(kept[1], stop))
            continue
        if kept:
            yield kept
        kept = (start, stop)
    if kept:
        yield kept


__all__ = ["ASSETS", "POLICY", "THINGS", "known_of", "node_of", "query_page", "script", "thing_page"]
