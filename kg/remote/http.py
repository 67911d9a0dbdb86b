"""Requests to one server over HTTP, as one user."""

from __future__ import annotations

import os
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from email.message import Message
from http.client import HTTPException, HTTPMessage
from typing import IO, Final, NamedTuple

from kg.errors import StoreError

TIMEOUT: Final = 60.0


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
