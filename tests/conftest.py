"""What all tests share."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from spacy.language import Language


@pytest.fixture(scope="session", autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep the compiled reference of the tests apart from the user's."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(scope="session")
def nlp() -> Language:
    """The loaded default pipeline."""
    from kg.nlp import load

    return load()


@pytest.fixture(scope="session")
def ids_of(nlp: Language) -> Callable[[str], dict[str, list[str]]]:
    """Give a function for the ids of a text's mentions by their words, read with the whole reference."""
    from kg.model import Article
    from kg.read.mentions import build_linker, to_mentions
    from kg.world import load_world

    world = load_world()
    linker = build_linker(nlp, world)

    def ids(text: str) -> dict[str, list[str]]:
        article = Article(id="a", text=text)
        found: dict[str, list[str]] = {}
        for one in to_mentions(article, linker(nlp(text), article), world):
            found.setdefault(one.text, []).append(one.entity or "")
        return found

    return ids


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
