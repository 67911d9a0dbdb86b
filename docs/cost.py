"""Print what reading many articles costs, from measured rates: the table of docs/scale.md.

Measure your own with ``kg build SOME_ARTICLES --quads FOLDER``, and give what it says: the partitions know how many
quads and bytes an article becomes; the processor time is that of ``time``.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

SIZES = (10**6, 10**8, 10**9)


@dataclass(frozen=True, slots=True)
class Rates:
    """What one article costs, and what things cost; the defaults are explained in docs/scale.md."""

    seconds: float = 0.163
    """Processor time of one core."""
    text: float = 3_870
    """Bytes of JSON lines."""
    quads: float = 587
    partition: float = 10_050
    """Bytes of compressed N-Quads."""
    core_hour: float = 0.04
    """Dollars."""
    gigabyte_month: float = 0.023
    """Dollars."""
    indexing: float = 1e9
    """Quads an hour that a store takes in bulk."""


def table(rates: Rates) -> Iterator[str]:
    """Yield the lines of the table."""
    columns = [f"{size / 1e6:,.0f} million" if size < 10**9 else f"{size / 1e9:,.0f} billion" for size in SIZES]
    yield f"| articles | {' | '.join(columns)} |"
    yield "|---|" + "--:|" * len(SIZES)
    for name, scale, form in rows(rates):
        yield f"| {name} | {' | '.join(form.format(size * scale) for size in SIZES)} |"


def rows(rates: Rates) -> Iterator[tuple[str, float, str]]:
    """Yield what each line of the table tells: its name, its value an article, and how to write it."""
    hours = rates.seconds / 3600
    yield "core-hours of reading", hours, "{:,.0f}"
    yield "hours on 100 cores", hours / 100, "{:,.2f}"
    yield "hours on 1,000 cores", hours / 1000, "{:,.2f}"
    yield "articles, GB", rates.text / 1e9, "{:,.0f}"
    yield "partitions, GB", rates.partition / 1e9, "{:,.0f}"
    yield "quads, billions", rates.quads / 1e9, "{:,.1f}"
    yield "hours of bulk loading", rates.quads / rates.indexing, "{:,.1f}"
    yield "reading, $", hours * rates.core_hour, "{:,.0f}"
    yield "keeping the partitions, $ a month", rates.partition / 1e9 * rates.gigabyte_month, "{:,.2f}"


def measured(rates: Rates, folder: Path) -> Rates:
    """Take quads and bytes an article from the accounts of partitions."""
    accounts = [json.loads(path.read_bytes()) for path in folder.glob("part-*.json")]
    count = sum(len(one["articles"]) for one in accounts)
    if not count:
        raise SystemExit(f"{folder}: no articles in partitions here")
    quads, size = (sum(one[name] for one in accounts) / count for name in ("quads", "size"))
    return replace(rates, quads=quads, partition=size)


def main() -> None:
    """Read the options and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--partitions", type=Path, help="folder of partitions of some of your articles")
    parser.add_argument("--seconds", type=float, default=Rates().seconds, help="processor time an article")
    parser.add_argument("--text", type=float, default=Rates().text, help="bytes an article")
    parser.add_argument("--core-hour", type=float, default=Rates().core_hour, help="price of a core for an hour, in $")
    given = parser.parse_args()
    rates = Rates(seconds=given.seconds, text=given.text, core_hour=given.core_hour)
    print("\n".join(table(measured(rates, given.partitions) if given.partitions else rates)))


if __name__ == "__main__":
    main()
