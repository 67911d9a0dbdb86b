"""Take the pictures of the documentation: ``python tests/browser/shots.py GRAPH FOLDER``."""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

import kg
from kg.views import write_page

SHOTS = (
    ("network", "", 1400, 900, "light"),
    ("disputes", "tab=disputes", 1400, 900, "dark"),
    ("article", "tab=article", 1400, 900, "light"),
    ("phone", "", 390, 844, "dark"),
)


def shoot(directory: Path, folder: Path) -> None:
    """Write one picture for each of ``SHOTS`` of the page of a graph."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as work, kg.open(directory) as graph, sync_playwright() as playwright:
        path = write_page(graph, Path(work) / "page.html")
        program = shutil.which("chromium") or shutil.which("chromium-browser")
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        for name, state, width, height, scheme in SHOTS:
            page = browser.new_page(
                viewport={"width": width, "height": height}, color_scheme="dark" if scheme == "dark" else "light"
            )
            page.goto(f"{path.as_uri()}#{state}")
            page.wait_for_timeout(800)
            page.screenshot(path=folder / f"{name}.png")
            page.close()
        browser.close()


if __name__ == "__main__":
    shoot(Path(sys.argv[1]), Path(sys.argv[2]))
