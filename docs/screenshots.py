"""Write docs/images/*.png from the running product: make screenshots, or this script with the names of some.

The pictures are in widget_scenes.py and console_scenes.py; for those of the console a month of questions is asked first
(sample_office.py).
"""

from __future__ import annotations

import asyncio
import base64
import os
import shutil
import socket
import struct
import subprocess
import sys
import tempfile
import time
import urllib.request
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any, Final

import console_scenes  # noqa: F401 - registers its pictures
import numpy as np
import sample_office
import widget_scenes  # noqa: F401 - registers its pictures
from pictures import PICTURES, TODAY, Picture
from playwright.sync_api import Browser, FloatRect, Page, expect, sync_playwright

ROOT: Final = Path(__file__).parents[1]
IMAGES: Final = ROOT / "docs" / "images"
LARGEST: Final = 180_000  # bytes of one picture
PASSWORD: Final = "only-for-the-pictures"  # noqa: S105 - of agents that exist while the script runs
CONSOLE: Final = "console-"


@contextmanager
def server(*, office: bool) -> Iterator[str]:
    """A demo server with a database of its own on a free port, with the sample office in it; gives its address."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    with tempfile.TemporaryDirectory() as folder:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("ASSISTANT_")}
        settings = {
            "ASSISTANT_DATABASE_URL": f"sqlite:///{folder}/pictures.db",
            "ASSISTANT_TODAY": TODAY,
            "ASSISTANT_RATE_LIMIT": "off",
            "ASSISTANT_LOG_LEVEL": "error",
        }
        if office:
            asyncio.run(sample_office.fill(settings["ASSISTANT_DATABASE_URL"], PASSWORD, date.fromisoformat(TODAY)))
        command = [sys.executable, "-m", "assistant", "serve", "--demo", "--port", str(port)]
        process = subprocess.Popen(command, cwd=ROOT, env={**kept, **settings}, stdout=subprocess.DEVNULL)  # noqa: S603
        try:
            address = f"http://127.0.0.1:{port}"
            wait_for(f"{address}/health/ready", process)
            yield address
        finally:
            process.terminate()
            process.wait()


def wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    """Until the server answers; raises SystemExit when it ended instead."""
    while process.poll() is None:
        try:
            urllib.request.urlopen(address, timeout=2).close()  # noqa: S310
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise SystemExit("The server did not start.")


def sign_in(page: Page, address: str) -> None:
    """As the administrator, on the page with the box."""
    page.goto(f"{address}/console")
    page.locator("#login").fill(sample_office.ADMIN[0])
    page.locator("#password").fill(PASSWORD)
    page.locator("#password").press("Enter")
    expect(page.locator("#q")).to_be_visible()


def take(browser: Browser, address: str, name: str, shot: Picture) -> bytes:
    """The picture as an optimised PNG."""
    context = browser.new_context(**shot.options)
    page = context.new_page()
    if name.startswith(CONSOLE):
        sign_in(page, address)
    else:
        page.goto(address)
        expect(page.locator("assistant-chat .root")).to_be_attached()
    shown = shot.scene(page)
    page.evaluate("document.fonts.ready")
    page.wait_for_timeout(300)
    box: FloatRect | None = shown.bounding_box() if shown else None
    png = page.screenshot(clip=box) if box else page.screenshot()
    small = with_palette(page, png)
    context.close()
    return small


def with_palette(page: Page, png: bytes) -> bytes:
    """The picture with its 256 most useful colours: a third of the size, and the eye sees no difference."""
    packed = page.context.new_page().evaluate(
        """async (png) => {
          const bytes = Uint8Array.from(atob(png), (letter) => letter.charCodeAt(0));
          const image = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
          const canvas = new OffscreenCanvas(image.width, image.height);
          const drawing = canvas.getContext("2d");
          drawing.drawImage(image, 0, 0);
          const { data } = drawing.getImageData(0, 0, image.width, image.height);
          let text = "";
          for (let at = 0; at < data.length; at += 32768) text += String.fromCharCode(...data.subarray(at, at + 32768));
          return [image.width, image.height, btoa(text)];
        }""",
        base64.b64encode(png).decode(),
    )
    width, height, data = packed
    pixels = np.frombuffer(base64.b64decode(data), dtype=np.uint8).reshape(-1, 4)[:, :3]
    colours, which, counts = np.unique(pixels, axis=0, return_inverse=True, return_counts=True)
    kept = chosen(colours, counts)
    near = np.empty(len(colours), dtype=np.uint8)
    for at in range(0, len(colours), 4096):
        part = colours[at : at + 4096].astype(np.int32)
        near[at : at + 4096] = ((part[:, None, :] - kept[None, :, :].astype(np.int32)) ** 2).sum(axis=2).argmin(axis=1)
    rows = near[which.reshape(-1)].reshape(height, width)
    lines = np.hstack([np.zeros((height, 1), dtype=np.uint8), rows]).tobytes()
    header = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    parts = [(b"IHDR", header), (b"PLTE", kept.tobytes()), (b"IDAT", zlib.compress(lines, 9)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(kind, content) for kind, content in parts)


def chosen(colours: Any, counts: Any) -> Any:
    """256 of the colours: the most frequent one of each small region of the colour space, by how often it is used."""
    for bits in (2, 3, 4, 5):
        regions = (colours >> bits).astype(np.int64) @ np.array([65536, 256, 1])
        order = np.lexsort((-counts, regions))
        first = order[np.r_[True, np.diff(regions[order]) != 0]]
        totals = np.bincount(np.unique(regions, return_inverse=True)[1], weights=counts)
        if len(first) <= 1024 or bits == 5:
            return colours[first[np.argsort(-totals)[:256]]]
    return colours[:256]


def chunk(kind: bytes, content: bytes) -> bytes:
    """One chunk of a PNG (PNG specification, section 5.3)."""
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def main(names: list[str]) -> None:
    """Take the named pictures, or all."""
    path = os.environ.get("ASSISTANT_TEST_CHROMIUM") or next(
        filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
    )
    if path is None:
        raise SystemExit("Chromium is needed (apt-get install chromium).")
    IMAGES.mkdir(exist_ok=True)
    wanted = {name: shot for name, shot in PICTURES.items() if not names or name in names}
    with server(office=any(name.startswith(CONSOLE) for name in wanted)) as address, sync_playwright() as playwright:
        for language in ("ja", "en"):  # in which the browser itself writes dates
            arguments = ["--no-sandbox", "--disable-gpu", f"--lang={language}", "--font-render-hinting=none"]
            environment = {**os.environ, "LANGUAGE": language}
            browser = playwright.chromium.launch(executable_path=path, args=arguments, env=environment)
            for name, shot in wanted.items():
                if shot.options["locale"].startswith(language):
                    keep(name, take(browser, address, name, shot))
            browser.close()


def keep(name: str, content: bytes) -> None:
    """Write a picture; raises SystemExit when it is too large."""
    if len(content) > LARGEST:
        raise SystemExit(f"{name}: {len(content)} bytes are too many.")
    (IMAGES / f"{name}.png").write_bytes(content)
    print(f"{name}.png {len(content):,}")  # noqa: T201


if __name__ == "__main__":
    main(sys.argv[1:])
