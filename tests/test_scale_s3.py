"""Articles in a store that speaks S3, partitions beside them: the graph is that of the same files on a disk."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from test_scale import READ, SPEC, lines, loaded, one_machine

from kg.model import BASE
from kg.scale import Folder, Read, Settings, Sources, engine, read_apart


@pytest.fixture
def s3(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """A store of nobody's, on this machine, with a bucket; it is found by the variables that Amazon's tools heed."""
    library = pytest.importorskip("s3fs", reason="s3fs is not installed: pip install '.[dev]'")
    pytest.importorskip("moto", reason="moto is not installed: pip install '.[dev]'")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "-c", "from moto.server import main; main()", "-H", "127.0.0.1", "-p", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    for name, value in {
        "AWS_ENDPOINT_URL": f"http://127.0.0.1:{port}",
        "AWS_ACCESS_KEY_ID": "nobody",
        "AWS_SECRET_ACCESS_KEY": "nothing",
        "AWS_DEFAULT_REGION": "us-east-1",
    }.items():
        monkeypatch.setenv(name, value)
    try:
        answers(f"http://127.0.0.1:{port}/", server)
        system = library.S3FileSystem()
        system.mkdir("news")
        yield system
    finally:
        library.S3FileSystem.clear_instance_cache()
        server.kill()
        server.wait()


def answers(address: str, server: subprocess.Popen[bytes]) -> None:
    """Wait until a server answers."""
    for _ in range(1200):
        assert server.poll() is None
        try:
            urllib.request.urlopen(address, timeout=60).close()
            return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.1)
    pytest.fail("the store does not answer")


def test_articles_and_partitions_in_a_store_that_speaks_s3(s3: Any, tmp_path: Path) -> None:
    folder = tmp_path / "2024"
    folder.mkdir()
    rows = "".join(f'{{"id": "a{number}", "text": "Chile {number} é"}}\n' for number in range(12))
    (folder / "lines.jsonl").write_text(rows, encoding="utf-8")
    (folder / "note.txt").write_text("Peru", encoding="utf-8")
    s3.put(str(folder), "s3://news/2024", recursive=True)
    given, quads = Sources(("s3://news/2024/*",), size=60), Folder.of("s3://news/quads")
    told: list[Read] = []
    with engine("local")(Settings()) as run:
        partitions = read_apart(given, SPEC, BASE, quads, run, tell=told.append)
    assert len(partitions) > 4
    assert told[-1].done == told[-1].total == len(READ) == 13
    loaded(partitions, quads, tmp_path / "s3.kg")
    assert lines(tmp_path / "s3.kg") == one_machine([folder], tmp_path / "disk.kg")[2]
    held = {path.rsplit("/", 1)[-1]: s3.cat_file(path) for path in s3.ls("news/quads", refresh=True)}
    assert len(held) == 2 * len(partitions)

    s3.rm_file(f"news/quads/{partitions[0].name}.json")
    READ.clear()
    with engine("local")(Settings()) as run:
        again = read_apart(given, SPEC, BASE, quads, run)
    assert len(READ) == partitions[0].articles
    assert [one.fresh for one in again].count(True) == 1
    assert {path.rsplit("/", 1)[-1]: s3.cat_file(path) for path in s3.ls("news/quads", refresh=True)} == held
