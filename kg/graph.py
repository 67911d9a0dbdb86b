"""The Python side of a graph: what ``kg.open(DIR)`` gives."""

from __future__ import annotations

import html
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from kg import store
from kg.query import ClaimView, claims, results, run, run_named
from kg.query.network import network
from kg.query.overview import ArticleRow, ConflictView, Counts, articles, conflicts, counts
from kg.query.run import Answer

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd
    import rdflib


@dataclass(frozen=True, slots=True)
class Graph:
    """A graph that is open for reading; use it in a ``with`` statement or close it when done.

    A build that runs meanwhile does not change what an open graph shows: open it again to see the new state.
    """

    opened: store.Opened

    @classmethod
    def open(cls, path: str | Path) -> Graph:
        """Open a graph directory.

        Raises
        ------
        StoreError
            If there is no finished graph.
        """
        return cls(store.open_reader(Path(path)))

    def close(self) -> None:
        """Let go of the files."""
        self.opened.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def base(self) -> str:
        """The base of data IRIs."""
        return self.opened.base

    def ask(self, sparql: str) -> Answer:
        """Run SPARQL and give Oxigraph's own answer.

        Raises
        ------
        QueryError
            If the query cannot be run.
        """
        return run(self.opened.store, sparql, self.base)

    def query(self, sparql: str) -> pd.DataFrame:
        """Run SPARQL and give a data frame: numbers, booleans and dates typed, IRIs short (``ent:JPN``).

        Raises
        ------
        QueryError
            If the query cannot be run.
        """
        return _frame(results.table(self.ask(sparql), self.base))

    def named(self, name: str, **given: str) -> pd.DataFrame:
        """Run a named query, such as ``graph.named("allies", of="Japan")``, and give a data frame.

        Raises
        ------
        QueryError
            If there is no such query or parameter, or a value names nothing in the graph.
        """
        return _frame(results.table(run_named(self.opened.store, name, given, self.base), self.base))

    def claims(self, **chosen: str) -> tuple[ClaimView, ...]:
        """Give claims as frozen values; choose by subject, relation, object, holder, article or modality, in words.

        Each value holds everything a page shows of a claim: ends, holders, polarity, modality, time, the quoted words
        with their sentence and character offsets, the article, and the proposition's status and conflicts.

        Raises
        ------
        QueryError
            If the words name nothing in the graph.
        """
        return claims(self.opened.store, self.base, **chosen)

    def conflicts(self) -> tuple[ConflictView, ...]:
        """Give the conflicts, each with the claims on its sides."""
        return conflicts(self.opened.store, self.base)

    def articles(self) -> tuple[ArticleRow, ...]:
        """Give the articles, with their numbers of claims."""
        return articles(self.opened.store, self.base)

    def counts(self) -> Counts:
        """Give how many articles, entities, propositions, claims and conflicts there are."""
        return counts(self.opened.store, self.base)

    def network(self, **chosen: str) -> nx.MultiDiGraph[Any]:
        """Give entities and propositions as a networkx graph; choose claims as with ``claims``."""
        return network(self.claims(**chosen), self.opened.store, self.base)

    @property
    def dataset(self) -> rdflib.Dataset:
        """The graph as an rdflib ``Dataset`` over the same files, for reading; SPARQL still runs in Oxigraph."""
        from oxrdflib import OxigraphStore
        from rdflib import Dataset

        return Dataset(store=OxigraphStore(store=self.opened.store))

    def show(self, **options: Any) -> Any:
        """Draw the graph inside a notebook (see ``kg.views.show``)."""
        from kg import views

        return views.show(self, **options)

    def __repr__(self) -> str:
        return f"Graph({str(self.opened.path)!r}, {', '.join(f'{name} {count}' for name, count in _shown(self))})"

    def _repr_html_(self) -> str:
        rows = "".join(f"<tr><th>{html.escape(name)}</th><td>{count}</td></tr>" for name, count in _shown(self))
        return f"<table><caption>{html.escape(str(self.opened.path))}</caption>{rows}</table>"


def _shown(graph: Graph) -> list[tuple[str, int]]:
    return list(asdict(graph.counts()).items())


def _frame(table: results.Table) -> pd.DataFrame:
    import pandas as pd

    frame = pd.DataFrame(list(table.rows), columns=list(table.columns))
    return frame.convert_dtypes()
