"""Graphs built by hand, and servers that run as a process of their own, as they do for people."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
from graphs import reading

from kg import assemble, store
from kg.rdf import reading_quads

HOSTILE = "<script>alert(1)</script>\"'{{ 7*7 }}"
READINGS = (
    reading("a", "JPN alliedWith USA", "RUS attacks UKR denied by RUS", source="TASS", published="2024-01-02"),
    reading(
        "b",
        "JPN alliedWith USA",
        "RUS attacks UKR by UKR",
        "CHN threatens JPN planned",
        source="Reuters",
        published="2024-01-03",
    ),
    reading("c/d e", "JPN claimsSovereigntyOver kurils", "RUS claimsSovereigntyOver kurils 1956", title=HOSTILE),
)


def build(path: Path, *readings: object) -> Path:
    """Write readings into a graph, and publish it."""
    with store.open_writer(path) as graph:
        for one in readings:
            store.write_article(graph.store, reading_quads(one))  # type: ignore[arg-type]
        assemble.refresh(graph)
        store.publish(graph)
    return path


@dataclass(frozen=True)
class Served:
    """A server that runs: its address and its process."""

    url: str
    process: subprocess.Popen[str]

    @property
    def port(self) -> int:
        return int(self.url.rstrip("/").rpartition(":")[2])

    def client(self) -> httpx.Client:
        return httpx.Client(base_url=self.url, timeout=30)


@contextmanager
def served(path: Path, *options: str) -> Iterator[Served]:
    """Run ``kg serve``."""
    command = [sys.executable, "-c", "from kg.cli import main; main()", "serve", str(path), "--port", "0", *options]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=dict(os.environ)) as process:
        assert process.stderr
        try:
            said = process.stderr.readline()
            assert said.startswith("http://127.0.0.1:"), said
            yield Served(said.split()[0], process)
        finally:
            process.send_signal(signal.SIGINT)
            try:
                process.wait(10)
            finally:
                process.kill()
