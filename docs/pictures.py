"""What a picture of the documentation is: a function that leads a page to what is to be seen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from playwright.sync_api import Locator, Page

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
    """Registers a scene under the name of its file: what it returns is shown, the whole page when that is nothing.

    A scene of the console (`console-…`) finds an agent signed in, every other one the demo portal.
    """

    def keep(scene: Scene) -> Scene:
        PICTURES[name] = Picture(scene, {"locale": "ja-JP", "reduced_motion": "reduce", **(options or DESKTOP)})
        return scene

    return keep
