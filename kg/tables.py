"""Claims, entities and propositions as tables and networks: CSV, Parquet, Neo4j's import files, GraphML, GEXF."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator
from typing import IO, TYPE_CHECKING, Any, Final

from kg.model import BASE
from kg.query.claims import Party, claims
from kg.query.network import network

if TYPE_CHECKING:
    import networkx as nx
    from pyoxigraph import Store

Row = dict[str, Any]
_UNFIT: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""Characters that XML 1.0 cannot hold."""


def rows(store: Store, base: str = BASE) -> Iterator[Row]:
    """Yield a row for each claim: ids and labels of its parts, what it says and how, where it is written."""
    for one in claims(store, base):
        yield {
            "claim": one.id,
            "subject": one.subject.id,
            "subject_label": one.subject.label,
            "subject_type": one.subject.type,
            "relation": one.relation,
            "object": one.object.id,
            "object_label": one.object.label,
            "object_type": one.object.type,
            "holders": " > ".join(holder.label for holder in one.holders),
            "holder": one.holders[-1].id,
            "own_voice": one.own_voice,
            "polarity": one.polarity,
            "modality": one.modality,
            "time": one.time,
            "tense": one.tense,
            "score": one.score,
            "status": one.status,
            "sources": one.sources,
            "conflicts": " ".join(one.conflicts),
            "article": one.article.id,
            "title": one.article.title,
            "outlet": one.article.source,
            "published": one.article.published,
            "url": one.article.url,
            "quote": one.quote,
            "start": one.evidence[0].span[0] if one.evidence else None,
            "end": one.evidence[0].span[1] if one.evidence else None,
            "sentence": one.sentence,
            "places": len(one.evidence),
            "proposition": one.proposition,
        }


NUMBERS: Final = {"score": "double", "sources": "int64", "start": "int64", "end": "int64", "places": "int64"}
COLUMNS: Final = (
    "claim", "subject", "subject_label", "subject_type", "relation", "object", "object_label", "object_type",
    "holders", "holder", "own_voice", "polarity", "modality", "time", "tense", "score", "status", "sources",
    "conflicts", "article", "title", "outlet", "published", "url", "quote", "start", "end", "sentence", "places",
    "proposition",
)  # fmt: skip


_FORMULA: Final = re.compile(r"[=+\-@\t\r]")


def write_claims(found: Iterable[Row], output: IO[bytes]) -> None:
    """Write rows of claims as CSV that people may open in a spreadsheet.

    A text that a spreadsheet would run as a formula takes an apostrophe in front, as OWASP advises against CSV
    injection; controls become U+FFFD.
    """
    write_csv(({name: _shown(value) for name, value in row.items()} for row in found), output)


def _shown(value: object) -> object:
    if not isinstance(value, str):
        return value
    fit = _UNFIT.sub("\ufffd", value)
    return f"'{fit}" if _FORMULA.match(fit) else fit


def write_csv(found: Iterable[Row], output: IO[bytes], columns: Iterable[str] = COLUMNS) -> None:
    """Write rows as CSV (RFC 4180) in UTF-8."""
    text = io.TextIOWrapper(output, encoding="utf-8", newline="")
    table = csv.DictWriter(text, list(columns), lineterminator="\r\n")
    table.writeheader()
    table.writerows(found)
    text.flush()
    text.detach()


def write_parquet(found: Iterable[Row], output: IO[bytes]) -> None:
    """Write rows of claims as Parquet."""
    import pyarrow as pa
    from pyarrow import parquet

    kinds = {
        "own_voice": pa.bool_(),
        **{name: getattr(pa, kind.replace("double", "float64"))() for name, kind in NUMBERS.items()},
    }
    schema = pa.schema([(name, kinds.get(name, pa.string())) for name in COLUMNS])
    parquet.write_table(pa.Table.from_pylist(list(found), schema), output, compression="zstd")


def drawn(store: Store, base: str = BASE) -> nx.MultiDiGraph[Any]:
    """Give entities and propositions as a network with plain attributes only, as GraphML and GEXF want them."""
    import networkx as nx

    full = network(claims(store, base), store, base)
    plain: nx.MultiDiGraph[Any] = nx.MultiDiGraph()
    plain.add_nodes_from((node, _plain(data)) for node, data in sorted(full.nodes(data=True)))
    edges = sorted(full.edges(keys=True, data=True), key=lambda edge: edge[:3])
    for one, other, key, data in edges:
        plain.add_edge(one, other, key=str(key), **_plain(data))
    return plain


def _plain(data: Row) -> Row:
    return {name: _cell(value) for name, value in data.items() if value is not None}


def _cell(value: object) -> str | int | float | bool:
    if isinstance(value, bool | int | float):
        return value
    return _UNFIT.sub("\ufffd", value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str))


def write_graphml(store: Store, base: str, output: IO[bytes]) -> None:
    """Write the network of entities as GraphML."""
    import networkx as nx

    nx.write_graphml(drawn(store, base), output, edge_id_from_attribute=None, named_key_ids=True)


def write_gexf(store: Store, base: str, output: IO[bytes]) -> None:
    """Write the network of entities as GEXF, which Gephi opens."""
    import networkx as nx

    found = drawn(store, base)
    text = "\n".join(nx.generate_gexf(found))
    output.write(re.sub(r'lastmodifieddate="[^"]*"', "", text).encode("utf-8"))


def neo4j_nodes(store: Store, base: str = BASE) -> Iterator[Row]:
    """Yield the rows of the node file of ``neo4j-admin database import``: the ends and holders of claims."""
    met: dict[str, Party] = {}
    for one in claims(store, base):
        met.update({end.id: end for end in (one.subject, one.object, *one.holders)})
    for name in sorted(met):
        yield {"id:ID": name, "label": met[name].label, ":LABEL": f"Entity;{met[name].type}"}


def neo4j_edges(store: Store, base: str = BASE) -> Iterator[Row]:
    """Yield the rows of its relationship file: a relationship for each claim."""
    for one in rows(store, base):
        kind = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", one["relation"]).upper()
        ends = {":START_ID": one["subject"], ":END_ID": one["object"], ":TYPE": kind}
        numbers = {f"{name}:{'float' if kind == 'double' else 'long'}": one[name] for name, kind in NUMBERS.items()}
        texts = {name: one[name] for name in EDGE_TEXTS}
        yield {**ends, **texts, **numbers, "own_voice:boolean": str(one["own_voice"]).lower()}


EDGE_TEXTS: Final = (
    "claim", "holders", "polarity", "modality", "time", "tense", "status", "article", "quote", "published",
)  # fmt: skip
NODE_COLUMNS: Final = ("id:ID", "label", ":LABEL")
EDGE_COLUMNS: Final = (
    ":START_ID", ":END_ID", ":TYPE", *EDGE_TEXTS,
    *(f"{name}:{'float' if kind == 'double' else 'long'}" for name, kind in NUMBERS.items()), "own_voice:boolean",
)  # fmt: skip
