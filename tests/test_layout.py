"""What holds for the whole of the repository: the order of modules, light imports, no path of one machine."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
HEAVY = (
    "spacy",
    "rdflib",
    "pyoxigraph",
    "pandas",
    "numpy",
    "pyarrow",
    "networkx",
    "pyvis",
    "igraph",
    "trafilatura",
    "pyshacl",
)
LOADED = "import sys; print(*sorted(name for name in sys.modules if name in {heavy!r}))"
MACHINE_PATH = re.compile(r"(?<![\w.])/(?:work|farm|home|Users|root|tmp/(?:scratch|bash_jobs))/[\w.]")


def loaded(code: str) -> list[str]:
    run = subprocess.run(
        [sys.executable, "-c", f"{code}\n{LOADED.format(heavy=HEAVY)}"], capture_output=True, text=True, check=True
    )
    return run.stdout.splitlines()[-1].split()


def tracked() -> list[Path]:
    run = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if run.returncode:
        pytest.skip("this is no git checkout")
    return [ROOT / name for name in run.stdout.split("\0") if name and (ROOT / name).is_file()]


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["build", "--help"], ["query", "--help"]])
def test_help_loads_nothing_heavy(arguments: list[str]) -> None:
    assert loaded(f"from kg.cli import run; run({arguments!r})") == []


def test_importing_the_package_loads_nothing_heavy() -> None:
    assert loaded("import kg, kg.model, kg.records, kg.relations, kg.articles") == []


def test_reading_articles_loads_no_spacy() -> None:
    code = f"from kg.articles import read_articles; assert list(read_articles([{str(ROOT / 'data' / 'articles')!r}]))"
    assert "spacy" not in loaded(code)


def test_asking_a_graph_loads_no_spacy(sample: Path) -> None:
    told = loaded(f"from kg.cli import run; assert run(['query', {str(sample)!r}, 'allies']) == 0")
    assert "spacy" not in told
    assert "rdflib" not in told


def test_modules_keep_their_order() -> None:
    run = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout[-3000:]


def test_no_tracked_file_names_a_path_of_one_machine() -> None:
    found = []
    for path in tracked():
        if path.suffix not in {".parquet", ".gz", ".png"} and path != Path(__file__).resolve():
            text = path.read_bytes().decode("utf-8", "replace")
            found += [f"{path.relative_to(ROOT)}: {match.group()}" for match in MACHINE_PATH.finditer(text)]
    assert found == []


def test_the_lock_names_pypi_and_hashes_only() -> None:
    packages = tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))["package"]
    for package in packages:
        files = [*package.get("wheels", []), *([package["sdist"]] if "sdist" in package else [])]
        assert package["source"] in ({"registry": "https://pypi.org/simple"}, {"editable": "."})
        assert all(file["url"].startswith("https://files.pythonhosted.org/") for file in files)
        assert all(file["hash"].startswith("sha256:") for file in files)


def test_the_lock_knows_every_dependency() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    locked = {one["name"] for one in tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))["package"]}
    wanted = [*project["dependencies"], *(one for extra in project["optional-dependencies"].values() for one in extra)]
    names = {re.split(r"[<>=!~;\[ ]", one)[0].lower().replace("_", "-") for one in wanted}
    assert names - locked == set()


def test_the_version_is_told_once() -> None:
    import kg

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert kg.__version__ == project["version"]
