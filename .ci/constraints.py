"""Print the versions of uv.lock as pip constraints, so that an installation without uv gets what was locked."""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path


def constraints(lock: Path) -> Iterator[str]:
    """Yield ``name==version`` lines, with the environment marker of packages locked in several versions."""
    for package in tomllib.loads(lock.read_text(encoding="utf-8"))["package"]:
        if "registry" in package.get("source", {}):
            markers = package.get("resolution-markers", [])
            condition = " or ".join(f"({marker})" for marker in markers)
            yield f"{package['name']}=={package['version']}" + (f" ; {condition}" if condition else "")


if __name__ == "__main__":
    sys.stdout.writelines(f"{line}\n" for line in constraints(Path(sys.argv[1])))
