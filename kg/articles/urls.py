"""Articles beyond the local disk: whatever fsspec reaches, such as ``s3://``, ``hdfs://``, ``gs://``, ``memory://``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, BinaryIO, cast

from kg.errors import InputError

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")


def is_url(place: str) -> bool:
    """Tell whether a place is a URL rather than a path.

    >>> is_url("s3://bucket/news"), is_url("news/2024"), is_url("-")
    (True, False, False)
    """
    return _SCHEME.match(place) is not None


@contextmanager
def reaching(url: str) -> Iterator[None]:
    """Say of a URL that cannot be reached why, whatever the library behind fsspec raises.

    Raises
    ------
    InputError
        Instead of it.
    """
    try:
        yield
    except InputError:
        raise
    except Exception as error:  # each library behind fsspec has errors of its own
        reason = getattr(error, "strerror", None) or str(error) or type(error).__name__
        raise InputError(
            f"cannot be reached: {reason.splitlines()[0]}", "check address and rights", path=url
        ) from error


def filesystem(url: str) -> tuple[AbstractFileSystem, str]:
    """Give the file system of a URL and the path there.

    Raises
    ------
    InputError
        If nothing that is installed reaches it.
    """
    try:
        from fsspec.core import url_to_fs
    except ImportError:
        raise InputError("URLs need fsspec", "pip install 'claimgraph[spark]'", path=url) from None
    try:
        with reaching(url):
            return cast("tuple[AbstractFileSystem, str]", url_to_fs(url))
    except InputError as error:
        if isinstance(error.__cause__, (ImportError, ValueError)):
            remedy = "install what fsspec needs for it, such as s3fs, gcsfs, adlfs"
            raise InputError(error.problem, remedy, path=url) from error
        raise


def open_url(url: str) -> BinaryIO:
    """Open a URL for reading bytes; what comes can seek.

    Raises
    ------
    OSError
        If it cannot be opened.
    """
    try:
        system, path = filesystem(url)
        with reaching(url):
            return cast("BinaryIO", system.open(path, "rb"))
    except InputError as error:
        raise error.__cause__ if isinstance(error.__cause__, OSError) else OSError(error.problem) from error


def listed(url: str) -> tuple[str, list[str]]:
    """Tell what a URL stands for: ``file``, ``folder`` (with all files below), ``glob`` (with matches), or ``nothing``.

    Files come in the order of their paths, as URLs; in a folder those that are hidden, or in a hidden folder or a
    graph, are left out.
    """
    system, path = filesystem(url)
    with reaching(url):
        whole = _Whole(url, path)
        if _is_pattern(path):
            return "glob", [whole.url(one) for one in sorted(system.glob(path))]
        if system.isfile(path):
            return "file", [url]
        if system.isdir(path):
            return "folder", [whole.url(one) for one in _below(path, system.find(path))]
        return "nothing", []


def size(url: str) -> int:
    """Give the size of a file in bytes."""
    system, path = filesystem(url)
    with reaching(url):
        return int(cast("Any", system.size(path)) or 0)


def is_folder(url: str) -> bool:
    """Tell whether a URL is that of a folder."""
    system, path = filesystem(url)
    with reaching(url):
        return bool(system.isdir(path))


def _is_pattern(path: str) -> bool:
    return any(sign in path for sign in "*?[")


def _below(folder: str, found: list[str]) -> list[str]:
    paths = {one: PurePosixPath(one).relative_to(folder) for one in found}
    graphs = {path.parent for path in paths.values() if path.name == "kg.json" and path.parent.name}
    shown = [one for one, path in paths.items() if not _is_hidden(path) and not graphs.intersection(path.parents)]
    return sorted(shown, key=paths.__getitem__)


def _is_hidden(path: PurePosixPath) -> bool:
    return any(part.startswith(".") for part in path.parts)


class _Whole:
    """Puts back what fsspec takes off a URL: the scheme, and the host of a Hadoop name node."""

    def __init__(self, url: str, path: str) -> None:
        bare = url.rstrip("/")
        self.front = bare[: bare.rindex(path.rstrip("/"))]

    def url(self, path: str) -> str:
        """Give the URL of a path."""
        return self.front + path
