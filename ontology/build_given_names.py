"""Write ``given_names.csv``: which given names are women's and which men's, from the package ``names``.

Run it as ``python ontology/build_given_names.py``; it needs ``pip install names==0.3.0`` (MIT), which holds the
frequencies of the census of the United States of 1990 (public domain).
"""

from __future__ import annotations

import csv
from pathlib import Path

import names

_ONE_SIDED = 0.97  # share of its bearers: *Jordan* and *Leslie* tell nothing
HEAD = (
    "# Given names by who bears them, folded; written by build_given_names.py from the census of the United States of\n"
    "# 1990, as the package names 0.3.0 holds it. Names of other languages and exceptions: given_names_more.csv.\n"
)


def frequencies(sex: str) -> dict[str, float]:
    """Give the share of a sex that bears each name, in percent."""
    lines = Path(names.FILES[f"first:{sex}"]).read_text(encoding="ascii").splitlines()
    return {line.split()[0].lower(): float(line.split()[1]) for line in lines}


def main() -> None:
    """Write the sheet beside this file."""
    male, female = frequencies("male"), frequencies("female")
    rows = []
    for name in sorted({*male, *female}):
        share = male.get(name, 0.0) / (male.get(name, 0.0) + female.get(name, 0.0))
        if share >= _ONE_SIDED or share <= 1 - _ONE_SIDED:
            rows.append((name, "m" if share > 0.5 else "f"))
    target = Path(__file__).with_name("given_names.csv")
    with target.open("w", encoding="utf-8", newline="") as sheet:
        sheet.write(HEAD)
        writer = csv.writer(sheet, lineterminator="\n")
        writer.writerow(("name", "gender"))
        writer.writerows(rows)


if __name__ == "__main__":
    main()
