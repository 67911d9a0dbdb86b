"""Take the pictures of the documentation, as small WebP files: ``python tests/browser/shots.py GRAPH FOLDER``."""

from __future__ import annotations

import base64
import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

import kg
from kg.views import write_page

if TYPE_CHECKING:
    from playwright.sync_api import Browser

SHOTS = (
    ("network", "sel=node:NOR", 1400, 900, "light", ""),
    ("tellings", "told=own&vs=CHN&level=0", 1400, 900, "dark", ""),
    ("disputes", "tab=disputes", 1400, 900, "light", ""),
    ("article", "tab=article", 1400, 900, "light", ".text .trigger >> nth=1"),
    ("statistics", "tab=statistics", 1400, 900, "light", ""),
    ("phone", "", 390, 844, "dark", ""),
)
"""Name, address, width, height, light or dark, and what the pointer stands on."""
MOST = 150_000
"""Bytes of a picture."""
SHRINK = """async ([data, quality]) => {
    const image = new Image();
    image.src = "data:image/png;base64," + data;
    await image.decode();
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [image.width, image.height];
    canvas.getContext("2d").drawImage(image, 0, 0);
    return canvas.toDataURL("image/webp", quality).split(",")[1];
}"""


def shrink(browser: Browser, picture: bytes) -> bytes:
    """Give a PNG as WebP of at most ``MOST`` bytes, by the browser's own encoder."""
    page = browser.new_page()
    found = b""
    for quality in (0.9, 0.8, 0.6, 0.4):
        found = base64.b64decode(page.evaluate(SHRINK, [base64.b64encode(picture).decode(), quality]))
        if len(found) <= MOST:
            break
    page.close()
    return found


def shoot(directory: Path, folder: Path) -> None:
    """Write one picture for each of ``SHOTS`` of the page of a graph."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as work, kg.open(directory) as graph, sync_playwright() as playwright:
        path = write_page(graph, Path(work) / "page.html")
        program = shutil.which("chromium") or shutil.which("chromium-browser")
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        for name, state, width, height, scheme, pointed in SHOTS:
            page = browser.new_page(
                viewport={"width": width, "height": height}, color_scheme="dark" if scheme == "dark" else "light"
            )
            page.goto(f"{path.as_uri()}#{state}")
            page.wait_for_timeout(1500)
            if pointed:
                page.hover(pointed)
            (folder / f"{name}.webp").write_bytes(shrink(browser, page.screenshot()))
            page.close()
        browser.close()


if __name__ == "__main__":
    shoot(Path(sys.argv[1]), Path(sys.argv[2]))
