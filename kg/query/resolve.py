"""Find the entity, article, relation or other term that a user's words name."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping
from typing import Final, cast

from pyoxigraph import DefaultGraph, Literal, NamedNode, QuerySolutions, Store

from kg.errors import QueryError
from kg.model import BASE, MODALITIES
from kg.rdf import iri, kg, local_id, prefixes
from kg.rdf.world import HIDDEN
from kg.rdf.write import ALIAS, LABEL
from kg.relations import parents, relations

VIEW, WORLD = DefaultGraph(), kg("world")
CALLED: Final = (((LABEL,), VIEW), ((LABEL,), WORLD), ((ALIAS,), VIEW), ((ALIAS, HIDDEN), WORLD))
"""Where names are looked for, the best first."""
LABELS: Final = """SELECT DISTINCT ?label WHERE {
  { GRAPH kg:world { ?entity skos:prefLabel|skos:altLabel|skos:hiddenLabel ?label } } UNION
  { SELECT ?label { ?entity skos:prefLabel|skos:altLabel ?label } LIMIT 200000 }
}"""


def entity(store: Store, words: str, base: str = BASE) -> NamedNode:
    """Give the entity that an IRI, an id (``JPN``, ``ent:JPN``), a label or an alias names.

    Labels win over aliases, what articles speak of over what only the reference knows, the exact spelling over others.

    Raises
    ------
    QueryError
        If nothing is called so, with the nearest labels; or several things are, with their ids.
    """
    node = _as_iri(words, "ent", base)
    if node is not None and _known(store, node):
        return node
    if best := _called(store, words.strip()):
        if len(best) > 1:
            raise QueryError(f"{words!r} names several: {', '.join(sorted(best))}", "give one of these IRIs")
        return NamedNode(best.pop())
    solutions = cast("QuerySolutions", store.query(LABELS, prefixes=prefixes(base)))
    labels = {label.casefold(): label for row in solutions for label in (row["label"].value,)}
    if (same := labels.get(words.casefold().strip())) and same != words:
        return entity(store, same, base)
    near = difflib.get_close_matches(words.casefold(), labels, n=4, cutoff=0.6)
    remedy = f"did you mean {' or '.join(repr(labels[one]) for one in near)}?" if near else "try its usual English name"
    raise QueryError(f"nothing in the graph is called {words!r}", remedy)


def _called(store: Store, words: str) -> set[str]:
    """Give the entities that have a name, spelled so or in the usual other cases, in the first place where any has."""
    others = dict.fromkeys((words.lower(), words.upper(), words.title(), words.capitalize()))
    for predicates, graph in CALLED:
        for spellings in ((words,), others):
            found = {
                cast("NamedNode", quad.subject).value
                for spelling in spellings
                for predicate in predicates
                for quad in store.quads_for_pattern(None, predicate, Literal(spelling), graph)
            }
            if found:
                return found
    return set()


def article(store: Store, words: str, base: str = BASE) -> NamedNode:
    """Give the article with an id, IRI or title.

    Raises
    ------
    QueryError
        If there is none, with the nearest ids.
    """
    node = _as_iri(words, "art", base)
    if node is not None and _known(store, node):
        return node
    query = "SELECT ?article ?id ?title { ?article a kg:Article ; dcterms:identifier ?id ; skos:prefLabel ?title }"
    rows = list(cast("QuerySolutions", store.query(query, prefixes=prefixes(base))))
    titled = [row["article"] for row in rows if words in {row["id"].value, row["title"].value}]
    if len(titled) == 1:
        return cast("NamedNode", titled[0])
    near = difflib.get_close_matches(words, [row["id"].value for row in rows], n=4, cutoff=0.4)
    raise QueryError(
        f"no article is called {words!r}", f"did you mean {' or '.join(near)}?" if near else "see: articles"
    )


def claim(store: Store, words: str, base: str = BASE) -> str:
    """Give the id of the claim, open or not, with an id or IRI.

    Raises
    ------
    QueryError
        If there is none.
    """
    for prefix in ("claim", "open"):
        node = _as_iri(words, prefix, base)
        if node is not None and node.value.startswith(iri(prefix, "", base).value) and _known(store, node):
            return local_id(node)
    raise QueryError(f"the graph holds no claim {words!r}", "see: kg export DIR --format csv, kg query DIR open-claims")


def _as_iri(words: str, prefix: str, base: str) -> NamedNode | None:
    try:
        if words.startswith(("http://", "https://")):
            return NamedNode(words)
        return iri(prefix, words.removeprefix(f"{prefix}:"), base)
    except ValueError:
        return None


def _known(store: Store, node: NamedNode) -> bool:
    return any(True for _ in store.quads_for_pattern(node, kg_type, None, None))


kg_type = NamedNode(prefixes()["rdf"] + "type")


def _listed(names: Mapping[str, object], what: str) -> Callable[[Store, str, str], NamedNode]:
    """Give a function that finds one of a fixed list of names, whatever its case."""
    by_case = {name.casefold(): name for name in names}

    def find(_store: Store, words: str, _base: str = BASE) -> NamedNode:
        name = by_case.get(words.removeprefix("kg:").casefold())
        if name is None:
            near = difflib.get_close_matches(words.casefold(), by_case, n=4, cutoff=0.5)
            remedy = " or ".join(by_case[one] for one in near) or ", ".join(by_case.values())
            raise QueryError(
                f"no {what} is called {words!r}", f"did you mean {remedy}?" if near else f"one of {remedy}"
            )
        return kg(name)

    return find


def _text(_store: Store, words: str, _base: str = BASE) -> Literal:
    return Literal(words)


def _number(_store: Store, words: str, _base: str = BASE) -> Literal:
    try:
        return Literal(int(words))
    except ValueError:
        raise QueryError(f"{words!r} is not a whole number") from None


STATUSES: Final = ("reported", "corroborated", "contested", "againstReference")
KINDS: Final = ("denial", "incompatible", "rival", "succession", "againstReference")
RESOLVERS: Final[Mapping[str, Callable[[Store, str, str], NamedNode | Literal]]] = {
    "entity": entity,
    "article": article,
    "relation": _listed(relations(), "relation"),
    "class": _listed(parents(), "class"),
    "modality": _listed(dict.fromkeys(MODALITIES), "modality"),
    "status": _listed(dict.fromkeys(STATUSES), "status"),
    "kind": _listed(dict.fromkeys(KINDS), "kind of conflict"),
    "text": _text,
    "number": _number,
}
"""How a parameter of each type becomes a term."""
