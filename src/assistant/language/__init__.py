"""What did the person say? Numbers, dates, durations, names, intents and the structure of a message."""

from assistant.language.entities import extract, mask
from assistant.language.intents import Intent, load_intents
from assistant.language.model import Entity
from assistant.language.understand import Reading, Segment, Understander

__all__ = ["Entity", "Intent", "Reading", "Segment", "Understander", "extract", "load_intents", "mask"]
