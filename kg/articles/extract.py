"""Extract the article of web pages, run as a process of its own: ``python -m kg.articles.extract SECONDS``.

What parses pages takes time that grows with the square of some of them, and may crash on others; here it costs the page
alone. Each request is the length of a page in eight bytes and the page in UTF-8, each answer a line of JSON.
"""

from __future__ import annotations

import json
import resource
import sys
from contextlib import suppress
from typing import IO, Any, Final

MEMORY: Final = 2 << 30


def extracted(page: str) -> dict[str, Any]:
    """Give main text, title, date, outlet, address and language of a page by trafilatura, None where it finds none."""
    import trafilatura

    dates = {"extensive_search": False, "original_date": True}  # a date that is given, none that is guessed
    document = trafilatura.bare_extraction(
        page, include_comments=False, include_tables=False, with_metadata=True, date_extraction_params=dates
    )
    fields: dict[str, Any] = document if isinstance(document, dict) else document.as_dict() if document else {}
    return {
        "text": fields.get("text"),
        "title": fields.get("title"),
        "source": fields.get("sitename") or fields.get("hostname"),
        "published": fields.get("date"),
        "url": fields.get("url"),
        "language": fields.get("language"),
    }


def _allow(seconds: int) -> None:
    """Let the process work so many seconds more; the system ends it then."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + 1 + seconds, hard))


def serve(source: IO[bytes], target: IO[bytes], seconds: int) -> None:
    """Answer requests until there are no more."""
    while head := source.read(8):
        page = source.read(int.from_bytes(head, "big")).decode("utf-8", "replace")
        _allow(seconds)
        try:
            found = extracted(page)
        except (Exception, RecursionError) as error:  # noqa: BLE001 - whatever it is, it is told as the page's fault
            found = {"failed": type(error).__name__}
        target.write(json.dumps(found).encode("ascii") + b"\n")
        target.flush()


if __name__ == "__main__":
    with suppress(ValueError, OSError):  # not every system bounds it
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    serve(sys.stdin.buffer, sys.stdout.buffer, int(sys.argv[1]))
