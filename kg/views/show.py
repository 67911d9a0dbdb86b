"""Show a page inside a notebook: a sandboxed frame that carries the whole page and leaves no file behind."""

from __future__ import annotations

import html
from dataclasses import dataclass
from difflib import get_close_matches
from urllib.parse import urlencode

from kg.views.model import View, clean_label
from kg.views.page import ViewError, page
from kg.views.rows import Rows, view_of

TABS = ("network", "claims", "disputes", "timeline", "article", "statistics")


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


def show(
    graph: Rows | View,
    actor: str | None = None,
    height: int = 720,
    title: str | None = None,
    told: str | None = None,
    beside: str | None = None,
    tab: str | None = None,
) -> Frame:
    """Give the page of an open graph (or of a view) as something a notebook displays.

    Parameters
    ----------
    graph : Rows or View
        What ``kg.open`` gives.
    actor : str, optional
        A name or an id to start from: only its neighbourhood is drawn at first.
    height : int
        Pixels.
    title : str, optional
        What stands above the page.
    told : str, optional
        A name or an id of a holder, or the name of an outlet: only what that one says is drawn at first.
    beside : str, optional
        Another one, whose network is drawn beside the first.
    tab : str, optional
        Where to start: network, claims, disputes, timeline, article or statistics.

    Raises
    ------
    ViewError
        If nothing bears such a name, or there is no such tab.
    """
    view = graph if isinstance(graph, View) else view_of(graph, title)
    if tab not in (None, *TABS):
        raise ViewError(f"the page has no tab {tab!r}", f"one of {', '.join(TABS)}")
    state = {
        "tab": tab,
        "focus": actor and find(view, actor),
        "told": told and teller(view, told),
        "vs": beside and teller(view, beside),
    }
    start = urlencode({key: value for key, value in state.items() if value})
    return Frame(page(view, start), height)


def teller(view: View, name: str) -> str:
    """Give how the page calls a holder, or an outlet in its own voice.

    Raises
    ------
    ViewError
        If there is neither.
    """
    outlets = {one.source.casefold(): one.source for one in view.articles if one.source}
    outlet = outlets.get(name.strip().casefold())
    return f"by:{clean_label(outlet)}" if outlet else find(view, name)


def find(view: View, name: str) -> str:
    """Give the id of the entity that a name or an id means, in whatever case.

    Raises
    ------
    ViewError
        If there is none; it names those that look alike.
    """
    wanted = name.strip().casefold()
    for one in view.entities:
        if wanted in (one.id.casefold(), one.label.casefold()):
            return one.id
    alike = get_close_matches(name, [one.label for one in view.entities], 3, 0.5)
    raise ViewError(f"nothing in this graph is called {name!r}", f"look for {', '.join(alike)}" if alike else "")
