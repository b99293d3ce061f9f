"""What happens next: state and reading in, plan out. Pure."""

from assistant.dialogue.plan import Answer, Missing, Plan, Suggestion
from assistant.dialogue.state import Frame, Pending, State
from assistant.dialogue.step import Dialogue

__all__ = ["Answer", "Dialogue", "Frame", "Missing", "Pending", "Plan", "State", "Suggestion"]
