"""Ask the graph: SPARQL, named queries, and claims as values."""

from kg.query.claims import ArticleView, ClaimView, EvidenceView, Party, claims
from kg.query.named import Named, Parameter, fill, find, named_queries, run_named
from kg.query.resolve import entity
from kg.query.results import GRAPHS, TABLES, Table, serialized, short, table
from kg.query.run import Answer, run

__all__ = [
    "GRAPHS", "TABLES", "Answer", "ArticleView", "ClaimView", "EvidenceView", "Named", "Parameter", "Party", "Table",
    "claims", "entity", "fill", "find", "named_queries", "run", "run_named", "serialized", "short", "table",
]  # fmt: skip
