"""Read requests of the SPARQL 1.1 Protocol: what is asked, of which graphs, and why it is refused."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qsl

from kg.errors import KgError

FORM: Final = "application/x-www-form-urlencoded"
QUERY: Final = "application/sparql-query"
UPDATE: Final = "application/sparql-update"
_FIELDS: Final = 200


class RequestError(KgError):
    """A request that is not answered: ``status`` is that of HTTP."""

    def __init__(self, status: int, problem: str, remedy: str = "") -> None:
        super().__init__(problem, remedy)
        self.status = status


@dataclass(frozen=True, slots=True)
class Asked:
    """What a request asks: ``query`` is None where it only asks what the service is.

    ``default`` and ``named`` are the IRIs of the dataset, ``form`` the name of a format asked for beside the header
    (other servers take it so, and clients send it to all).
    """

    query: str | None
    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    form: str = ""


def asked(method: str, parameters: bytes, content_type: str, body: bytes) -> Asked:
    """Read a request: its method, the part of its address after ``?``, its content type and its body.

    Raises
    ------
    RequestError
        400 where it is malformed, 403 for an update, 405 and 415 for what the protocol does not know.
    """
    fields = _fields(parameters)
    if method in {"GET", "HEAD"}:
        return _asked(fields, None)
    if method != "POST":
        raise RequestError(405, f"the method {method[:20]} is not for queries", "use GET or POST")
    media, _, extra = content_type.partition(";")
    media = media.strip().lower()
    if media == UPDATE:
        raise _read_only()
    _check_charset(extra)
    if media == QUERY:
        return _asked(fields, _text(body))
    if media != FORM:
        raise RequestError(415, f"the content type {media[:80]!r} is not one of queries", f"as {FORM} or {QUERY}")
    if any(name == "query" for name, _ in fields):
        raise RequestError(400, "a form has its query in the body", "or use GET")
    filled = _asked([*_fields(body), *fields], None)
    if filled.query is None:
        raise RequestError(400, "the form has no query", "give it as query=...")
    return filled


def _asked(fields: list[tuple[str, str]], direct: str | None) -> Asked:
    if any(name == "update" for name, _ in fields):
        raise _read_only()
    queries = [value for name, value in fields if name == "query"] + ([] if direct is None else [direct])
    if len(queries) > 1:
        raise RequestError(400, "there are several queries", "ask one at a time")
    graphs = {which: tuple(value for name, value in fields if name == f"{which}-graph-uri")
              for which in ("default", "named")}  # fmt: skip
    form = next((value for name, value in fields if name == "format"), "")
    return Asked(queries[0] if queries else None, graphs["default"], graphs["named"], form)


def _read_only() -> RequestError:
    return RequestError(403, "this endpoint only reads", "change the graph with: kg build")


def _check_charset(extra: str) -> None:
    for one in extra.split(";"):
        name, _, value = one.strip().partition("=")
        if name.strip().lower() == "charset" and value.strip(' "').lower() not in {"utf-8", "utf8", "us-ascii"}:
            raise RequestError(415, f"the charset {value[:40]!r} is not read", "send UTF-8")


def _text(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        raise RequestError(400, "the query is not UTF-8", "send UTF-8") from None


def _fields(data: bytes) -> list[tuple[str, str]]:
    try:
        text = data.decode("ascii", "strict") if data.isascii() else _text(data)
        return parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=_FIELDS)
    except UnicodeDecodeError:
        raise RequestError(400, "a parameter is not percent-encoded UTF-8", "such as SELECT%20...") from None
    except ValueError:
        raise RequestError(400, f"there are more than {_FIELDS} parameters", "ask with fewer graphs") from None
