"""What every request passes and every answer takes, whatever it is for."""

from __future__ import annotations

from typing import Any, Final
from urllib.parse import quote

from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from kg.errors import KgError
from kg.serve.pages import POLICY

_HEADERS: Final = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "x-frame-options": "DENY",
    "cross-origin-resource-policy": "same-origin",
}


def refused(status: int, error: KgError | str) -> Response:
    """Say in plain text why a request is not answered."""
    headers = {"retry-after": "5"} if status == 503 else {}
    if status in {408, 413}:
        headers["connection"] = "close"
    return PlainTextResponse(f"{error}\n", status, headers)


class Outside:
    """What every request passes: a name that the server goes by, and every answer takes: headers that keep it safe."""

    def __init__(self, app: ASGIApp, hosts: frozenset[str] | None, shared: bool) -> None:
        self.app, self.hosts = app, hosts
        self.headers = {"content-security-policy": POLICY, **_HEADERS}
        if shared:
            self.headers["cross-origin-resource-policy"] = "cross-origin"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, as ASGI has it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def safely(message: Any) -> None:
            if message["type"] == "http.response.start":
                present = {name for name, _ in message["headers"]}
                message["headers"] = [*message["headers"], *((name.encode(), value.encode()) for name, value in
                                      self.headers.items() if name.encode() not in present)]  # fmt: skip
            await send(message)

        if self.hosts is not None and _host(scope) not in self.hosts:
            problem = f"this server does not go by the name {quote(_host(scope)[:80])}"
            await refused(421, problem)(scope, receive, safely)
            return
        await self.app(scope, receive, safely)


def _host(scope: Scope) -> str:
    named = [value for name, value in scope["headers"] if name == b"host"]
    host = named[0].decode("latin-1").lower() if len(named) == 1 else ""
    return host[: host.rfind("]") + 1] if host.startswith("[") else host.partition(":")[0]
