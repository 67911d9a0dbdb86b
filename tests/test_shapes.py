"""Shapes find what pySHACL finds: in damaged graphs, in a damaged reference, and constraint by constraint."""

from __future__ import annotations

from pathlib import Path

import pyshacl
import pytest
import rdflib
from graphs import reading
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store, parse, serialize

from kg import store
from kg.assemble.view import view_quads
from kg.errors import DataError
from kg.query.shapes import violations
from kg.rdf import iri, kg, reading_quads, world_quads
from kg.rdf.terms import xsd
from kg.resources import resource
from kg.world import Entity, Fact, World

SH = rdflib.Namespace("http://www.w3.org/ns/shacl#")
WORLD = World(
    {"JPN": Entity("JPN", "Japan", "State", "Q17"), "nato": Entity("nato", "NATO", "Alliance")}, (),
    (Fact("JPN", "memberOf", "nato", "1956", "2030", "a list"),),
)  # fmt: skip
VALUES: tuple[Literal | NamedNode, ...] = (
    Literal("x"), Literal(-3), Literal(2.5), Literal(True), Literal(99999), Literal("char=1,2"), xsd("x", "integer"),
    Literal("x", language="en"), xsd("2024-02-01", "date"), kg("asserted"), kg("Claim"), iri("ev", "gone"),
    iri("prop", "gone"), iri("ent", "JPN"), iri("ent", "gone"),
)  # fmt: skip


ORDERED = {"start", "end", "sentenceStart", "earliest"}
"""Properties whose values lie before those of another one."""


def built() -> Store:
    held = Store()
    for one in (reading("one", "RUS attacks UKR denied by ministry,abe", "JPN alliedWith USA 1956", source="Kyodo"),
                reading("two", "RUS attacks UKR", "JPN memberOf nato denied", published="2024-05-02")):  # fmt: skip
        store.write_article(held, reading_quads(one))
    held.extend([*view_quads(held, WORLD), *world_quads(WORLD)])
    return held


BUILT = sorted(built(), key=str)
REFERENCE = sorted(world_quads(WORLD), key=str)


def found(quads: list[Quad], shapes: Path) -> set[tuple[str, str]]:
    held = Store()
    held.extend(quads)
    return {(one.node.value, one.rule.path.split(":")[-1]) for one in violations(held, shapes)}


def expected(quads: list[Quad], shapes: Path) -> set[tuple[str, str]]:
    """Give nodes, and the last property of the path, that pySHACL finds wrong."""
    data = rdflib.Graph().parse(data=serialize({one.triple for one in quads}, format=RdfFormat.N_TRIPLES), format="nt")
    known = rdflib.Graph().parse(shapes)
    _, report, _ = pyshacl.validate(data, shacl_graph=known, inference="none")
    results = list(report.subjects(rdflib.RDF.type, SH.ValidationResult))
    return {(str(report.value(one, SH.focusNode)), _last(report, report.value(one, SH.resultPath))) for one in results}


def _last(report: rdflib.Graph, path: object) -> str:
    """Give the name of the last property of a path, as SPARQL would write it."""
    while isinstance(path, rdflib.BNode):
        inner = [report.value(path, SH[name]) for name in ("inversePath", "alternativePath")]
        path = next(filter(None, inner), None) or list(rdflib.collection.Collection(report, path))[-1]
    return "" if path is None else str(path).replace("/", "#").rsplit("#", 1)[-1]


@st.composite
def damaged(draw: st.DrawFn, whole: list[Quad]) -> list[Quad]:
    """Draw a graph of which some quads are lost, and some say something else."""
    left: set[Quad] = set(whole)
    for _ in range(draw(st.integers(1, 4))):
        quad = draw(st.sampled_from(whole))
        value = draw(st.none() | st.sampled_from(VALUES))
        left -= {quad} if value is None or draw(st.booleans()) else set()
        left |= set() if value is None else {Quad(quad.subject, quad.predicate, value, quad.graph_name)}
    return sorted(left, key=str)


def unordered(quads: list[Quad], shapes: Path) -> set[tuple[str, str]]:
    """Give what pySHACL lets pass: it puts a number and a date, or a word, in an order; SHACL says there is none."""
    more = found(quads, shapes) - expected(quads, shapes)
    return {one for one in more if one[1] not in ORDERED}


calm = settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))


@calm
@given(damaged(BUILT))
def test_a_damaged_graph_breaks_the_shapes_where_pyshacl_says(quads: list[Quad]) -> None:
    shapes = resource("shapes.ttl")
    assert expected(quads, shapes) <= found(quads, shapes)
    assert unordered(quads, shapes) == set()


@calm
@given(damaged(REFERENCE))
def test_a_damaged_reference_breaks_its_shapes_where_pyshacl_says(quads: list[Quad]) -> None:
    shapes = resource("world", "shapes.ttl")
    assert expected(quads, shapes) <= found(quads, shapes)
    assert unordered(quads, shapes) == set()


HEAD = """@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix : <http://e/> .
"""
DATA = """:sub rdfs:subClassOf :super . :a a :sub ; :p 1 , 2 , "two" , "" ; :q 2 ; :r :b , _:x , "2"^^xsd:integer .
:b a :super ; :p "abc" , "abcd\\n" , 2.5 , "1"^^xsd:double , "x"^^xsd:integer , "2024-01-01"^^xsd:date ; :q 2.0 .
:c a :super ; :q "2023-12-31"^^xsd:date , "x" ; :p "2023-12-31"^^xsd:date ; :r :a , :gone ; :p true , "x"@en .
:d :q 5 . :e :r :c .
"""


@pytest.mark.parametrize("target", ["sh:targetClass :super", "sh:targetSubjectsOf :q"])
@pytest.mark.parametrize(
    ("path", "constraint"),
    [
        *((path, f"{count} {number}") for count in ("sh:minCount", "sh:maxCount") for number in (0, 1, 2, 4)
          for path in (":p", "( :r :p )", "[ sh:inversePath :r ]", "[ sh:alternativePath ( :p :q ) ]")),
        *((":p", f"sh:datatype xsd:{kind}") for kind in ("string", "integer", "double", "date", "boolean")),
        *((":r", f"sh:nodeKind sh:{kind}") for kind in ("IRI", "Literal", "BlankNode")),
        *((":p", f'sh:pattern "{pattern}"') for pattern in ("^abc", "d$", "[0-9]")),
        *((":p", one) for one in ('sh:in ( 1 "two" :a )', "sh:minInclusive 2", "sh:maxInclusive 2", "sh:minLength 3",
                                  "sh:lessThan :q", "sh:lessThanOrEquals :q")),
        (":r", "sh:class :super"),
        (":r", "sh:class :sub"),
        ("( :r :q )", "sh:minInclusive 2"),
    ],
)  # fmt: skip
def test_each_constraint_is_what_pyshacl_takes_it_for(path: str, constraint: str, target: str, tmp_path: Path) -> None:
    shapes = tmp_path / "shapes.ttl"
    shapes.write_text(f"{HEAD}:s a sh:NodeShape ; {target} ; sh:property [ sh:path {path} ; {constraint} ] .")
    quads = list(parse(f"{HEAD}{DATA}", format=RdfFormat.TURTLE))
    nodes = {node for node, _ in found(quads, shapes)}
    assert nodes == {node for node, _ in expected(quads, shapes)}


@pytest.mark.parametrize(
    ("shape", "told"),
    [
        ("sh:targetNode :a", "0 targets"),
        ("sh:targetClass :a ; sh:closed true", "sh:closed is not known"),
        ("sh:targetClass :a ; sh:property [ sh:path :p ; sh:uniqueLang true ]", "sh:uniqueLang is not known"),
        ("sh:targetClass :a ; sh:property [ sh:path :p ; sh:nodeKind sh:IRIOrLiteral ]", "IRIOrLiteral is not known"),
        ("sh:targetClass :a ; sh:property [ sh:path :p ; sh:datatype xsd:gYear ]", "xsd:gYear is not known"),
        ("sh:targetClass :a ; sh:property [ sh:path [ sh:zeroOrMorePath :p ] ; sh:minCount 1 ]", "a path is not known"),
        ("sh:targetClass :a ; sh:property [ sh:minCount 1 ]", "has no path"),
        ("sh:targetClass :a ; sh:property [ sh:path :p ; sh:minCount 'few' ]", "few is no number of values"),
        ("sh:targetClass :a ; sh:property [ sh:path :p ; sh:pattern '(' ]", "is no pattern"),
    ],
)
def test_what_is_not_known_is_refused(shape: str, told: str, tmp_path: Path) -> None:
    shapes = tmp_path / "shapes.ttl"
    shapes.write_text(f"{HEAD}:s a sh:NodeShape ; {shape} .")
    with pytest.raises(DataError, match=told):
        list(violations(Store(), shapes))


def test_what_is_wrong_is_told_in_words(tmp_path: Path) -> None:
    shapes = tmp_path / "shapes.ttl"
    shapes.write_text(f"""{HEAD}:s a sh:NodeShape ; sh:targetSubjectsOf :p ;
        sh:property [ sh:path :p ; sh:maxCount 1 ; sh:maxInclusive 4 ; sh:message "One small number." ] ;
        sh:property [ sh:path [ sh:inversePath :r ] ; sh:minCount 1 ] .""")
    held = Store()
    held.extend(Quad(NamedNode("http://e/a"), NamedNode("http://e/p"), Literal(number)) for number in (3, 5))
    assert [one.told() for one in violations(held, shapes)] == [
        "^http://e/r is missing",
        "http://e/p has more than 1 value: One small number.",
        "http://e/p 5 is above 4: One small number.",
    ]  # fmt: skip
