"""The web application: SPARQL, pages, descriptions of things, health."""

from __future__ import annotations

import asyncio
import html
import re
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from functools import cache
from http import HTTPStatus
from pathlib import Path
from typing import Any, Final

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import RedirectResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.types import ASGIApp

from kg.serve import description, negotiate
from kg.serve.answers import Reply, zipped
from kg.serve.fresh import Stamp, stamp
from kg.serve.limits import Limits
from kg.serve.outside import Outside, refused
from kg.serve.pages import ASSETS, THINGS, query_page, script
from kg.serve.pool import Pool
from kg.serve.protocol import Asked, RequestError, asked

_CHUNK: Final = 64 * 1024
Endpoint = Callable[["Site", Request], Awaitable[Response]]


class Site:
    """What the requests to one server share: the workers, the limits, the page of the graph, answers on their way."""

    def __init__(self, path: Path, limits: Limits) -> None:
        self.path, self.limits, self.pool = path, limits, Pool(path, limits)
        self.held, self.started = 0, int(time.time())
        self.drawn: tuple[Stamp | None, dict[bool, Reply]] = (None, {})
        self.drawing = asyncio.Lock()

    async def reply(self, request: Request, do: str, kept: Stamp | None = None, **given: Any) -> Response:
        """Have a worker answer; the work stops when the client goes. What is good is ``kept`` under a stamp."""
        wanted = negotiate.takes_gzip(request.headers.get("accept-encoding"))
        reply = await _unless_gone(request, self.pool.ask(do, zipped=wanted, **given))
        return self.respond(reply, **(kept.headers if kept and reply.status == HTTPStatus.OK else {}))

    def stamp(self) -> Stamp:
        """Give the stamp of what is served now."""
        return stamp(self.path, self.started)

    def respond(self, reply: Reply, **headers: str) -> Response:
        """Give a reply as a response that is sent as fast as the client reads it."""
        if self.held + len(reply.body) > self.limits.held:
            raise RequestError(503, "too many answers wait to be read", "try again in a few seconds")
        headers = {"content-length": str(len(reply.body)), "vary": "accept, accept-encoding", **headers}
        headers |= {"content-encoding": reply.coding} if reply.coding else {}
        return StreamingResponse(self._pieces(reply.body), reply.status, headers, reply.type)

    async def _pieces(self, body: bytes) -> AsyncIterator[bytes]:
        self.held += len(body)
        try:
            for start in range(0, len(body), _CHUNK):
                yield body[start : start + _CHUNK]
        finally:
            self.held -= len(body)


async def _unless_gone(request: Request, work: Awaitable[Reply]) -> Reply:
    """Wait for work, and stop it when the client goes."""
    task, gone = asyncio.ensure_future(work), asyncio.ensure_future(_gone(request))
    try:
        await asyncio.wait({task, gone}, return_when=asyncio.FIRST_COMPLETED)
        if not task.done():
            raise ClientDisconnect
        return task.result()
    finally:
        for one in (task, gone):
            one.cancel()
            with suppress(asyncio.CancelledError, RequestError):
                await one


async def _gone(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


async def _body(request: Request, limits: Limits) -> bytes:
    """Read a body that is neither too large nor too slow."""
    if int(request.headers.get("content-length", "0")) > limits.body:
        raise RequestError(413, f"the request has more than {limits.body} bytes", "send a shorter query")
    found = bytearray()
    try:
        async with asyncio.timeout(limits.head):
            async for chunk in request.stream():
                found += chunk
                if len(found) > limits.body:
                    raise RequestError(413, f"the request has more than {limits.body} bytes", "send a shorter query")
    except TimeoutError:
        raise RequestError(408, f"the request took more than {limits.head:g} s to arrive", "send it faster") from None
    return bytes(found)


async def sparql(site: Site, request: Request) -> Response:
    """Speak the SPARQL 1.1 Protocol."""
    body = await _body(request, site.limits)
    known = asked(request.method, request.scope["query_string"], request.headers.get("content-type", ""), body)
    accept = request.headers.get("accept")
    if known.query is None:
        return _description(request, accept)
    return await site.reply(
        request, "ask", sparql=known.query, default=known.default, named=known.named,
        table=_form(known, accept, negotiate.TABLES), graph=_form(known, accept, negotiate.GRAPHS),
    )  # fmt: skip


def _form(known: Asked, accept: str | None, offers: dict[str, tuple[str, ...]] | Any) -> tuple[str, str] | None:
    if known.form in offers:
        return known.form, offers[known.form][0]
    return negotiate.chosen(accept, offers)


def _description(request: Request, accept: str | None) -> Response:
    """Say what the service is: in RDF, or to a browser by the page for queries."""
    found = negotiate.chosen(accept, {**negotiate.GRAPHS, **negotiate.HTML})
    if found and found[0] == "html":
        return RedirectResponse("/query", 303)
    form, media = found or ("turtle", "text/turtle")
    return Response(description.described(str(request.url.replace(query="")), form), media_type=media)


async def explorer(site: Site, request: Request) -> Response:
    """Give the page that shows the whole graph, drawn once a build."""
    now = site.stamp()
    if now.holds(request.headers):
        return Response(status_code=304, headers=now.headers)
    async with site.drawing:
        if site.drawn[0] != now:
            drawn = await site.pool.ask("explorer", site.limits.page_seconds)
            if drawn.status != HTTPStatus.OK:
                return site.respond(drawn)
            site.drawn = (now, {False: drawn, True: await asyncio.to_thread(zipped, drawn)})
    pages = site.drawn[1]
    policy = _policy(pages[False].body)
    chosen = pages[negotiate.takes_gzip(request.headers.get("accept-encoding"))]
    return site.respond(chosen, **{"content-security-policy": policy, **now.headers})


def _policy(page: bytes) -> str:
    """Give the policy that a page of ``kg.views`` names itself, with what only a header can say."""
    found = re.search(rb'"Content-Security-Policy" content="([^"]*)"', page)
    own = html.unescape(found[1].decode("ascii")) if found else "default-src 'none'"
    return f"{own}; frame-ancestors 'none'"


async def thing(site: Site, request: Request) -> Response:
    """Give what is known of a thing, as a page or as RDF."""
    kind, identity = request.path_params["kind"], request.path_params["identity"]
    if kind not in THINGS:
        raise RequestError(404, f"there is nothing at /{kind[:80]}/", "start at /")
    wanted = request.query_params.get("format", "")
    offers = {**negotiate.HTML, **negotiate.GRAPHS}
    form = (wanted, offers[wanted][0]) if wanted in offers else negotiate.chosen(request.headers.get("accept"), offers)
    if form is None:
        raise RequestError(406, "this is not given in a format you accept", "as HTML, Turtle or JSON-LD")
    now = site.stamp()
    if now.holds(request.headers):
        return Response(status_code=304, headers={**now.headers, "vary": "accept, accept-encoding"})
    return await site.reply(request, "thing", now, kind=kind, identity=identity, form=form[0], media=form[1])


async def editor(site: Site, request: Request) -> Response:  # noqa: ARG001
    """Give the page for queries."""
    return Response(query_page(), media_type="text/html")


async def vocabulary(site: Site, request: Request) -> Response:
    """Give what the page for queries completes, and the named queries."""
    now = site.stamp()
    if now.holds(request.headers):
        return Response(status_code=304, headers=now.headers)
    return await site.reply(request, "vocabulary", now)


async def named(site: Site, request: Request) -> Response:
    """Give the SPARQL of a named query with its parameters filled in."""
    given = {name: value for name, value in request.query_params.items() if value}
    return await site.reply(request, "fill", name=request.path_params["name"], given=given)


async def asset(site: Site, request: Request) -> Response:
    """Give a script or style of our own, or vis-network."""
    name = request.path_params["name"]
    if name not in ASSETS:
        raise RequestError(404, f"there is no {name[:80]!r}", "start at /")
    wanted = negotiate.takes_gzip(request.headers.get("accept-encoding"))
    return site.respond(_asset(name, wanted), **{"cache-control": "max-age=3600"})


@cache
def _asset(name: str, wanted: bool) -> Reply:
    found = Reply(200, ASSETS[name], script(name))
    return zipped(found) if wanted else found


async def icon(site: Site, request: Request) -> Response:  # noqa: ARG001
    """Tell browsers that there is no icon."""
    return Response(status_code=204)


async def health(site: Site, request: Request) -> Response:
    """Tell whether queries are answered."""
    return await site.reply(request, "ready")


def application(
    path: Path, limits: Limits, hosts: frozenset[str] | None = None, origins: Sequence[str] = ()
) -> ASGIApp:
    """Give the application that serves a graph directory.

    ``hosts`` are the names it goes by; others are refused, so that no page elsewhere can have a browser ask it under a
    name of its own. None takes any. ``origins`` are those whose pages may read its answers all the same.
    """
    site = Site(path, limits)
    read, ask = ["GET"], ["GET", "POST"]
    routes = [
        _route("/", site, explorer, read), _route("/sparql", site, sparql, ask), _route("/sparql/", site, sparql, ask),
        _route("/query", site, editor, read), _route("/vocabulary.json", site, vocabulary, read),
        _route("/named/{name}", site, named, read), _route("/assets/{name}", site, asset, read),
        _route("/health", site, health, read),
        _route("/favicon.ico", site, icon, read), _route("/{kind}/{identity:path}", site, thing, read),
    ]  # fmt: skip

    @asynccontextmanager
    async def running(_app: Starlette) -> AsyncIterator[None]:
        async with site.pool:
            yield

    app = Starlette(routes=routes, lifespan=running, exception_handlers={HTTPException: _unknown, Exception: _broken})
    app.router.redirect_slashes = False
    if origins:
        app.add_middleware(
            CORSMiddleware, allow_origins=list(origins), allow_methods=["GET", "POST"], max_age=3600,
            allow_headers=["content-type", "accept"], expose_headers=["etag", "last-modified"],
        )  # fmt: skip
    return Outside(app, hosts, shared=bool(origins))


def _route(path: str, site: Site, endpoint: Endpoint, methods: list[str]) -> Route:
    async def answer(request: Request) -> Response:
        try:
            if request.method == "OPTIONS":
                return Response(status_code=204, headers={"allow": ", ".join(["HEAD", "OPTIONS", *methods])})
            return await endpoint(site, request)
        except RequestError as error:
            return refused(error.status, error)
        except ClientDisconnect:
            return Response(status_code=499)

    return Route(path, answer, methods=[*methods, "OPTIONS"])


async def _unknown(_request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    answer = refused(error.status_code, f"{error.status_code} {HTTPStatus(error.status_code).phrase}")
    answer.headers.update(error.headers or {})
    return answer


async def _broken(_request: Request, error: Exception) -> Response:
    return refused(500, f"this is a bug in claimgraph: {type(error).__name__}")
