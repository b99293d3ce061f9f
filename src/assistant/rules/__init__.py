"""What follows from the terms: facts in, a decision out. No clock, no I/O, no language."""

from assistant.contracts.parameters import ParameterBook, ParameterSet, load_parameters
from assistant.rules.editions import EditionDifference, diff
from assistant.rules.engine import UnknownRule, decide, explain
from assistant.rules.model import Assumption, Condition, Decision, Finding, Remedy, Step
from assistant.rules.requests import RULES

__all__ = [
    "RULES",
    "Assumption",
    "Condition",
    "Decision",
    "EditionDifference",
    "Finding",
    "ParameterBook",
    "ParameterSet",
    "Remedy",
    "Step",
    "UnknownRule",
    "decide",
    "diff",
    "explain",
    "load_parameters",
]
