"""The Python side of a graph: what ``kg.open(DIR)`` gives."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from kg import remote, store
from kg.query import ClaimView, cards, claims, frames, run, run_named
from kg.query.entities import EntityView, describe
from kg.query.network import network
from kg.query.overview import ArticleRow, ConflictView, Counts, articles, conflicts, counts, reference
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

    opened: store.Opened | remote.Remote

    @classmethod
    def open(cls, path: str | Path) -> Graph:
        """Open a graph directory, or the graph behind a SPARQL endpoint (``http://...``).

        Raises
        ------
        StoreError
            If there is no finished graph.
        """
        if str(path).startswith(("http://", "https://")):
            return cls(remote.connect(str(path)))
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
        return frames.frame(self.ask(sparql), self.base)

    def named(self, name: str, **given: str) -> pd.DataFrame:
        """Run a named query, such as ``graph.named("allies", of="Japan")``, and give a data frame.

        Raises
        ------
        QueryError
            If there is no such query or parameter, or a value names nothing in the graph.
        """
        return frames.frame(run_named(self.opened.store, name, given, self.base), self.base)

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

    def table(self, **chosen: str) -> pd.DataFrame:
        """Give claims as a data frame with a row for each (see ``kg.query.frames``); choose as with ``claims``."""
        return frames.claims_frame(self.claims(**chosen))

    def entity(self, words: str) -> EntityView:
        """Give what is known of the entity that an id, a label or an alias names.

        Raises
        ------
        QueryError
            If nothing is called so, with the nearest names.
        """
        return describe(self.opened.store, words, self.base)

    def conflicts(self) -> tuple[ConflictView, ...]:
        """Give the conflicts, each with the claims on its sides."""
        return conflicts(self.opened.store, self.base)

    def reference(self, fact: str | None) -> str:
        """Give a fact of the reference, as a conflict names it, in words; empty for None."""
        return reference(self.opened.store, fact, self.base) if fact else ""

    def articles(self) -> tuple[ArticleRow, ...]:
        """Give the articles, with their numbers of claims."""
        return articles(self.opened.store, self.base)

    def counts(self) -> Counts:
        """Give how many articles, entities, propositions, claims and conflicts there are."""
        return counts(self.opened.store, self.base)

    def network(self, **chosen: str) -> nx.MultiDiGraph[Any]:
        """Give entities and propositions as a networkx graph; choose claims as with ``claims``."""
        return network(self.claims(**chosen), self.opened.store, self.base)

    def signed(self, **chosen: str) -> nx.Graph[Any]:
        """Give who is with and against whom as a signed networkx graph, simple and undirected (see ``kg.views``)."""
        from kg.views import society

        return society.signed(society.ties(self.claims(**chosen)))

    @property
    def dataset(self) -> rdflib.Dataset:
        """The graph as an rdflib ``Dataset`` over the same files, for reading; SPARQL still runs in Oxigraph."""
        from oxrdflib import OxigraphStore
        from rdflib import Dataset

        if isinstance(self.opened, remote.Remote):
            from rdflib.plugins.stores.sparqlstore import SPARQLStore

            return Dataset(store=SPARQLStore(self.opened.path), default_union=True)
        return Dataset(store=OxigraphStore(store=self.opened.store))

    def show(self, **options: Any) -> Any:
        """Draw the graph inside a notebook (see ``kg.views.show``)."""
        from kg import views

        return views.show(self, **options)

    def __repr__(self) -> str:
        return f"Graph({str(self.opened.path)!r}, {', '.join(f'{name} {count}' for name, count in _shown(self))})"

    def _repr_html_(self) -> str:
        return cards.graph(str(self.opened.path), dict(_shown(self)))


def _shown(graph: Graph) -> list[tuple[str, int]]:
    return list(asdict(graph.counts()).items())
