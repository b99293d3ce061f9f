"""The collector of cyclic garbage, kept away from what a server holds as long as it lives.

Content and modules are some hundred thousand objects without garbage among them. The collector would go through them
all again and again: while they load, a third of the time that takes; later, a tenth of a second now and then in which
nobody is answered.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def loading() -> Iterator[None]:
    """While it is open nothing is collected; what exists at its end is never looked through again."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def renewed() -> None:
    """Let go of content that has been replaced; needed only where `loading` had put it aside. Takes some 0.2 s."""
    if gc.get_freeze_count():
        gc.unfreeze()
        gc.collect()
        gc.freeze()
