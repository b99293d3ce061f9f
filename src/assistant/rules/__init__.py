"""What follows from the terms: facts in, a decision out. No clock, no I/O, no language."""

from assistant.rules.engine import UnknownRule, decide, explain
from assistant.rules.model import Assumption, Condition, Decision, Finding, Remedy, Step
from assistant.rules.requests import RULES

__all__ = [
    "RULES",
    "Assumption",
    "Condition",
    "Decision",
    "Finding",
    "Remedy",
    "Step",
    "UnknownRule",
    "decide",
    "explain",
]
