"""Small pictures for notebooks, without a plotting library: bars and lines as SVG, readable on light and dark."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise

PALETTE = ("#0072b2", "#d5450c", "#009e73", "#b8579a", "#d98e04", "#7d8590")
"""Okabe and Ito's colours (2008), as on the page; more lines than that cannot be told apart."""
WIDTH, NAME, ROW = 720, 230, 24
_FONT = 'font-family="Segoe UI, Roboto, Helvetica, Arial, sans-serif" font-size="13" fill="currentColor"'


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture; Jupyter, JupyterLab and VS Code draw it."""

    svg: str

    def _repr_html_(self) -> str:
        return self.svg


def bars(values: Mapping[str, float], title: str = "", unit: str = "") -> Chart:
    """Draw a bar for each name, to the left of zero where a value is negative; a pandas ``Series`` will do."""
    rows = [(str(name), float(value)) for name, value in values.items()]
    most = max((abs(value) for _, value in rows), default=0) or 1
    below = any(value < 0 for _, value in rows)
    room = WIDTH - NAME - (110 if below else 70)
    zero = NAME + (40 + room / 2 if below else 0)
    scale = room / most / (2 if below else 1)
    parts = [_bar(place, row, zero, scale, unit) for place, row in enumerate(rows)]
    return _chart(parts, 34 + ROW * len(rows), title)


def _bar(place: int, row: tuple[str, float], zero: float, scale: float, unit: str) -> str:
    name, value = row
    top = 30 + ROW * place
    width = abs(value) * scale
    left = zero - width if value < 0 else zero
    shown = f"{value:,.2f}".rstrip("0").rstrip(".") + unit
    end = left - 6 if value < 0 else left + width + 6
    anchor = "end" if value < 0 else "start"
    return (
        f'<text x="{NAME - 10}" y="{top + 14}" text-anchor="end">{escape(_cut(name))}</text>'
        f'<rect x="{left:.1f}" y="{top + 3}" width="{width:.1f}" height="14" rx="2" fill="{PALETTE[value < 0]}"/>'
        f'<text x="{end:.1f}" y="{top + 14}" text-anchor="{anchor}">{escape(shown)}</text>'
    )


def _cut(name: str) -> str:
    return name if len(name) <= 34 else name[:33] + "…"


def lines(columns: Mapping[str, Sequence[float]], xs: Sequence[float], title: str = "") -> Chart:
    """Draw a stepped line for each column over rising ``xs`` (years); a pandas ``DataFrame`` will do for both."""
    drawn = [(str(name), [float(value) for value in columns[name]]) for name in columns][: len(PALETTE)]
    most = max((value for _, values in drawn for value in values), default=0) or 1
    low, high = (xs[0], xs[-1]) if len(xs) > 1 else (0, 1)
    bottom, height, right = 290.0, 240.0, WIDTH - 170

    def at(x: float, y: float) -> tuple[float, float]:
        return 50 + (x - low) / ((high - low) or 1) * (right - 50), bottom - y / most * height

    parts = [_axis(at, low, high, most)]
    levels = _apart([at(high, values[-1])[1] for _, values in drawn])
    for place, (name, values) in enumerate(drawn):
        points = [at(x, y) for x, y in zip(xs, values, strict=True)]
        path = f"M{points[0][0]:.1f} {points[0][1]:.1f}" + "".join(f"H{x:.1f}V{y:.1f}" for x, y in points[1:])
        parts.append(
            f'<path d="{path}" fill="none" stroke="{PALETTE[place]}" stroke-width="2.5"/>'
            f'<text x="{right + 10}" y="{levels[place] + 4:.1f}" style="fill:{PALETTE[place]}" font-weight="600">'
            f"{escape(_cut(name))}</text>"
        )
    return _chart(parts, bottom + 34, title)


def _apart(levels: Sequence[float]) -> list[float]:
    """Give places for names at least a line apart, near where their lines end."""
    found = list(levels)
    order = sorted(range(len(found)), key=lambda place: found[place])
    for before, place in pairwise(order):
        found[place] = max(found[place], found[before] + 17)
    return found


def _axis(place: Callable[[float, float], tuple[float, float]], low: float, high: float, most: float) -> str:
    step = next((one for one in (1, 2, 5, 10, 20, 25, 50) if (high - low) / one <= 6), 100)
    ticks = range(math.ceil(low / step) * step, math.floor(high) + 1, step)
    years = "".join(
        f'<text x="{place(x, 0)[0]:.1f}" y="{place(x, 0)[1] + 20:.1f}" text-anchor="middle">{x:.0f}</text>'
        for x in ticks
    )
    levels = "".join(
        f'<line x1="50" x2="{place(high, 0)[0]:.1f}" y1="{place(low, y)[1]:.1f}" y2="{place(low, y)[1]:.1f}" '
        f'stroke="currentColor" opacity="0.2"/><text x="42" y="{place(low, y)[1] + 4:.1f}" text-anchor="end">'
        f"{y:.0f}</text>"
        for y in (0, most / 2, most)
    )
    return years + levels


def _chart(parts: Sequence[str], height: float, title: str) -> Chart:
    head = f'<text x="0" y="16" font-size="15" font-weight="700">{escape(title)}</text>'
    return Chart(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height:.0f}" width="{WIDTH}" '
        f'style="max-width:100%" role="img" aria-label="{escape(title)}" {_FONT}>{head}{"".join(parts)}</svg>'
    )
