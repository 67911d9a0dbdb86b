"""Give answers as tables, JSON, CSV, TSV, XML, or RDF."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Triple,
    serialize,
)

from kg.errors import QueryError
from kg.query.run import Answer, told
from kg.rdf import prefixes
from kg.rdf.terms import XSD

Term = NamedNode | BlankNode | Literal | Triple
Value = str | int | float | bool | None

TABLES: Final[Mapping[str, QueryResultsFormat]] = {
    "json": QueryResultsFormat.JSON,
    "csv": QueryResultsFormat.CSV,
    "tsv": QueryResultsFormat.TSV,
    "xml": QueryResultsFormat.XML,
}
GRAPHS: Final[Mapping[str, RdfFormat]] = {
    "turtle": RdfFormat.TURTLE,
    "ntriples": RdfFormat.N_TRIPLES,
    "jsonld": RdfFormat.JSON_LD,
    "rdfxml": RdfFormat.RDF_XML,
}


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of plain values under named columns; IRIs are written short (``ent:JPN``) where a prefix fits."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]


def serialized(answer: Answer, form: str, base: str) -> str:
    """Give an answer as text in a format: of ``TABLES`` for SELECT and ASK, of ``GRAPHS`` for CONSTRUCT and DESCRIBE.

    Raises
    ------
    QueryError
        If the format does not fit the kind of query.
    """
    known = GRAPHS if isinstance(answer, QueryTriples) else TABLES
    if form not in known:
        kind = "a CONSTRUCT or DESCRIBE" if isinstance(answer, QueryTriples) else "a SELECT or ASK"
        raise QueryError(f"{kind} cannot be written as {form!r}", f"as one of {', '.join(known)}")
    with told():
        if isinstance(answer, QueryTriples):
            data = serialize(sorted(answer, key=str), format=GRAPHS[form], prefixes=prefixes(base))
        else:
            data = answer.serialize(format=TABLES[form])
    return (data or b"").decode("utf-8")


def table(answer: Answer, base: str) -> Table:
    """Give an answer as a table; ASK has one column ``answer``, triples have three."""
    if isinstance(answer, QueryBoolean):
        return Table(("answer",), ((bool(answer),),))
    with told():
        if isinstance(answer, QuerySolutions):
            columns = tuple(variable.value for variable in answer.variables)
            return Table(columns, tuple(tuple(short(term, base) for term in solution) for solution in answer))
        triples = sorted(answer, key=str)
    ends = ((one.subject, one.predicate, one.object) for one in triples)
    return Table(("subject", "predicate", "object"), tuple(tuple(short(term, base) for term in one) for one in ends))


def short(term: Term | None, base: str) -> Value:
    """Give a term for people: a plain value, or an IRI by its prefix."""
    if isinstance(term, Literal):
        return value(term)
    if not isinstance(term, NamedNode):
        return None if term is None else str(term)
    fitting = [(prefix, iri) for prefix, iri in prefixes(base).items() if term.value.startswith(iri)]
    if not fitting:
        return term.value
    prefix, iri = max(fitting, key=lambda pair: len(pair[1]))
    return f"{prefix}:{term.value.removeprefix(iri)}"


def value(literal: Literal) -> Value:
    """Give a literal as the Python value it stands for; dates and all else stay text."""
    kind = literal.datatype.value.removeprefix(XSD)
    if kind in {"integer", "int", "long"}:
        return int(literal.value)
    if kind in {"double", "decimal", "float"}:
        return float(literal.value)
    if kind == "boolean":
        return literal.value in {"true", "1"}
    return literal.value
