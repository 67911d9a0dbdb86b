"""Run the benchmarks and print what they tell as a table: ``python tests/bench/table.py [-m "large or huge"]``.

Seconds are of the processor, and of this process: those of others that it starts are in the ratios beside.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

TIMER = "--benchmark-timer=time.process_time"
"""Other work on the machine counts little in processor time."""


def rows(told: Iterable[dict[str, Any]]) -> Iterator[str]:
    """Give a Markdown line a benchmark: its group, case, seconds and ratios."""
    yield "| what | case | seconds | ratios and sizes |"
    yield "|---|---|---|---|"
    for one in told:
        case = ", ".join(
            f"{value:,}" if isinstance(value, int) else str(value) for value in (one["params"] or {}).values()
        )
        extra = "; ".join(f"{name}: {value:,}" for name, value in one["extra_info"].items())
        yield f"| {one['group'] or one['name']} | {case} | {one['stats']['min']:.4f} | {extra} |"


def main(arguments: list[str]) -> int:
    """Run the benchmarks with pytest's own options and print the table."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "told.json"
        status = pytest.main(
            [str(Path(__file__).parent), "-q", f"--benchmark-json={path}", "--benchmark-quiet", TIMER, *arguments]
        )
        told = json.loads(path.read_text(encoding="utf-8"))["benchmarks"] if path.exists() else []
    sys.stdout.write("\n".join(rows(told)) + "\n")
    return int(status)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
