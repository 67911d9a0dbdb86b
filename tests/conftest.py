"""What all tests share."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from spacy.language import Language


@pytest.fixture(scope="session")
def nlp() -> Language:
    """The loaded default pipeline."""
    from kg.nlp import load

    return load()


@pytest.fixture(scope="session")
def shared() -> Path:
    """The bench beside the checkout; tests that need it skip where it is absent."""
    found = Path(__file__).resolve().parents[2] / "shared"
    if not (found / "bench" / "score.py").is_file():
        pytest.skip("the shared bench is not beside this checkout")
    return found


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The graph of the sample articles, built once; not to be changed."""
    from kg.articles import Problem, read_articles
    from kg.cli.options import MODEL
    from kg.pipeline import Result, Spec, build

    directory = tmp_path_factory.mktemp("sample") / "sample.kg"
    results: list[Result] = []
    articles = read_articles([Path(__file__).resolve().parents[1] / "data" / "articles"])
    build(articles, directory, Spec(MODEL), tell=results.append)
    assert [str(one) for one in results if isinstance(one, Problem) and one.dropped] == []
    return directory
