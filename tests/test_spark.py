"""A Spark cluster on this machine, one of whose workers is killed: the graph is that of one machine all the same."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kg.articles import read_articles
from kg.model import Article
from kg.store import dump, open_reader

DATA = Path(__file__).resolve().parents[1] / "data" / "articles"
HANGS = 1500.0
"""Seconds after which a build is taken to hang; on a machine that does much else it takes six minutes."""


def lines(directory: Path) -> bytes:
    with open_reader(directory) as graph:
        return dump(graph.store)


@pytest.fixture
def spark_home(tmp_path: Path) -> Path:
    """A home for Spark whose files are the installed ones, so that what workers write lies in a passing folder."""
    pyspark = pytest.importorskip("pyspark", reason="pyspark is not installed: pip install 'claimgraph[spark]'")
    if shutil.which("java") is None and "JAVA_HOME" not in os.environ:
        pytest.skip("Spark needs Java 17: apt-get install openjdk-17-jre-headless")
    home = tmp_path / "spark"
    home.mkdir()
    for path in Path(pyspark.__file__).parent.iterdir():
        if path.name != "work":
            (home / path.name).symlink_to(path)
    return home


def test_a_cluster_that_loses_a_worker_builds_the_graph_of_one_machine(spark_home: Path, tmp_path: Path) -> None:
    articles = tmp_path / "articles.jsonl"
    texts = [one.text for one in read_articles([DATA]) if isinstance(one, Article)]
    given = [{"id": f"n{number}", "text": f"{text}\n\nNote {number}."} for number, text in enumerate(texts * 2)]
    given[20]["text"] = ""
    articles.write_text("".join(json.dumps(one) + "\n" for one in given), encoding="utf-8")
    kg = [sys.executable, "-c", "from kg.cli import main; main()", "build", str(articles), "-o"]
    alone = subprocess.run([*kg, str(tmp_path / "one.kg")], capture_output=True, text=True, check=False)
    cluster = ["--engine", "spark", "--master", "local-cluster[2,1,1024]", "--split", "1500"]
    environment = os.environ | {"SPARK_HOME": str(spark_home), "SPARK_LOCAL_IP": "127.0.0.1"}
    spark = subprocess.Popen(
        [*kg, str(tmp_path / "spark.kg"), *cluster], stderr=subprocess.PIPE, text=True, env=environment
    )
    try:
        done = kill_a_worker(spark, tmp_path / "spark.kg" / "quads")
        _, errors = spark.communicate(timeout=HANGS)
    finally:
        spark.kill()  # its workers end with it
    assert done < len(list((tmp_path / "spark.kg" / "quads").glob("*.json"))) - 2
    assert "Lost executor" in errors
    assert spark.returncode == alone.returncode == 1, errors
    told = [line for line in errors.splitlines() if line.startswith(("kg: error:", "kg: warning:"))]
    assert told == alone.stderr.splitlines()[:-1]
    assert lines(tmp_path / "spark.kg") == lines(tmp_path / "one.kg")


def kill_a_worker(driver: subprocess.Popen[str], quads: Path) -> int:
    """Kill one of the worker processes once the first partition is there; give how many there are."""
    until = time.monotonic() + HANGS
    while not list(quads.glob("*.json")):
        assert driver.poll() is None, driver.communicate()[1]
        assert time.monotonic() < until
        time.sleep(0.02)
    workers = [pid for pid in descendants(driver.pid) if "CoarseGrainedExecutorBackend" in command(pid)]
    assert len(workers) == 2
    os.kill(workers[0], signal.SIGKILL)
    return len(list(quads.glob("*.json")))


def command(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def descendants(pid: int) -> set[int]:
    """Give the processes below one."""
    parents = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            parents[int(path.parent.name)] = int(path.read_text(encoding="utf-8").rpartition(")")[2].split()[1])
        except OSError:  # it has ended meanwhile
            continue
    found = {pid}
    while more := {one for one, parent in parents.items() if parent in found} - found:
        found |= more
    return found - {pid}
