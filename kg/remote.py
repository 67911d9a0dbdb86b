"""A graph on another server: SPARQL over HTTP behind the same interface as a store on disk."""

from __future__ import annotations

import os
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from email.message import Message
from http.client import HTTPException, HTTPMessage
from typing import IO, Final, NamedTuple, Self, cast

from pyoxigraph import (
    DefaultGraph,
    NamedNode,
    Quad,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    parse,
    parse_query_results,
)

from kg.errors import StoreError
from kg.rdf import prefixes

TIMEOUT: Final = 60.0
_ACCEPT: Final = "application/sparql-results+json, text/turtle;q=0.9"
_PUBLISHED: Final = """SELECT DISTINCT ?base ?graph WHERE {
  { ?base kg:digest ?digest } UNION { GRAPH ?graph { ?base kg:digest ?digest } } FILTER(?base != kg:world)
}"""


class Response(NamedTuple):
    """What a server answered."""

    status: int
    headers: Message[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class Address:
    """Where a server is asked, and as whom; the password is in no message."""

    url: str
    user: str = ""
    password: str = ""

    def __repr__(self) -> str:
        return self.url

    @classmethod
    def of(cls, url: str) -> Address:
        """Take the user out of an address; where it names none, out of ``KG_AUTH`` (``user:password``).

        >>> Address.of("http://me:secret@localhost:8890/sparql").url
        'http://localhost:8890/sparql'

        Raises
        ------
        StoreError
            If it is no address of HTTP.
        """
        try:
            parts = urllib.parse.urlsplit(url)
            port = f":{parts.port}" if parts.port else ""
        except ValueError:
            raise StoreError("this is no address of a server", "such as http://localhost:8890/sparql") from None
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise StoreError("this is no address of a server", "such as http://localhost:8890/sparql")
        host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
        user, _, password = os.environ.get("KG_AUTH", "").partition(":")
        bare = parts._replace(netloc=host + port, fragment="").geturl()
        unquoted = urllib.parse.unquote
        return cls(bare, unquoted(parts.username or "") or user, unquoted(parts.password or "") or password)


class _Digest(urllib.request.HTTPDigestAuthHandler):
    """Digest authentication that says who one is before it is asked again.

    A server that must ask first closes the connection while a large body is still on its way.
    """

    challenge = ""

    def http_request(self, request: urllib.request.Request) -> urllib.request.Request:
        if self.challenge:
            items = urllib.request.parse_keqv_list(urllib.request.parse_http_list(self.challenge))
            if known := self.get_authorization(request, items):
                request.add_unredirected_header("Authorization", f"Digest {known}")
        return request

    https_request = http_request

    def http_error_401(
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage
    ) -> object:
        scheme, _, challenge = headers.get("www-authenticate", "").partition(" ")
        if scheme.lower() == "digest":
            self.challenge = challenge
        return super().http_error_401(req, fp, code, msg, headers)


class Client:
    """Sends requests to one server, as one user."""

    def __init__(self, address: Address) -> None:
        self.address = address
        known = urllib.request.HTTPPasswordMgrWithDefaultRealm()
        known.add_password(None, address.url, address.user, address.password)
        basic, digest = urllib.request.HTTPBasicAuthHandler(known), _Digest(known)
        self._opener = urllib.request.build_opener(*((basic, digest) if address.user else ()))

    def send(
        self, method: str, url: str, body: bytes | None = None, headers: Mapping[str, str] | None = None
    ) -> Response:
        """Send one request, and give the response whatever its status.

        Raises
        ------
        StoreError
            If the server cannot be reached, or does not answer in time.
        """
        request = urllib.request.Request(url, body, {"User-Agent": "claimgraph", **(headers or {})}, method=method)  # noqa: S310 - Address lets http and https through alone
        try:
            with self._opener.open(request, timeout=TIMEOUT) as found:
                return Response(found.status, found.headers, found.read())
        except urllib.error.HTTPError as error:
            with error:
                return Response(error.code, error.headers, error.read(10_000))
        except (OSError, HTTPException, ValueError) as error:
            reason = getattr(error, "reason", error)
            raise StoreError(f"{self.address.url} cannot be reached: {reason}", "check the address") from None


@dataclass(frozen=True, slots=True)
class RemoteStore:
    """What queries need of a store: here it asks a SPARQL endpoint.

    ``view`` is the graph that the assembled view was put into, where the server has no default graph of its own.
    """

    client: Client
    view: str = ""

    def query(
        self,
        query: str,
        *,
        base_iri: str | None = None,
        prefixes: Mapping[str, str] | None = None,
        default_graph: Sequence[NamedNode] | None = None,
        named_graphs: Sequence[NamedNode] | None = None,
    ) -> QuerySolutions | QueryBoolean | QueryTriples:
        """Run SPARQL there.

        Raises
        ------
        OSError
            If the server refuses the query, or gives only a part of the answer.
        """
        head = f"BASE <{base_iri}>\n" if base_iri else ""
        head += "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in (prefixes or {}).items())
        graphs = [one.value for one in default_graph or ()] or [one for one in (self.view,) if one]
        fields = [("query", head + query), *(("default-graph-uri", one) for one in graphs)]
        fields += [("named-graph-uri", one.value) for one in named_graphs or ()]
        headers = {"Accept": _ACCEPT, "Content-Type": "application/x-www-form-urlencoded"}
        body = urllib.parse.urlencode(fields).encode("ascii")
        found = self.client.send("POST", self.client.address.url, body, headers)
        if found.status != 200:
            raise OSError(f"{self.client.address.url} answers {found.status}: {_told(found)}")
        if most := found.headers.get("X-SPARQL-MaxRows"):
            raise OSError(f"{self.client.address.url} cuts answers at {most} rows; raise ResultSetMaxRows there")
        return _parsed(found)

    def quads_for_pattern(
        self,
        subject: NamedNode | None,
        predicate: NamedNode | None,
        value: NamedNode | None,
        graph: None = None,  # noqa: ARG002 - the name and place it has in pyoxigraph
    ) -> Iterator[Quad]:
        """Yield the statements of all graphs that fit, as if they all lay in the default graph."""
        given = ((subject, "s"), (predicate, "p"), (value, "o"))
        pattern = " ".join(str(term or f"?{name}") for term, name in given)
        answer = self.query(f"SELECT DISTINCT * WHERE {{ {{ {pattern} }} UNION {{ GRAPH ?graph {{ {pattern} }} }} }}")
        for row in cast("QuerySolutions", answer):
            one, two, three = (term or row[name] for term, name in given)
            yield Quad(cast("NamedNode", one), cast("NamedNode", two), three, DefaultGraph())


def _told(found: Response) -> str:
    lines = found.body.decode("utf-8", "replace").strip().splitlines()
    return " ".join(lines[:3])[:300] or "nothing more"


def _parsed(found: Response) -> QuerySolutions | QueryBoolean | QueryTriples:
    media = (found.headers.get_content_type() or "").lower()
    try:
        if "json" in media:
            return parse_query_results(found.body, QueryResultsFormat.JSON)
        if "turtle" in media or "n-triples" in media or media == "text/plain":
            kept = Store()
            kept.extend(parse(found.body, RdfFormat.TURTLE))
            return kept.query("CONSTRUCT WHERE { ?s ?p ?o }")
    except SyntaxError as error:
        raise OSError(f"the answer cannot be read: {error}") from None
    raise OSError(f"the server answers in {media}, not in the results of SPARQL")


class Remote:
    """A graph that is open on another server: its address, the base of its data IRIs, and its store."""

    def __init__(self, address: Address, base: str, store: RemoteStore) -> None:
        self.path, self.base, self._store = address.url, base, store

    @property
    def store(self) -> Store:
        """What answers queries as an Oxigraph store does."""
        return cast("Store", self._store)

    def close(self) -> None:
        """Do nothing: no connection is kept."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def connect(url: str) -> Remote:
    """Open the graph that was published to the server of a SPARQL endpoint.

    Raises
    ------
    StoreError
        If the server cannot be reached, or no graph of ours is there.
    """
    client = Client(Address.of(url))
    try:
        rows = list(cast("QuerySolutions", RemoteStore(client).query(_PUBLISHED, prefixes=prefixes())))
    except OSError as error:
        raise StoreError(str(error), "give the address of a SPARQL endpoint") from None
    if not rows:
        raise StoreError(f"no graph was published to {client.address.url}", "publish one with: kg publish DIR --to URL")
    views = sorted({row["graph"].value for row in rows if row["graph"] is not None})
    return Remote(client.address, rows[0]["base"].value, RemoteStore(client, views[0] if views else ""))
