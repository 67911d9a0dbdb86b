"""Show a page inside a notebook: a sandboxed frame that carries the whole page and leaves no file behind."""

from __future__ import annotations

import html
from dataclasses import dataclass

from kg.views.model import View
from kg.views.page import page


@dataclass(frozen=True, slots=True)
class Frame:
    """What Jupyter, JupyterLab and VS Code display: ``height`` is in pixels."""

    document: str
    height: int = 720

    def _repr_html_(self) -> str:
        source = html.escape(self.document, quote=True)
        return (
            f'<iframe sandbox="allow-scripts allow-downloads allow-popups" title="claim graph" srcdoc="{source}" '
            f'width="100%" height="{int(self.height)}" style="border:1px solid #8884;border-radius:8px"></iframe>'
        )

    def __repr__(self) -> str:
        return f"<page of {len(self.document) // 1000} kB; a notebook draws it, `kg view` writes it to a file>"


def show(view: View, height: int = 720) -> Frame:
    """Give a view as something a notebook displays.

    >>> show(View(title="Nothing yet")).height
    720
    """
    return Frame(page(view), height)
