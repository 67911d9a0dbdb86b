"""Make one self-contained HTML file of a view: pyvis's vis-network in a template of ours, nothing fetched."""

from __future__ import annotations

import base64
import gc
import hashlib
import os
import re
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from kg.errors import KgError
from kg.views.model import View, clean_label
from kg.views.palette import ASSETS
from kg.views.payload import embed, payload
from kg.views.rows import Rows, view_of

SCRIPTS = (
    "core", "filters", "compare", "cards", "panel", "draw", "pick", "areas", "network", "save",
    "claims", "disputes", "timeline", "article", "statistics", "main",
)  # fmt: skip
_VIS = Path("lib") / "vis-9.1.2"


class ViewError(KgError):
    """A page that cannot be made or written."""


def page(view: View, start: str = "", links: Sequence[tuple[str, str]] = ()) -> str:
    """Give a view as one HTML document that makes no request and runs no script but its own.

    The same view gives the same bytes. ``start`` is the state it opens in, written as in its address: ``focus=JPN``.
    ``links`` are names and addresses of other pages, such as ``("Query", "/query")``, for a page that is served.
    """
    style = f"{_vis_style()}\n{_asset('page.css')}"
    library, script = _vis_script(), _script()
    rules = (
        "default-src 'none'",
        f"script-src {_hashed(library)} {_hashed(script)}",
        f"style-src {_hashed(style)}",
        "img-src data: blob:",
        "base-uri 'none'",
        "form-action 'none'",
    )
    with _unwatched():
        data = embed({**payload(view), "start": start})
    environment = Environment(loader=FileSystemLoader(ASSETS), autoescape=True, undefined=StrictUndefined)
    return environment.get_template("page.html").render(
        title=clean_label(view.title, 200),
        policy="; ".join(rules),
        links=tuple(links),
        style=Markup(style),  # noqa: S704 - ours and pyvis's, no data in it
        library=Markup(library),  # noqa: S704
        script=Markup(script),  # noqa: S704
        data=Markup(data),  # noqa: S704 - embed escapes it
    )


@contextmanager
def _unwatched() -> Iterator[None]:
    """Keep the garbage collector from walking again and again over rows that all stay: a third of the time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def write_page(graph: Rows | View, path: Path | str, title: str | None = None) -> Path:
    """Write the page of an open graph (or of a view), whole or not at all, and give its path.

    Raises
    ------
    ViewError
        If the path is a directory or cannot be written.
    """
    target = Path(path)
    if target.is_dir():
        remedy = f"name a file, such as {target / 'page.html'}"
        raise ViewError("a page cannot replace a directory", remedy, path=target)
    text = page(graph if isinstance(graph, View) else view_of(graph, title))
    try:
        _replace(target, text)
    except OSError as error:
        remedy = "name a file in a folder you may write to"
        raise ViewError(f"the page cannot be written: {error.strerror}", remedy, path=target) from error
    return target


def _replace(target: Path, text: str) -> None:
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.", suffix=".part")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        mask = os.umask(0)
        os.umask(mask)
        Path(name).chmod(0o666 & ~mask)
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


@cache
def _asset(name: str) -> str:
    return (ASSETS / name).read_text(encoding="utf-8")


def _script() -> str:
    body = "\n".join(f"// {name}.js\n{_asset(f'{name}.js')}" for name in SCRIPTS)
    return f'(() => {{\n"use strict";\n{body}\n}})();\n'


@cache
def _vis_asset(name: str) -> str:
    import pyvis

    text = (Path(pyvis.__file__).parent / _VIS / name).read_text(encoding="utf-8")
    # HTML parsers turn carriage returns into line feeds, which would change the hash the policy names.
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _vis_script() -> str:
    return re.sub(r"//# sourceMappingURL=\S*", "", _vis_asset("vis-network.min.js"))


def _vis_style() -> str:
    """Give vis-network's rules without those of its buttons, whose pictures are 200 kB and never shown."""
    found: list[str] = re.findall(r"[^{}@]+\{[^{}@]*\}", _vis_asset("vis-network.css"))
    return "".join(rule for rule in found if "url(" not in rule)


def _hashed(text: str) -> str:
    digest = base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")
    return f"'sha256-{digest}'"
