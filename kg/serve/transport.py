"""Connections under a watch: whoever is slow to ask, or to read, makes room for those who are not."""

from __future__ import annotations

import asyncio
from typing import Any, ClassVar, cast

from uvicorn.protocols.http.h11_impl import H11Protocol

from kg.serve.limits import Limits


class Guarded(H11Protocol):
    """uvicorn's protocol with the deadlines it lacks.

    A request's head must arrive in time, an answer must be read in time, and where there are too many connections the
    one that has waited longest without asking anything goes: so idle and slow ones never keep others out.
    """

    limits: ClassVar[Limits] = Limits()
    waiting: ClassVar[dict[H11Protocol, None]] = {}
    """The connections that ask nothing at the moment, longest first."""

    head: asyncio.TimerHandle | None = None
    stall: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Take a connection in, and put the longest waiting one out where there are too many."""
        super().connection_made(transport)
        self.waiting[self] = None
        if len(self.connections) > self.limits.connections:
            cast("Guarded", next(iter(self.waiting))).abort()
        self._await_head()

    def data_received(self, data: bytes) -> None:
        """Take what the client says."""
        super().data_received(data)
        self._note()

    def on_response_complete(self) -> None:
        """Wait for the next request."""
        super().on_response_complete()
        self._note()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget a connection."""
        super().connection_lost(exc)
        self.waiting.pop(self, None)
        self._calm("head")
        self._calm("stall")

    def pause_writing(self) -> None:
        """Start to wait for a client that does not read."""
        super().pause_writing()
        self._calm("stall")
        self.stall = self.loop.call_later(self.limits.stall, self.abort)

    def resume_writing(self) -> None:
        """Go on with a client that reads."""
        super().resume_writing()
        self._calm("stall")

    def abort(self) -> None:
        """End the connection, whatever is still to be sent."""
        self.waiting.pop(self, None)
        self.transport.abort()

    def _note(self) -> None:
        """Keep account of whether a request is being answered."""
        if getattr(self.cycle, "response_complete", True) is False:
            self.waiting.pop(self, None)
            self._calm("head")
        elif not self.transport.is_closing():
            self.waiting.setdefault(self)
            if self.head is None:
                self._await_head()

    def _await_head(self) -> None:
        self.head = self.loop.call_later(self.limits.head, self._late)

    def _late(self) -> None:
        self.head = None
        if self.timeout_keep_alive_task is None:  # else the time between two requests is running
            self.abort()

    def _calm(self, name: str) -> None:
        timer: Any = getattr(self, name)
        if timer is not None:
            timer.cancel()
            setattr(self, name, None)


def guarded(limits: Limits) -> type[Guarded]:
    """Give the protocol with its limits, and an account of connections of its own."""
    return type("Guarded", (Guarded,), {"limits": limits, "waiting": {}})
