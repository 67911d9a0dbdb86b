"""A Chromium without a network, and small graphs to look at."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from graphs import reading

import kg
from kg import store
from kg.assemble import refresh
from kg.graph import Graph
from kg.model import Article
from kg.rdf import reading_quads
from kg.views import write_page
from kg.views.model import Dispute, Entity, Mark, Statement, View
from kg.world import World

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Dialog, Page

FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip
HOSTILE = (
    "</script><script>window.pwned=1</script>",
    '"><img src=x onerror="window.pwned=1;alert(1)">',
    "javascript:window.pwned=1",
    "\u202eevil\u202c reversed",
    "A" * 10_000,
    "long words " * 900,
    "😀" * 40,
    "<svg onload=window.pwned=1>",
    "{{ 7 * 7 }}",
    '" onmouseover="window.pwned=1" x="',
)


@pytest.fixture(scope="module")  # Playwright's loop must end before other tests run loops of their own
def browser() -> Iterator[Browser]:
    """Give a headless Chromium of the system."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed (pip install playwright)")
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None:
        pytest.skip("no Chromium on this machine (apt-get install chromium): pages cannot be opened")
    with sync_api.sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=program, args=list(FLAGS))
        yield opened
        opened.close()


@dataclass
class Seen:
    """An open page with all it complained of, asked for or tried."""

    page: Page
    errors: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)

    def watch(self) -> None:
        """Note from now on what the page complains of, asks for or tries."""
        self.page.on("console", lambda message: self._note(self.errors, message.text, message.type == "error"))
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on(
            "request", lambda asked: self._note(self.requests, asked.url, not asked.url.startswith(("file:", "blob:")))
        )
        self.page.on("dialog", self._dismiss)

    @staticmethod
    def _note(notes: list[str], text: str, wanted: bool) -> None:
        if wanted:
            notes.append(text)

    def _dismiss(self, dialog: Dialog) -> None:
        self.dialogs.append(dialog.message)
        dialog.dismiss()

    def clean(self) -> None:
        """Assert that nothing went wrong, was fetched or ran."""
        assert (self.errors, self.requests, self.dialogs) == ([], [], [])
        assert self.page.evaluate("window.pwned") is None


Open = Callable[..., Seen]


@pytest.fixture
def open_page(browser: Browser, tmp_path: Path) -> Iterator[Open]:
    """Give a function that writes a view's page and opens it from the disk, with the network off."""
    contexts = []

    def opened(view: View, state: str = "", width: int = 1400, height: int = 900, scheme: str = "light") -> Seen:
        path = write_page(view, tmp_path / "page.html")
        context = browser.new_context(
            offline=True,
            viewport={"width": width, "height": height},
            color_scheme="dark" if scheme == "dark" else "light",
        )
        contexts.append(context)
        seen = Seen(context.new_page())
        seen.watch()
        seen.page.goto(f"{path.as_uri()}#{state}")
        return seen

    yield opened
    for context in contexts:
        context.close()


def read(
    name: str, article: str, text: str, triple: tuple[str, str, str], ends: tuple[str, str], **rest: object
) -> Statement:
    """Give a claim read from a sentence in which the two ends are called as said."""
    spans = [(text.index(end), text.index(end) + len(end)) for end in ends]
    return Statement(name, *triple, article, (0, len(text)), subject_span=spans[0], object_span=spans[1], **rest)  # type: ignore[arg-type]


@pytest.fixture(scope="session")
def small() -> View:
    """Give a graph of four articles with a dispute."""
    texts = {
        "one": "😀 Japan claims the Kuril Islands, said Tokyo.",
        "two": "Russia denies that Japan owns the Kuril Islands.",
        "three": "Japan and the United States are allies.",
        "four": "The United States plans to supply arms to Japan in 2024.",
    }
    articles = tuple(Article(name, text, f"Article {name}", f"Outlet {name}", "2023-05-01", f"https://example.org/{name}")
                     for name, text in texts.items())  # fmt: skip
    entities = (
        Entity("JPN", "Japan", "State"), Entity("RUS", "Russia", "State"), Entity("USA", "United States", "State"),
        Entity("kuril-islands", "Kuril Islands", "Territory"), Entity("tokyo-paper", "Tokyo Paper", "MediaOutlet"),
    )  # fmt: skip
    owns = ("JPN", "claimsSovereigntyOver", "kuril-islands")
    statements = (
        read("c1", "one", texts["one"], owns, ("Japan", "Kuril Islands"), holders=("tokyo-paper",), status="contested"),
        read(
            "c2",
            "two",
            texts["two"],
            owns,
            ("Japan", "Kuril Islands"),
            holders=("RUS",),
            polarity="denied",
            status="contested",
        ),
        read("c3", "three", texts["three"], ("JPN", "alliedWith", "USA"), ("Japan", "United States")),
        read(
            "c4",
            "four",
            texts["four"],
            ("USA", "suppliesArmsTo", "JPN"),
            ("United States", "Japan"),
            modality="planned",
            time="2024",
        ),
        read("c5", "four", texts["four"], ("USA", "alliedWith", "JPN"), ("United States", "Japan")),
    )
    return View(
        "Who owns the Kuril Islands?", entities, statements, (Dispute("d1", "denial", (("c1",), ("c2",))),), articles
    )


TAIL = (
    "Norway said on Monday that its islands in the far north would be watched by planes from next spring, and asked "
    "its neighbours not to take that for more than it is: a look at the ice, the birds and the few who fish there. "
)
COPIES = (
    ("wire", "Wire", None), ("wire-again", "Wire", None), ("reprint", None, "https://www.post.example/1"),
    ("post", None, "https://post.example/2"), ("bare", None, None), ("blog", None, "https://blog.example/a"),
)  # fmt: skip


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Graph]:
    """Give an open graph with outlets, hosts, bare articles and near-copies among them."""
    path = tmp_path_factory.mktemp("sample") / "g"
    lines = ("RUS alliedWith CHN", "JPN criticizes RUS", "CHN supports USA", "USA supports UKR")
    with store.open_writer(path) as opened:
        for place, (name, source, url) in enumerate(COPIES):
            one = reading(name, *lines[: 1 + place % 4], source=source)
            text = one.article.text + (TAIL if name in {"wire", "reprint"} else f"{name} " * 30)
            made = replace(one, article=replace(one.article, text=text, url=url))
            store.write_article(opened.store, reading_quads(made))
        refresh(opened, World({}, (), ()))
        store.publish(opened)
    with kg.open(path) as found:
        yield found


@pytest.fixture(scope="session")
def hostile() -> View:
    """Give a graph whose every string tries to run, to break out or to break the layout."""
    text = " ".join(HOSTILE)
    entities = tuple(Entity(f"e{place}{name}", name, name) for place, name in enumerate(HOSTILE))
    articles = tuple(Article(f"a{place}{name}", text, name, name, name, name) for place, name in enumerate(HOSTILE))
    relations = ("alliedWith", "attacks", *HOSTILE)
    statements = tuple(
        Statement(f"c{place}{name}", entities[place].id, relations[place], entities[place - 1].id, articles[place].id,
                  (0, len(text)), (entities[place - 2].id,), time=name, subject_span=(0, 30), object_span=(35, 60),
                  holder_spans=((62, 70),))
        for place, name in enumerate(HOSTILE)
    )  # fmt: skip
    disputes = tuple(Dispute(f"{name}{place}", name, ((statements[place].id,), (statements[place - 1].id,)), name)
                     for place, name in enumerate(HOSTILE))  # fmt: skip
    ids = [one.id for one in articles]
    marks = tuple(Mark(one, start, start + 12, name) for one in ids for start, name in ((0, entities[3].id), (50, "")))
    return View(HOSTILE[0], entities, statements, disputes, articles, tuple(pairwise(ids)), marks)


@pytest.fixture(scope="session")
def large() -> View:
    """Give a graph of 5,000 entities and 50,000 claims, a few of them much spoken of, the same each time."""
    count, per_article = 5_000, 25
    entities = tuple(
        Entity(f"e{place}", f"Actor {place}", ("State", "Alliance", "Person")[place % 3]) for place in range(count)
    )
    relations = ("alliedWith", "criticizes", "attacks", "claimsSovereigntyOver", "suppliesArmsTo", "agencyOf")
    text = "Somebody said that one did something to another, as the ministry put it. " * per_article
    step = len(text) // per_article
    articles = tuple(Article(f"a{place}", text, f"Article {place}", f"Outlet {place % 40}") for place in range(2_000))
    statements = []
    for place in range(50_000):
        first = place * 7919 % count if place % 3 else place * 31 % 60
        second = (first + 1 + place * 104_729 % (count - 1)) % count if place % 2 else (first + 1 + place % 40) % count
        at = place % per_article * step
        statements.append(
            Statement(
                f"c{place}",
                f"e{first}",
                relations[place % 6],
                f"e{second}",
                f"a{place // per_article}",
                (at, at + step - 1),
            )
        )
    return View("A large graph", entities, tuple(statements), (), articles)
