"""The process that runs queries: it reads one graph, asks nobody else, and may be killed at any moment.

A running Oxigraph query hears no signal but the last one, and a query nested too deeply ends the process it runs in:
so the server opens no graph itself, but hands each request to one of these. Requests come on standard input, each as
its length in four bytes and JSON; answers go to standard output as a line of JSON and the bytes it announces.
"""

from __future__ import annotations

import ctypes
import json
import os
import resource
import signal
import sys
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import IO, Any, Final, cast

from kg.errors import KgError, QueryError, StoreError
from kg.serve import answers
from kg.serve.answers import Reply
from kg.serve.limits import Limits
from kg.store import Opened, open_reader

_NEW_USER, _NEW_NETWORK, _DIE_WITH_PARENT = 0x10000000, 0x40000000, 1
_PAGE: Final = resource.getpagesize()


class View:
    """The finished view of a graph, opened anew when a build has published the next one."""

    def __init__(self, path: Path, memory: int) -> None:
        self.path, self.memory, self.number = path, memory, ""
        self._opened: Opened | None = None

    def opened(self) -> Opened:
        """Give the graph as it was last published; where that cannot be opened, as it was before."""
        number = current(self.path)
        if self._opened is None or number != self.number:
            try:
                self._reopen(number)
            except StoreError:
                if self._opened is None:
                    raise
        return cast("Opened", self._opened)

    def _reopen(self, number: str) -> None:
        _limit_memory(None)
        try:
            fresh = open_reader(self.path)
            if self._opened is not None:
                self._opened.close()
            self._opened, self.number = fresh, number
        finally:
            _limit_memory(self.memory)


def current(path: Path) -> str:
    """Give the number of the view that was last published, or nothing where there is none."""
    try:
        return (path / "current").read_text(encoding="ascii").strip()
    except (OSError, ValueError):
        return ""


def _limit_memory(memory: int | None) -> None:
    """Let the process grow by so many bytes from where it is, or as it likes."""
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    soft = hard if memory is None else int(Path("/proc/self/statm").read_text("ascii").split()[0]) * _PAGE + memory
    resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


def confine() -> None:
    """Give up what a query never needs: the network, files to write, and life after the server.

    Where the system does not let a process leave its network, that queries ask no other server rests on
    ``kg.query.run`` alone.
    """
    libc = ctypes.CDLL(None, use_errno=True)
    libc.unshare(_NEW_USER | _NEW_NETWORK)
    libc.prctl(_DIE_WITH_PARENT, int(signal.SIGKILL))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    os.nice(5)


def answer(view: View, limits: Limits, request: Mapping[str, Any]) -> Reply:
    """Answer one request; whatever goes wrong is a reply too."""
    try:
        work = answers.WORK[request["do"]]
        return work(view.opened(), limits, **request.get("with", {}))
    except answers.TooMuchError as error:
        return answers.refusal(403, error)
    except QueryError as error:
        return answers.refusal(400, error)
    except StoreError as error:
        return answers.refusal(503, error)
    except KgError as error:
        return answers.refusal(500, error)


def serve(view: View, limits: Limits, source: IO[bytes], target: IO[bytes]) -> None:
    """Answer requests until there are no more."""
    while head := source.read(4):
        request = json.loads(source.read(int.from_bytes(head, "big")))
        reply = answer(view, limits, request)
        reply = answers.zipped(reply) if request.get("zip") else reply
        about = {"status": reply.status, "type": reply.type, "length": len(reply.body), "coding": reply.coding}
        target.write(json.dumps(about).encode("ascii") + b"\n" + reply.body)
        target.flush()


def command(path: Path, limits: Limits) -> list[str]:
    """Give the command that starts a worker."""
    return [sys.executable, "-m", "kg.serve.worker", str(path), json.dumps(asdict(limits))]


def main(path: str, limits: str) -> None:
    """Run as a process."""
    confine()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the server ends its workers itself
    known = Limits(**json.loads(limits))
    serve(View(Path(path), known.memory), known, sys.stdin.buffer, sys.stdout.buffer)


if __name__ == "__main__":
    main(*sys.argv[1:])
