"""Write docs/images/*.png from the running product: make screenshots, or this script with the names of some.

A picture is a function with the decorator `picture`: it gets a page on a fresh server and leaves it as it is to be
seen; what it returns is shown, the whole page when it returns nothing.
"""

from __future__ import annotations

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
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from playwright.sync_api import Browser, FloatRect, Locator, Page, expect, sync_playwright

ROOT: Final = Path(__file__).parents[1]
IMAGES: Final = ROOT / "docs" / "images"
LARGEST: Final = 150_000  # bytes of one picture
TODAY: Final = "2026-11-25"
DESKTOP: Final = {"viewport": {"width": 1200, "height": 780}, "device_scale_factor": 1.5}
PHONE: Final = {"viewport": {"width": 390, "height": 780}, "device_scale_factor": 2, "is_mobile": True}

Scene = Callable[[Page], Locator | None]


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture: what leads to it, and the browser's options for it."""

    scene: Scene
    options: dict[str, Any]


PICTURES: dict[str, Picture] = {}


def picture(name: str, **options: Any) -> Callable[[Scene], Scene]:
    """Registers a scene under the name of its file."""

    def keep(scene: Scene) -> Scene:
        PICTURES[name] = Picture(scene, {"locale": "ja-JP", "reduced_motion": "reduce", **(options or DESKTOP)})
        return scene

    return keep


# -- the widget ------------------------------------------------------------------------------------------------------


def say(page: Page, text: str) -> None:
    """Opens the widget where it is closed, asks, and waits for the reply."""
    chat = page.locator("assistant-chat")
    if not chat.locator(".panel").is_visible():
        chat.locator(".launcher").click()
    replies = chat.locator(".reply:not(.typing)")
    count = replies.count()
    chat.locator("textarea").fill(text)
    chat.locator("textarea").press("Enter")
    expect(replies).to_have_count(count + 1)


@picture("portal")
def portal(page: Page) -> None:
    """The demo portal as a sample customer, with the widget open on an answer."""
    page.locator("#customer").select_option("demo-1")
    expect(page.locator(".facts")).to_be_visible()
    say(page, "StarterでSSEアドオンは使えますか？")


@picture("widget-light")
def widget_light(page: Page) -> Locator:
    """An answer with its verdict, its article and what would be possible."""
    say(page, "Coreで250ライセンスにできますか")
    return page.locator("assistant-chat .panel")


@picture("widget-dark", **DESKTOP, color_scheme="dark")
def widget_dark(page: Page) -> Locator:
    """The same in the dark."""
    say(page, "ZTNAが昨日45分止まりました。減額はいくら？")
    return page.locator("assistant-chat .panel")


@picture("widget-clause")
def widget_clause(page: Page) -> Locator:
    """An article opened in place."""
    say(page, "StarterでSSEアドオンは使えますか？")
    page.locator("assistant-chat .cite").first.click()
    expect(page.locator("assistant-chat .verbatim")).to_be_visible()
    return page.locator("assistant-chat .panel")


@picture("widget-english", **{**DESKTOP, "locale": "en-GB"})
def widget_english(page: Page) -> Locator:
    """English."""
    say(page, "To end ZTNA on March 31, by when must the form arrive?")
    return page.locator("assistant-chat .panel")


@picture("widget-date")
def widget_date(page: Page) -> Locator:
    """A date is asked."""
    say(page, "ZTNAを解約したい")
    page.locator("assistant-chat input[type=date]").fill("2026-12-01")
    return page.locator("assistant-chat .panel")


@picture("widget-confirmation")
def widget_confirmation(page: Page) -> Locator:
    """A request waits for its confirmation."""
    say(page, "ZTNAのCoreで250ライセンスに変更したい")
    return page.locator("assistant-chat .panel")


@picture("widget-phone", **PHONE)
def widget_phone(page: Page) -> None:
    """The full screen of a phone."""
    say(page, "解約申込書が12月1日に届いたら、いつ解約になりますか")


@picture("widget-phone-start", **PHONE, color_scheme="dark")
def widget_phone_start(page: Page) -> None:
    """How it greets on a phone, in the dark."""
    page.locator("assistant-chat .launcher").click()


# -- making them -----------------------------------------------------------------------------------------------------


@contextmanager
def server() -> Iterator[str]:
    """A demo server with a database of its own on a free port; gives its address."""
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


def take(browser: Browser, address: str, shot: Picture) -> bytes:
    """The picture as an optimised PNG."""
    context = browser.new_context(**shot.options)
    page = context.new_page()
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
    path = os.environ.get("ASSISTANT_TEST_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if path is None:
        raise SystemExit("Chromium is needed (apt-get install chromium).")
    IMAGES.mkdir(exist_ok=True)
    with server() as address, sync_playwright() as playwright:
        arguments = ["--no-sandbox", "--disable-gpu", "--lang=ja", "--font-render-hinting=none"]
        browser = playwright.chromium.launch(executable_path=path, args=arguments)
        for name, shot in PICTURES.items():
            if names and name not in names:
                continue
            content = take(browser, address, shot)
            if len(content) > LARGEST:
                raise SystemExit(f"{name}: {len(content)} bytes are too many.")
            (IMAGES / f"{name}.png").write_bytes(content)
            print(f"{name}.png {len(content):,}")  # noqa: T201
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1:])
