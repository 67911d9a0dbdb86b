"""Measure how time, memory and disk grow with the claims, and draw it: ``python tests/bench/curves.py [CLAIMS ...]``.

Each size is measured in a process of its own, in processor seconds, as other work on the machine counts little there.
The figures go to ``docs/bench.csv``, where those of other sizes stay; the picture to ``docs/bench.svg``.
"""

from __future__ import annotations

import csv
import json
import math
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jinja2

ROOT = Path(__file__).resolve().parents[2]
FIGURES, PICTURE = ROOT / "docs" / "bench.csv", ROOT / "docs" / "bench.svg"
SIZES = (1_000, 3_000, 10_000, 30_000)
COLUMNS = ("claims", "quads", "writing_s", "assembly_s", "assembly_mb", "disk_mb")
TIMES = (("assembly_s", "assembling", "#1b6ca8"), ("writing_s", "drawing, writing and loading", "#c2571a"))
MEMORY = (("assembly_mb", "peak memory, assembling", "#1b6ca8"), ("disk_mb", "on disk", "#6b7280"))


def measured(claims: int, step: str, folder: Path) -> dict[str, Any]:
    """Write the articles of so many claims, or assemble them; give processor seconds and peak memory in megabytes."""
    sys.path.insert(0, str(ROOT / "tests"))
    from synthetic import readings

    from kg.assemble import refresh
    from kg.rdf import reading_quads
    from kg.store import load, open_writer, publish

    count = 0

    def quads() -> Iterator[Any]:
        nonlocal count
        for one in readings(claims):
            for quad in reading_quads(one):
                count += 1
                yield quad

    started = time.process_time()
    with open_writer(folder) as graph:
        if step == "writing":
            load(graph.store, quads())
        else:
            refresh(graph)
            publish(graph)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {f"{step}_s": time.process_time() - started, f"{step}_mb": peak} | ({"quads": count} if count else {})


def size(claims: int) -> dict[str, Any]:
    """Measure one size, each step in a process of its own."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "graph"
        row: dict[str, Any] = {"claims": claims}
        for step in ("writing", "assembly"):
            command = [sys.executable, __file__, "--step", step, str(claims), str(folder)]
            row |= json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
        files = {path.stat().st_ino: path.stat().st_size for path in folder.rglob("*") if path.is_file()}
        return row | {"disk_mb": sum(files.values()) / 2**20}


def kept() -> dict[int, dict[str, float]]:
    """Give the figures measured so far, by number of claims."""
    if not FIGURES.exists():
        return {}
    with FIGURES.open(encoding="utf-8", newline="") as lines:
        return {int(row["claims"]): {name: float(row[name]) for name in COLUMNS} for row in csv.DictReader(lines)}


def keep(rows: dict[int, dict[str, float]]) -> None:
    """Write the figures, by number of claims."""
    with FIGURES.open("w", encoding="utf-8", newline="") as lines:
        table = csv.writer(lines, lineterminator="\n")
        table.writerow(COLUMNS)
        table.writerows([f"{rows[claims][name]:.6g}" for name in COLUMNS] for claims in sorted(rows))


def panel(rows: list[dict[str, float]], lines: tuple[tuple[str, str, str], ...], unit: str) -> dict[str, Any]:
    """Give what the template draws: lines as points on logarithmic axes, and where the decades are."""
    values = [row[name] for row in rows for name, _, _ in lines]
    low, high = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))
    left, right = math.floor(math.log10(rows[0]["claims"])), math.ceil(math.log10(rows[-1]["claims"]))

    def x(claims: float) -> float:
        return round(60 + 300 * (math.log10(claims) - left) / (right - left), 1)

    def y(value: float) -> float:
        return round(250 - 200 * (math.log10(value) - low) / (high - low), 1)

    drawn = [
        {"label": label, "colour": colour, "points": [(x(row["claims"]), y(row[name])) for row in rows]}
        for name, label, colour in lines
    ]
    return {
        "lines": drawn,
        "unit": unit,
        "across": [(x(10**at), f"{10**at:,}") for at in range(left, right + 1)],
        "up": [(y(10.0**at), f"{10.0**at:,g}") for at in range(low, high + 1)],
    }


def draw(rows: list[dict[str, float]]) -> str:
    """Draw time and memory against claims as SVG."""
    template = jinja2.Template((Path(__file__).parent / "curves.svg.j2").read_text(encoding="utf-8"), autoescape=True)
    return (
        str(template.render(panels=[panel(rows, TIMES, "processor seconds"), panel(rows, MEMORY, "megabytes")])) + "\n"
    )


def main(arguments: list[str]) -> None:
    """Measure sizes, or one step of one where asked to, and draw all figures."""
    if arguments[:1] == ["--step"]:
        _, step, many, folder = arguments
        sys.stdout.write(json.dumps(measured(int(many), step, Path(folder))))
        return
    rows = kept()
    for claims in map(int, arguments or SIZES):
        rows[claims] = size(claims)
        keep(rows)
    PICTURE.write_text(draw([rows[claims] for claims in sorted(rows)]), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
