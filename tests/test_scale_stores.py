"""Partitions in stores for billions of triples, and what ``docs/scale.md`` says of them."""

from __future__ import annotations

import gzip
import re
import shutil
import socket
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest
from pyoxigraph import DefaultGraph, NamedNode, QuerySolutions, QueryTriples, RdfFormat, Store

from kg.cli import run
from kg.rdf import ONTOLOGY, kg, prefixes
from kg.relations import relations
from kg.store import open_reader

ROOT = Path(__file__).resolve().parents[1]
GUIDE = (ROOT / "docs" / "scale.md").read_text(encoding="utf-8")
ARTICLES = "https://w3id.org/claimgraph/article/"
INI = """[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
[TempDatabase]
DatabaseFile = {folder}/temporary.db
TransactionFile = {folder}/temporary.trx
[Parameters]
ServerPort = 127.0.0.1:{port}
DirsAllowed = {quads}
NumberOfBuffers = 20000
MaxDirtyBuffers = 12000
[HTTPServer]
ServerPort = 127.0.0.1:{http}
"""


@pytest.fixture(scope="module")
def quads(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The partitions of the sample articles."""
    folder = tmp_path_factory.mktemp("partitions") / "quads"
    assert run(["build", str(ROOT / "data" / "articles"), "--quads", str(folder), "--split", "4000"]) == 0
    return folder


@pytest.fixture(scope="module")
def whole(quads: Path) -> Store:
    """All partitions in one store."""
    store = Store()
    for path in quads.glob("part-*.nq.gz"):
        store.load(gzip.decompress(path.read_bytes()), format=RdfFormat.N_QUADS)
    return store


def blocks(language: str) -> list[str]:
    return re.findall(rf"^ *```{language}\n(.*?)^ *```$", GUIDE, re.MULTILINE | re.DOTALL)


def answer(store: Store, query: str) -> QuerySolutions:
    found = store.query(textwrap.dedent(query), prefixes=prefixes(), use_default_graph_as_union="GRAPH" in query)
    assert isinstance(found, QuerySolutions)
    return found


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


def local(term: object) -> str:
    return re.split(r"[/#]", str(getattr(term, "value", term)))[-1]


def test_counts_in_the_store_are_those_of_the_view(whole: Store, sample: Path) -> None:
    [query] = [block for block in blocks("sparql") if "COUNT" in block]
    found = {tuple(local(term) for term in row) for row in answer(whole, query)}
    with open_reader(sample) as graph:
        view = answer(
            graph.store,
            """SELECT ?proposition ?claims ?holders ?articles {
            ?proposition a kg:Proposition ; kg:claims ?claims ; kg:holders ?holders ; kg:articles ?articles }""",
        )
        told = {tuple(local(term) for term in row) for row in view}
    assert len(found) > 50
    assert {row[0] for row in found} == {row[0] for row in told}
    assert len(found & told) > 0.9 * len(told)  # what is implied by another relation counts in the view, too


def test_plain_triples_in_the_store_are_those_of_the_view_but_for_conflicts(whole: Store, sample: Path) -> None:
    [query] = [block for block in blocks("sparql") if "CONSTRUCT" in block]
    made = whole.query(textwrap.dedent(query), prefixes=prefixes(), use_default_graph_as_union=True)
    assert isinstance(made, QueryTriples)
    found = {(local(one.subject), local(one.predicate), local(one.object)) for one in made}
    with open_reader(sample) as graph:
        related = {NamedNode(ONTOLOGY + name) for name in relations()}
        plain = {
            (local(quad.subject), local(quad.predicate), local(quad.object)): quad.graph_name
            for place in (DefaultGraph(), kg("contested"))
            for quad in graph.store.quads_for_pattern(None, None, None, place)
            if quad.predicate in related
        }
    assert len(found) > 50
    assert found <= plain.keys()
    held = {triple for triple, place in plain.items() if place == DefaultGraph()}
    assert {(far, name, near) for near, name, far in held - found} <= found


def test_oxigraph_loads_partitions(quads: Path, whole: Store, tmp_path: Path) -> None:
    program = shutil.which("oxigraph") or shutil.which("oxigraph", path=str(Path(sys.executable).parent))
    if program is None:
        pytest.skip("the oxigraph server is not installed (pip install oxigraph)")
    files = sorted(map(str, quads.glob("part-*.nq.gz")))
    assert len(files) > 2
    subprocess.run([program, "load", "--location", str(tmp_path / "db"), "--file", *files], check=True)
    assert len(Store.read_only(str(tmp_path / "db"))) == len(whole)


def test_virtuoso_loads_partitions_as_the_guide_says(quads: Path, whole: Store, tmp_path: Path) -> None:
    server, client = shutil.which("virtuoso-t"), shutil.which("isql-vt")
    if server is None or client is None:
        pytest.skip("Virtuoso is not installed (apt-get install virtuoso-opensource)")
    [commands] = [block for block in blocks("sql") if "ld_dir" in block]
    port = free_port()
    (tmp_path / "virtuoso.ini").write_text(INI.format(folder=tmp_path, quads=quads, port=port, http=free_port()))
    command = [client, f"127.0.0.1:{port}", "dba", "dba", "BANNER=OFF", "VERBOSE=OFF"]
    with subprocess.Popen([server, "+configfile", str(tmp_path / "virtuoso.ini"), "+foreground"]) as process:
        try:
            told = ""
            until = time.monotonic() + 90
            while "1" not in told and time.monotonic() < until:
                time.sleep(0.3)
                told = subprocess.run([*command, "EXEC=SELECT 1;"], capture_output=True, text=True, check=False).stdout
            script = commands.replace("/data/quads", str(quads))
            subprocess.run(command, input=script, capture_output=True, text=True, check=True)
            told = f"GRAPH ?g {{ ?s ?p ?o }} FILTER(STRSTARTS(STR(?g), '{ARTICLES}'))"
            count = f"SPARQL SELECT (COUNT(*) AS ?n) {{ {told} }};"
            found = subprocess.run([*command, f"EXEC={count}"], capture_output=True, text=True, check=True).stdout
        finally:
            process.kill()
    assert int(found.split()[-1]) == len(whole), found


def test_the_guide_holds_the_table_that_its_script_prints() -> None:
    command = [sys.executable, str(ROOT / "docs" / "cost.py")]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert printed.count("\n") == 11
    assert printed in GUIDE


def test_the_script_takes_its_rates_from_partitions(quads: Path, tmp_path: Path) -> None:
    command = [sys.executable, str(ROOT / "docs" / "cost.py"), "--seconds", "3600", "--partitions"]
    printed = subprocess.run([*command, str(quads)], capture_output=True, text=True, check=True).stdout
    assert "| core-hours of reading | 1,000,000 | 100,000,000 | 1,000,000,000 |" in printed
    empty = subprocess.run([*command, str(tmp_path)], capture_output=True, text=True, check=False)
    assert empty.returncode == 1
    assert "no articles in partitions here" in empty.stderr
