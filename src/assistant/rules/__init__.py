"""What follows from the terms: facts in, a decision out. No clock, no I/O, no language."""

from assistant.contracts.parameters import ParameterBook, ParameterSet, load_parameters
from assistant.rules.engine import UnknownRule, decide, explain
from assistant.rules.model import Assumption, Condition, Decision, Finding, Remedy, Step
from assistant.rules.requests import RULES

__all__ = [
    "RULES",
    "Assumption",
    "Condition",
    "Decision",
    "Finding",
    "ParameterBook",
    "ParameterSet",
    "Remedy",
    "Step",
    "UnknownRule",
    "decide",
    "explain",
    "load_parameters",
]
