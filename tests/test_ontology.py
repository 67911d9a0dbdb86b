"""The ontology is what its tables say, names every term the graph uses, and built graphs fit the shapes."""

from __future__ import annotations

import importlib.util
from functools import cache
from types import ModuleType

import pyshacl
import pytest
import rdflib
from graphs import reading
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store, serialize
from rdflib.namespace import OWL, RDF, RDFS, SKOS

from kg import store
from kg.assemble import view_quads
from kg.model import MODALITIES
from kg.query.resolve import KINDS, STATUSES
from kg.rdf import ONTOLOGY, iri, kg, reading_quads, world_quads
from kg.rdf.write import TYPE
from kg.relations import parents, relations
from kg.resources import ROOT, resource
from kg.world import Entity, Fact, Name, World

KG = rdflib.Namespace(ONTOLOGY)


def _generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("build_ontology", resource("build_ontology.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@cache
def ontology() -> rdflib.Graph:
    return rdflib.Graph().parse(ROOT / "kg.ttl")


def test_the_file_is_what_its_tables_generate() -> None:
    text = (ROOT / "kg.ttl").read_text(encoding="utf-8")
    assert text == _generator().turtle(), "run: python ontology/build_ontology.py"


def test_every_relation_has_label_definition_domain_range_and_group() -> None:
    for name in relations():
        for predicate in (SKOS.prefLabel, SKOS.definition, RDFS.domain, RDFS.range, KG.group):
            assert len(list(ontology().objects(KG[name], predicate))) == 1, (name, predicate)
        assert (KG[name], RDF.type, OWL.ObjectProperty) in ontology()


def test_every_term_has_one_label_and_one_definition() -> None:
    terms = set(ontology().subjects(RDFS.isDefinedBy))
    assert len(terms) > 64 + 26 + 70
    for term in terms:
        assert len(list(ontology().objects(term, SKOS.prefLabel))) == 1, term
        assert len(list(ontology().objects(term, SKOS.definition))) == 1, term


def test_characteristics_are_those_of_the_table() -> None:
    for name, relation in relations().items():
        assert ((KG[name], RDF.type, OWL.SymmetricProperty) in ontology()) == relation.symmetric
        assert ((KG[name], RDF.type, OWL.TransitiveProperty) in ontology()) == relation.transitive
        assert ((KG[name], OWL.inverseOf, None) in ontology()) == bool(relation.inverse)
        if relation.broader:
            assert (KG[name], RDFS.subPropertyOf, KG[relation.broader]) in ontology()
        if relation.disjoint:
            assert (KG[name], OWL.propertyDisjointWith, KG[relation.disjoint]) in ontology()
            assert relation.disjoint in relations()


def test_names_of_classes_and_relations_in_the_tables_exist() -> None:
    for name, relation in relations().items():
        assert {*relation.domain, *relation.range} <= set(parents()), name
        assert relation.broader is None or relation.broader in relations(), name
    assert {above for names in parents().values() for above in names} <= set(parents())


@pytest.mark.parametrize(
    ("name", "predicate", "match"),
    [
        ("memberOf", SKOS.closeMatch, "P463"),
        ("hasMember", SKOS.closeMatch, "P527"),
        ("headOfState", SKOS.closeMatch, "P35"),
        ("partnerOf", SKOS.relatedMatch, "P530"),
        ("claimedBy", SKOS.closeMatch, "P1336"),
        ("State", SKOS.closeMatch, "Q7275"),
    ],
)
def test_wikidata_is_linked_where_the_table_is_sure(name: str, predicate: rdflib.URIRef, match: str) -> None:
    assert (KG[name], predicate, rdflib.URIRef(f"http://www.wikidata.org/entity/{match}")) in ontology()


def test_wikidata_is_a_note_where_it_needs_words() -> None:
    for name in ("agencyOf", "alignsWith", "attacks"):
        assert not list(ontology().objects(KG[name], SKOS.closeMatch))
    assert "P749 / P1001" in str(next(ontology().objects(KG.agencyOf, SKOS.note)))


def test_modalities_statuses_and_kinds_are_those_of_the_program() -> None:
    for names, kind in ((MODALITIES, KG.Modality), (STATUSES, KG.Status), (KINDS, KG.ConflictKind)):
        assert set(ontology().subjects(RDF.type, kind)) == {KG[name] for name in names}


def test_polarity_is_below_about() -> None:
    for name in ("affirms", "denies"):
        assert (KG[name], RDFS.subPropertyOf, KG.about) in ontology()


WORLD = World(
    {"JPN": Entity("JPN", "Japan", "State", "Q17"), "nato": Entity("nato", "NATO", "Alliance")},
    (Name("Nippon", "JPN", "alias"), Name("Japanese", "JPN", "demonym")),
    (Fact("JPN", "memberOf", "nato", "1956", "2030"),),
)


def _built() -> Store:
    one = reading(
        "a/1", "JPN alliedWith USA 1956", "RUS attacks UKR denied by ministry,abe", "RUS attacks UKR",
        "JPN memberOf nato denied planned", "JPN memberOf nato denied", "JPN claimsSovereigntyOver kurils XXXX-08",
        "RUS claimsSovereigntyOver kurils 1990/1999", "USA alliedWith JPN", "JPN alliedWith USA 1960",
        source="Kyodo News", published="2024-05-01", title="T",
    )  # fmt: skip
    held = Store()
    for each in (one, reading("b"), reading("c", "UKR hostileTo RUS demanded")):
        store.write_article(held, reading_quads(each))
    held.extend([*view_quads(held, WORLD), *world_quads(WORLD)])
    return held


def _report(held: Store) -> tuple[bool, str]:
    """Check all graphs together, as shapes know no named graphs."""
    data = rdflib.Graph()
    triples = {quad.triple for quad in held}
    data.parse(data=serialize(triples, format=RdfFormat.N_TRIPLES), format="nt")
    shapes = rdflib.Graph().parse(ROOT / "shapes.ttl")
    conforms, _, text = pyshacl.validate(data, shacl_graph=shapes, inference="none")
    return bool(conforms), str(text)


def test_a_built_graph_fits_the_shapes() -> None:
    conforms, text = _report(_built())
    assert conforms, text


def _claim(held: Store) -> NamedNode:
    return next(held.quads_for_pattern(None, None, kg("Claim"), None)).subject  # type: ignore[return-value]


@pytest.mark.parametrize(
    ("predicate", "what"), [("evidence", "A claim has evidence"), ("modality", "modality"), ("heldBy", "heldBy")]
)
def test_a_claim_that_lacks_a_part_is_found(predicate: str, what: str) -> None:
    held = _built()
    for quad in list(held.quads_for_pattern(_claim(held), kg(predicate), None, None)):
        held.remove(quad)
    conforms, text = _report(held)
    assert not conforms
    assert what in text


@pytest.mark.parametrize(
    ("kind", "predicate", "value"),
    [
        ("Claim", "score", Literal(1.5)),
        ("Claim", "denies", iri("prop", "0")),
        ("Proposition", "status", kg("true")),
        ("Conflict", "between", iri("prop", "gone")),
        ("Conflict", "side", iri("claim", "gone")),
        ("Evidence", "start", Literal(-1)),
        ("Article", "textHash", Literal("x")),
    ],
)
def test_what_does_not_fit_is_found(kind: str, predicate: str, value: NamedNode | Literal) -> None:
    held = _built()
    first = next(held.quads_for_pattern(None, TYPE, kg(kind), None))
    held.add(Quad(first.subject, kg(predicate), value, first.graph_name))
    conforms, text = _report(held)
    assert not conforms
    assert f"kg:{predicate}" in text or predicate in text


def test_every_term_that_a_graph_uses_is_defined() -> None:
    defined = {str(term) for term in ontology().subjects(RDFS.isDefinedBy)}
    used = {
        term.value
        for quad in _built()
        for term in (quad.subject, quad.predicate, quad.object, quad.graph_name)
        if isinstance(term, NamedNode) and term.value.startswith(ONTOLOGY)
    }
    assert used <= defined
    assert {
        f"{ONTOLOGY}{name}" for name in ("ofClaim", "Conflict", "againstReference", "validFrom", "holderChain")
    } <= used


def test_every_term_in_the_named_queries_and_shapes_is_defined() -> None:
    import re

    defined = {str(term).removeprefix(ONTOLOGY) for term in ontology().subjects(RDFS.isDefinedBy)}
    for path in [*(ROOT / "queries").glob("*.rq"), ROOT / "shapes.ttl"]:
        used = set(re.findall(r"\bkg:(\w+)", path.read_text(encoding="utf-8")))
        assert {name for name in used if not name.endswith("Shape")} <= defined, path
