"""Look up what is near the propositions and entities that a change touched: what it may have made otherwise."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache, partial
from typing import Final, cast

from pyoxigraph import DefaultGraph, NamedNode, Quad, QuerySolutions, Store

from kg.assemble import describe
from kg.assemble.conflicts import chain as reached
from kg.assemble.conflicts import exclusive, may_exclude
from kg.assemble.find import BELONGING, SUCCESSION, Ties, world_facts
from kg.assemble.lookup import ends_of, is_told, named
from kg.model import proposition_id
from kg.rdf import iri, kg, local_id, prefixes
from kg.rdf.write import TYPE
from kg.relations import implied, relations
from kg.world import World

CONTESTED: Final = kg("contested")
VIEW: Final = DefaultGraph()
Names = set[str]
Said = tuple[str, str, str]
"""Subject, relation and object: IRIs, and a relation's name."""
HELD: Final = """SELECT DISTINCT ?p WHERE {
    { SELECT ?p ?r ?s ?o WHERE { VALUES ?r { EXCLUSIVE } ?p rdf:predicate ?r ; rdf:subject ?s ; rdf:object ?o } }
    VALUES GIVEN }"""
"""Who holds what: as there are few such propositions, Oxigraph finds all of them sooner than some by their ends."""


class Look:
    """Looks up what is near a proposition, an entity or an article; IRIs are given and wanted."""

    def __init__(self, store: Store, world: World, base: str, propositions: Names, entities: Names) -> None:
        self.store, self.world, self.base = store, world, base
        self.ends = {name: found for name in propositions if (found := ends_of(store, NamedNode(name)))}
        self.touched = dict(self.ends)
        self.called = named(store, entities)
        self.classes = describe.classes(self.called, world, base)
        self.tied = _Tied(store, base, self.touched, world)

    def proposition(self, subject: str, relation: str, object_: str) -> str:
        """Give the IRI of a proposition."""
        return _proposition(subject, relation, object_, self.base)

    def said(self, proposition: str) -> Said:
        """Give subject, relation and object of a proposition; empty where nothing knows it."""
        if proposition not in self.ends:
            self.ends[proposition] = ends_of(self.store, NamedNode(proposition)) or ("", "", "")
        return self.ends[proposition]

    def implied(self, propositions: Iterable[str]) -> Names:
        """Give the propositions that follow from some, which also hang on what these are told by."""
        said = (self.said(name) for name in propositions)
        ends = ((subject, name, object_, turned) for subject, one, object_ in said if subject
                for name, turned in implied(one))  # fmt: skip
        found = (
            self.proposition(object_, name, subject) if turned else self.proposition(subject, name, object_)
            for subject, name, object_, turned in ends
        )
        return {name for name in found if ends_of(self.store, NamedNode(name))}

    def near(self, propositions: Iterable[str]) -> Names:
        """Give the propositions that may stand in conflict with some, and these."""
        said = {name: self.said(name) for name in propositions}
        between = {
            self.proposition(*ends)
            for subject, relation, object_ in said.values() if subject
            for name in bearing(relation)
            for ends in ((subject, name, object_), (object_, name, subject))
        }  # fmt: skip
        held = {(kg(name), NamedNode(object_)) for _, name, object_ in said.values() if name in exclusive()}
        return {*said, *between, *self._held("(?r ?o)", (f"({relation} {end})" for relation, end in held))}

    def held_by(self, entities: Iterable[str]) -> Names:
        """Give the propositions in which these hold, or claim, something, or are held or claimed."""
        ends = [str(NamedNode(one)) for one in entities]
        return self._held("?s", ends) | self._held("?o", ends)

    def _held(self, names: str, terms: Iterable[str]) -> Names:
        """Give the propositions of the view that fit; others were touched, and are known without it."""
        if not (given := " ".join(sorted(terms))):
            return set()
        known = " ".join(str(kg(name)) for name in exclusive())
        query = HELD.replace("EXCLUSIVE", known).replace("GIVEN", f"{names} {{ {given} }}")
        found = cast("QuerySolutions", self.store.query(query, prefixes=prefixes(self.base)))
        return {cast("NamedNode", row["p"]).value for row in found}

    def of_another_class(self) -> Names:
        """Give the touched entities that the view takes to be something else than the articles do now."""
        return {name for name, kind in self.classes.items() if self._kept_class(name) != kind}

    def kinds(self, entities: Iterable[str]) -> dict[str, str]:
        """Give the classes of entities: of those that no change touched, the view tells it."""
        found = {name: self.classes.get(name) or self._kept_class(name) for name in entities}
        return {name: kind for name, kind in found.items() if kind}

    def _kept_class(self, entity: str) -> str:
        quad = next(self.store.quads_for_pattern(NamedNode(entity), TYPE, None, VIEW), None)
        return "" if quad is None else local_id(cast("NamedNode", quad.object))

    def regrouped(self) -> Names:
        """Give the propositions on who holds a thing whose holders a change has tied together, or parted."""
        found: Names = set()
        for low, high in self.tied.moved():
            lower, upper = (self._over(ends) for ends in (low, high))
            found |= {name for over in lower.keys() & upper.keys() for name in lower[over] | upper[over]}
        return found

    def _over(self, holders: Names) -> dict[tuple[str, str], Names]:
        """Give what some hold or claim, and the propositions that say so."""
        found: dict[tuple[str, str], Names] = defaultdict(set)
        new = {name for name, said in self.touched.items() if said[0] in holders and said[1] in exclusive()}
        for name in self._held("?s", (str(NamedNode(one)) for one in holders)) | new:
            found[self.said(name)[1:]].add(name)
        return found

    def ties(self) -> Ties:
        """Give who follows and belongs to whom, looked up when asked for."""
        follows, belongs = (cache(partial(self.tied.above, name)) for name in (SUCCESSION, BELONGING))
        return Ties(follows, belongs)


class _Tied:
    """Who follows and belongs to whom: in the reference, in the view, and in what was touched since it was made."""

    def __init__(self, store: Store, base: str, touched: dict[str, Said], world: World) -> None:
        self.store, self.base = store, base
        self.new = [(name, said) for name, said in touched.items() if said[1] in {SUCCESSION, BELONGING}]
        known = [(one.subject, one.relation, one.object) for one in world_facts(world, base)]
        self.known, self.touched = (_Links(some) for some in (known, (said for _, said in self.new)))

    def moved(self) -> Iterator[tuple[Names, Names]]:
        """Yield, for each tie that may not be what it was, all that is below it and all that is above."""
        for name, (subject, relation, object_) in self.new:
            kept = Quad(NamedNode(subject), kg(relation), NamedNode(object_), VIEW) in self.store
            if not (kept and is_told(self.store, name)):  # what the view does not contest, somebody told
                below, above = (partial(one, relation) for one in (self._below, self._above))
                yield reached(below, subject), reached(above, object_)

    def _below(self, relation: str, end: str) -> Names:
        told = (one.subject for graph in (VIEW, CONTESTED)
                for one in self.store.quads_for_pattern(None, kg(relation), NamedNode(end), graph))  # fmt: skip
        new = self.known.below[relation, end] | self.touched.below[relation, end]
        return new.union(cast("NamedNode", one).value for one in told)

    def _above(self, relation: str, end: str) -> Names:
        """Give what a thing is tied to: as the view has it, or as it is now."""
        return self.known.above[relation, end] | self._told(relation, end)

    def _told(self, relation: str, end: str) -> Names:
        told = (one.object for graph in (VIEW, CONTESTED)
                for one in self.store.quads_for_pattern(NamedNode(end), kg(relation), None, graph))  # fmt: skip
        return self.touched.above[relation, end].union(cast("NamedNode", one).value for one in told)

    def above(self, relation: str, end: str) -> Names:
        """Give what a thing is tied to, as it is now."""
        now = ((one, _proposition(end, relation, one, self.base)) for one in self._told(relation, end))
        return self.known.above[relation, end].union(one for one, name in now if is_told(self.store, name))


class _Links:
    """Links, by what is below and what is above."""

    def __init__(self, links: Iterable[Said]) -> None:
        self.below: dict[tuple[str, str], Names] = defaultdict(set)
        self.above: dict[tuple[str, str], Names] = defaultdict(set)
        for subject, relation, object_ in links:
            self.below[relation, object_].add(subject)
            self.above[relation, subject].add(object_)


def _proposition(subject: str, relation: str, object_: str, base: str) -> str:
    return iri("prop", proposition_id(_local(subject), relation, _local(object_)), base).value


@cache
def bearing(relation: str) -> frozenset[str]:
    """Give the relations of which a proposition may bear on one over the same ends: back it, deny it or exclude it."""
    follows = {name for name, _ in implied(relation)}
    every = {name for one in relations() for name, _ in implied(one)}
    return frozenset(
        other for other in every if follows & {name for name, _ in implied(other)} or may_exclude(relation, other)
    )


@cache
def _local(end: str) -> str:
    return local_id(NamedNode(end))
