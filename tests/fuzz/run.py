"""Fuzz a reader with atheris (libFuzzer, guided by coverage): ``python tests/fuzz/run.py READER -max_total_time=20``.

All options but the reader are libFuzzer's; what breaks a reader is written to the folder it is run in, and belongs,
made small (``-minimize_crash=1``), into ``tests/fuzz/corpus/READER/``.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import atheris

sys.path.insert(0, str(Path(__file__).parent))
with atheris.instrument_imports(include=["kg"], enable_loader_override=False):
    import kg.articles
    import kg.articles.formats
    import kg.articles.tables
    import kg.assemble.curation
    import kg.query.named
    import kg.records
    import kg.serve.negotiate
    import kg.serve.protocol
    import kg.world.sheets
    import kg.world.turtle  # noqa: F401 - imported here to be instrumented

import targets


def main(name: str, *options: str) -> None:
    """Fuzz until libFuzzer has had enough."""
    with tempfile.TemporaryDirectory() as place:
        first = Path(place) / "seeds"
        first.mkdir()
        for number, seed in enumerate(targets.seeds(name)):
            (first / f"seed-{number}").write_bytes(seed)
        words = Path(place) / "words"
        words.write_text("".join(f'"{_escaped(word)}"\n' for word in targets.words(name)), "ascii")
        known = [str(one) for one in (targets.CORPUS / name,) if one.is_dir()]
        limits = ["-timeout=60", "-rss_limit_mb=2048", f"-dict={words}"]
        atheris.Setup([sys.argv[0], *limits, *options, str(first), *known], targets.TARGETS[name])
        atheris.Fuzz()


def _escaped(word: bytes) -> str:
    return "".join(f"\\x{byte:02x}" for byte in word)


if __name__ == "__main__":
    main(*sys.argv[1:])
