"""What happens next: state and reading in, plan out. Pure."""

from assistant.dialogue.plan import Answer, Missing, Plan, Reminder, Suggestion
from assistant.dialogue.state import Frame, Pending, Receipt, State
from assistant.dialogue.step import Dialogue

__all__ = ["Answer", "Dialogue", "Frame", "Missing", "Pending", "Plan", "Receipt", "Reminder", "State", "Suggestion"]
