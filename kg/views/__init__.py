"""Pages to look at: a graph as one HTML file that opens with a double click, offline, and inside a notebook."""

from __future__ import annotations

from kg.views.page import page, write_page
from kg.views.show import show

__all__ = ["page", "show", "write_page"]
