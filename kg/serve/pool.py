"""Workers at hand, and a watch over each: too slow, too large or no longer wanted, and it is ended and replaced."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
from contextlib import suppress
from pathlib import Path
from typing import Any, Final, Self

from kg.serve.answers import Reply
from kg.serve.limits import Limits
from kg.serve.protocol import RequestError
from kg.serve.worker import command

_HEAD: Final = 64 * 1024
_REQUESTS: Final = 5_000
"""After so many a worker is replaced: what its memory has been broken into is given back."""


class Worker:
    """One process; it answers one request at a time."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self.process, self.left = process, _REQUESTS

    @classmethod
    async def start(cls, path: Path, limits: Limits) -> Worker:
        """Start a process."""
        errors = None if os.environ.get("KG_DEBUG") else subprocess.DEVNULL
        environment = {**os.environ, "MALLOC_ARENA_MAX": "2"}  # each arena counts 64 MiB of address space
        return cls(await asyncio.create_subprocess_exec(
            *command(path, limits), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors,
            limit=_HEAD, env=environment,
        ))  # fmt: skip

    async def call(self, request: dict[str, Any]) -> Reply:
        """Hand over a request and wait for the answer; EOFError if the process ends instead."""
        assert self.process.stdin
        assert self.process.stdout
        data = json.dumps(request).encode("ascii")
        self.left -= 1
        self.process.stdin.write(len(data).to_bytes(4, "big") + data)
        await self.process.stdin.drain()
        head = json.loads(await self.process.stdout.readuntil(b"\n"))
        body = await self.process.stdout.readexactly(head["length"])
        return Reply(head["status"], head["type"], body, head["coding"])

    def kill(self) -> None:
        """End the process at once."""
        with suppress(ProcessLookupError):
            self.process.kill()


class Pool:
    """The workers of a server; use it as ``async with Pool(path, limits) as pool``."""

    def __init__(self, path: Path, limits: Limits) -> None:
        self.path, self.limits, self.waiting = path, limits, 0
        self._idle: asyncio.LifoQueue[Worker] = asyncio.LifoQueue()
        self._tasks: set[asyncio.Task[None]] = set()
        self._workers: set[Worker] = set()

    async def __aenter__(self) -> Self:
        await asyncio.gather(*(self._add() for _ in range(self.limits.workers)))
        return self

    async def __aexit__(self, *_: object) -> None:
        for task in self._tasks:
            task.cancel()
        for worker in self._workers:
            worker.kill()
        await asyncio.gather(*(worker.process.wait() for worker in self._workers))

    async def ask(self, do: str, seconds: float | None = None, *, zipped: bool = False, **given: Any) -> Reply:
        """Have a worker do something, and give its reply, ``zipped`` where the client takes gzip.

        If this is cancelled the work stops.

        Raises
        ------
        RequestError
            503 where too many wait, 504 after ``seconds`` (by default those of a query), 500 where the worker died of
            it.
        """
        seconds = self.limits.seconds if seconds is None else seconds
        worker = await self._free()
        spent = True
        try:
            async with asyncio.timeout(seconds):
                reply = await worker.call({"do": do, "zip": zipped, "with": given})
        except TimeoutError:
            raise RequestError(504, f"the query took more than {seconds:g} s", "ask for less") from None
        except (asyncio.IncompleteReadError, asyncio.LimitOverrunError, ConnectionError):
            mib = self.limits.memory >> 20
            raise RequestError(500, f"the query took more than {mib} MiB, or is nested too deeply",
                               "ask for less") from None  # fmt: skip
        else:
            spent = worker.left <= 0
            return reply
        finally:
            if spent:
                self._replace(worker)
            else:
                self._idle.put_nowait(worker)

    async def _free(self) -> Worker:
        """Wait for a worker that has nothing to do."""
        if self._idle.empty() and self.waiting >= self.limits.waiting:
            raise _busy()
        self.waiting += 1
        try:
            async with asyncio.timeout(self.limits.patience):
                return await self._idle.get()
        except TimeoutError:
            raise _busy() from None
        finally:
            self.waiting -= 1

    def _replace(self, worker: Worker) -> None:
        worker.kill()
        task = asyncio.get_running_loop().create_task(self._renew(worker))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _renew(self, worker: Worker) -> None:
        await worker.process.wait()
        self._workers.discard(worker)
        await self._add()

    async def _add(self) -> None:
        worker = await Worker.start(self.path, self.limits)
        self._workers.add(worker)
        self._idle.put_nowait(worker)


def _busy() -> RequestError:
    return RequestError(503, "too many queries wait already", "try again in a few seconds")
