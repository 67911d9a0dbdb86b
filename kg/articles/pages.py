"""Have the article of a web page extracted by a process of its own, which may fail without harm."""

from __future__ import annotations

import atexit
import json
import subprocess
import sys
from contextlib import suppress
from threading import Lock
from typing import Any, Final

from kg.errors import InputError

SECONDS: Final = 30
"""Time of the processor that one page may take; a long one takes a second."""


class Extractor:
    """The process, started when it is first needed and again after it was ended."""

    def __init__(self, seconds: int = SECONDS) -> None:
        self._seconds, self._lock = seconds, Lock()
        self._process: subprocess.Popen[bytes] | None = None

    def fields(self, page: str, place: str) -> dict[str, Any]:
        """Give what is found in a page.

        Raises
        ------
        InputError
            If it takes too much time or memory, or nothing can be made of it.
        """
        with self._lock:
            found = self._asked(page.encode("utf-8", "replace"))
        if found is None:
            problem = f"this page takes more than {self._seconds} s, or too much memory"
            raise InputError(problem, "give the article as plain text", path=place)
        if "failed" in found:
            problem = f"this page cannot be read as HTML: {found['failed']}"
            raise InputError(problem, "give the article as plain text", path=place)
        return found

    def _asked(self, page: bytes) -> dict[str, Any] | None:
        process = self._process or self._started()
        assert process.stdin
        assert process.stdout
        line = b""
        with suppress(BrokenPipeError):
            process.stdin.write(len(page).to_bytes(8, "big") + page)
            process.stdin.flush()
            line = process.stdout.readline()
        if not line.endswith(b"\n"):
            self.stop()
            return None
        found: dict[str, Any] = json.loads(line)
        return found

    def _started(self) -> subprocess.Popen[bytes]:
        self._process = subprocess.Popen(  # noqa: S603 - our own module
            [sys.executable, "-m", "kg.articles.extract", str(self._seconds)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        atexit.register(self.stop)
        return self._process

    def stop(self) -> None:
        """End the process, if it runs."""
        process, self._process = self._process, None
        atexit.unregister(self.stop)
        if process:
            process.kill()
            with suppress(BrokenPipeError):
                process.communicate()


EXTRACTOR: Final = Extractor()
"""The one of this process."""
