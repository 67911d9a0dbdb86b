"""Run the server until it is told to stop."""

from __future__ import annotations

import ipaddress
import logging
import resource
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

import uvicorn

from kg.errors import KgError
from kg.serve.app import application
from kg.serve.limits import Limits
from kg.serve.transport import guarded
from kg.store import open_reader

_BACKLOG: Final = 256
"""Connections that are taken in at once; each is a file before the protocol can put out another for it."""

_HERE: Final = frozenset({"localhost", "127.0.0.1", "[::1]"})


def local(host: str) -> bool:
    """Tell whether an address is this machine's own.

    >>> local("127.0.0.1"), local("0.0.0.0")
    (True, False)
    """
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost"


def configured(path: Path, limits: Limits, host: str, port: int, origins: Sequence[str] = ()) -> uvicorn.Config:
    """Give the server's configuration; names are checked only where nobody else can reach it by another."""
    hosts = _HERE | {host.lower()} if local(host) else None
    return uvicorn.Config(
        application(path, limits, hosts, origins),
        host=host,
        port=port,
        http=guarded(limits),
        ws="none",
        loop="asyncio",
        timeout_keep_alive=int(limits.idle),
        timeout_graceful_shutdown=5,
        backlog=_BACKLOG,
        h11_max_incomplete_event_size=65536,
        log_level="error",
        access_log=False,
        server_header=False,
        proxy_headers=False,
    )


class _Server(uvicorn.Server):
    """uvicorn's server, that tells when it listens and on which port."""

    tell: Callable[[int], None] = staticmethod(lambda _: None)

    async def startup(self, sockets: Any = None) -> None:
        await super().startup(sockets)
        if self.started:
            self.tell(self.servers[0].sockets[0].getsockname()[1])


def serve(
    path: Path, limits: Limits, host: str, port: int, tell: Callable[[int], None], origins: Sequence[str] = ()
) -> None:
    """Serve a graph directory; ``tell`` is called with the port once it listens (0 takes any that is free).

    Pages of the ``origins`` may read the answers in a browser; ``*`` stands for all.

    Raises
    ------
    KgError
        If there is no graph, or the address cannot be had.
    """
    open_reader(path).close()
    _prepare(limits)
    server = _Server(configured(path, limits, host, port, origins))
    server.tell = tell
    try:
        server.run()
    except SystemExit:
        raise KgError(f"the server cannot listen on {host}:{port}", "choose another --port, or 0 for any") from None
    if not server.started:
        raise KgError(f"the server cannot listen on {host}:{port}", "choose another --port, or 0 for any")


def _prepare(limits: Limits) -> None:
    """Make room for as many files as there may be connections, and keep floods of them out of the log."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = limits.connections + 4 * _BACKLOG + 500
    resource.setrlimit(resource.RLIMIT_NOFILE, (wanted if hard == resource.RLIM_INFINITY else min(wanted, hard), hard))
    logging.getLogger("asyncio").setLevel(logging.CRITICAL)  # it tells of each connection that it had no file for
