"""The readers of every input bear any input: what once broke them, what hypothesis and libFuzzer make up, and bombs.

``KG_FUZZ_SECONDS`` is how long libFuzzer works on each reader; by default it does a few hundred runs.
"""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from importlib.util import find_spec
from itertools import product
from pathlib import Path
from typing import Any

import bombs
import pytest
import targets
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.articles import Problem, read_articles
from kg.model import Article

HERE = Path(__file__).parent
KNOWN = sorted(path.relative_to(targets.CORPUS).as_posix() for path in targets.CORPUS.glob("*/*"))


@pytest.mark.parametrize("name", KNOWN)
def test_what_once_broke_a_reader_is_borne(name: str) -> None:
    targets.TARGETS[name.partition("/")[0]]((targets.CORPUS / name).read_bytes())


@pytest.mark.parametrize("name", targets.TARGETS)
def test_what_is_well_formed_is_borne(name: str) -> None:
    for seed in targets.seeds(name):
        targets.TARGETS[name](seed)


@pytest.mark.parametrize("name", [name for name in targets.TARGETS if not name.endswith("-gz")])
def test_what_is_put_together_is_borne(name: str) -> None:
    pieces = st.sampled_from([*targets.words(name), *targets.seeds(name)]) | st.binary(max_size=20)

    @settings(max_examples=15 if name == "html" else 60, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.lists(pieces, max_size=12).map(b"".join))
    def borne(data: bytes) -> None:
        targets.TARGETS[name](data)

    borne()


@pytest.mark.parametrize("name", targets.TARGETS)
def test_what_libfuzzer_makes_of_it_is_borne(name: str, tmp_path: Path) -> None:
    if find_spec("atheris") is None:
        pytest.skip("atheris is not installed: it has no wheel for this system")
    seconds = os.environ.get("KG_FUZZ_SECONDS", "")
    limit = f"-max_total_time={seconds}" if seconds else "-runs=300"
    command = [sys.executable, str(HERE / "run.py"), name, limit, "-seed=7", f"-artifact_prefix={tmp_path}/"]
    done = subprocess.run(command, capture_output=True, cwd=tmp_path, check=False)
    assert done.returncode == 0, done.stderr.decode("utf-8", "replace")[-3000:]


@pytest.fixture(scope="module")
def growth() -> dict[str, dict[str, float]]:
    """Give what each growing input takes, once and at four times the size."""
    done = subprocess.run([sys.executable, str(HERE / "bombs.py")], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()[-2000:]
    found: dict[str, dict[str, float]] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize("name", bombs.GROWING)
def test_time_grows_no_faster_than_the_input(growth: dict[str, dict[str, float]], name: str) -> None:
    """Four times the input takes four times as long, sixteen times where time grows with the square."""
    found = growth[name]
    assert found["large"] < 10 * max(found["small"], 0.01), found


@pytest.mark.parametrize("name", bombs.HUGE)
def test_bombs_are_refused_within_memory_and_time(name: str) -> None:
    done = subprocess.run([sys.executable, str(HERE / "bombs.py"), name], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()[-2000:]


def found(data: bytes, ending: str, **options: Any) -> list[Article | Problem]:
    place = targets.folder() / f"made{ending}"
    place.write_bytes(data)
    return list(read_articles([place], **options))


_CELLS = st.text(
    st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from('\r\n\t",;|'), min_size=1, max_size=40
)


@settings(max_examples=60, deadline=None)
@given(st.lists(_CELLS.filter(str.strip), min_size=1, max_size=5), st.sampled_from([(",", ".csv"), ("\t", ".tsv")]))
def test_what_is_written_as_csv_comes_back(texts: list[str], form: tuple[str, str]) -> None:
    lines = io.StringIO(newline="")
    table = csv.writer(lines, delimiter=form[0])
    table.writerow(["id", "text"])
    table.writerows([str(number), text] for number, text in enumerate(texts))
    known = found(lines.getvalue().encode(), form[1])
    assert [one.text for one in known if isinstance(one, Article)] == texts


@settings(max_examples=60, deadline=None)
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
        lambda inner: (
            st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(["id", "text", "date", "x"]), inner)
        ),
        max_leaves=20,
    ),
    st.sampled_from([None, 1]),
)
def test_any_json_is_read_or_refused_alike(value: Any, indent: int | None) -> None:
    """An array item by item as a line each; what is no object is named by its number."""
    items = value if isinstance(value, list) and value else [value]
    whole = found(json.dumps(items, indent=indent).encode(), ".json")
    apart = found("\n".join(map(json.dumps, items)).encode(), ".jsonl")
    assert [one.text for one in whole if isinstance(one, Article)] == [
        one.text for one in apart if isinstance(one, Article)
    ]


def test_parquet_of_any_types_is_read_or_refused(tmp_path: Path) -> None:
    import pyarrow as pa
    from pyarrow import parquet

    columns = {
        "list": pa.array([["a"]]), "struct": pa.array([{"a": 1}]), "bytes": pa.array([b"\xff"]),
        "number": pa.array([1]),
        "map": pa.array([[("a", 1)]], pa.map_(pa.string(), pa.int64())), "word": pa.array(["w"]).dictionary_encode(),
        "null": pa.nulls(1), "decimal": pa.array([1]).cast(pa.decimal128(30, 2)),
        "far": pa.array([2**62], pa.timestamp("us")), "zone": pa.array([0], pa.timestamp("us", "X/Y")),
        "span": pa.array([2**62], pa.duration("us")),
    }  # fmt: skip
    for name, field in product(columns, ("text", "date", "id", "title", "other")):
        table = pa.table({"text": ["Norway met Iceland."]} | {field: columns[name]})
        parquet.write_table(table, tmp_path / "a.parquet")
        known = list(read_articles([tmp_path / "a.parquet"]))
        for one in known:
            if isinstance(one, Problem):
                targets.lawful(one.error, tmp_path / "a.parquet")
        broken = field == "text" or (name in {"far", "zone", "span"} and field != "other")
        assert broken or isinstance(known[-1], Article), (name, field)


def test_a_quote_that_is_never_closed_is_told_with_the_line_it_opens_in() -> None:
    known = found(b'id,text\n1,a\n2,"b\n3,c\n', ".csv")
    assert [str(one).rpartition("made.csv:")[2] for one in known if isinstance(one, Problem)] == [
        "3: a quote in this row is never closed (close it, or write it twice to mean itself)"
    ]
    assert [one.id for one in known if isinstance(one, Article)] == ["1"]


def test_a_page_that_takes_too_long_costs_itself_alone() -> None:
    from kg.articles.pages import Extractor
    from kg.errors import InputError

    extractor = Extractor(seconds=1)
    endless = bombs.HUGE["unclosed tags"][1]().decode()
    told = next(targets.seeds("html")).decode()
    try:
        with pytest.raises(InputError, match="takes more than 1 s"):
            extractor.fields(endless, "x.html")
        assert "Iceland" in extractor.fields(told, "y.html")["text"]
    finally:
        extractor.stop()
