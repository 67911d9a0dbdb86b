"""Give entities and propositions as a networkx graph."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Final

from pyoxigraph import Store

from kg.model import BASE
from kg.query.claims import ClaimView, Party
from kg.query.run import select
from kg.rdf import iri

if TYPE_CHECKING:
    import networkx as nx

MENTIONS: Final = "SELECT ?entity ?mentions { ?entity kg:mentions ?mentions }"


def network(claims: Iterable[ClaimView], store: Store, base: str = BASE) -> nx.MultiDiGraph[Any]:
    """Give a graph with a node for each end of the claims and an edge for each proposition.

    Nodes are entity ids with ``label``, ``type`` and ``mentions`` (their number in all articles). Edges are keyed by
    proposition id, with ``relation``, ``group``, ``claims``, ``affirmed``, ``denied`` and ``articles`` (numbers),
    ``sources`` (independent ones), ``status``, ``modality`` (the most frequent), ``conflicts`` (ids) and ``holders``
    (labels); lists are joined by "; ", so that the graph can be written as GraphML or GEXF.
    """
    import networkx as nx

    mentions = {row["entity"].value: int(row["mentions"].value) for row in select(store, MENTIONS, base)}
    graph: nx.MultiDiGraph[Any] = nx.MultiDiGraph()
    edges: dict[str, list[ClaimView]] = {}
    for claim in claims:
        edges.setdefault(claim.proposition, []).append(claim)
        for party in (claim.subject, claim.object):
            graph.add_node(party.id, **_node(party, mentions.get(iri("ent", party.id, base).value, 0)))
    for key, alike in edges.items():
        graph.add_edge(alike[0].subject.id, alike[0].object.id, key=key, **_edge(alike))
    return graph


def _node(party: Party, mentions: int) -> dict[str, Any]:
    return {"label": party.label, "type": party.type, "mentions": mentions}


def _edge(alike: list[ClaimView]) -> dict[str, Any]:
    first = alike[0]
    modalities = Counter(claim.modality for claim in alike)
    return {
        "relation": first.relation,
        "group": first.group,
        "claims": len(alike),
        "affirmed": sum(claim.polarity == "affirmed" for claim in alike),
        "denied": sum(claim.polarity == "denied" for claim in alike),
        "articles": len({claim.article.id for claim in alike}),
        "sources": first.sources,
        "status": first.status,
        "modality": min(modalities, key=lambda name: (-modalities[name], name)),
        "conflicts": "; ".join(sorted({one for claim in alike for one in claim.conflicts})),
        "holders": "; ".join(sorted({claim.holders[-1].label for claim in alike})),
    }
