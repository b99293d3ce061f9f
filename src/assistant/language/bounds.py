"""What bounds the work for one message, whatever it says: a text of 4,000 characters is read by some hundred patterns.

None of it touches what people write: no sentence is so long, no number has so many figures.
"""

from __future__ import annotations

import re
from typing import Final

LONGEST_NUMBER: Final = 40  # figures; a longer run is no number, and patterns that try each figure cost its square
LONGEST_SENTENCE: Final = 1200  # characters
MOST_VALUES: Final = 60  # of one kind in one sentence whose part in it is looked for

_FIGURES = re.compile(rf"(\d{{{LONGEST_NUMBER}}})\d+")


def shortened(text: str) -> str:
    """The text with runs of figures cut to LONGEST_NUMBER; the number stays beyond every range of the terms."""
    return _FIGURES.sub(r"\1", text) if len(text) > LONGEST_NUMBER else text


def ends(text: str) -> str:
    """Where a sentence says what it does: the whole of it, or the beginning and the end of what is too long for one.

    What is counted up between them is read for its values all the same.
    """
    if len(text) <= LONGEST_SENTENCE:
        return text
    half = LONGEST_SENTENCE // 2
    return f"{text[:half]}\n{text[-half:]}"
