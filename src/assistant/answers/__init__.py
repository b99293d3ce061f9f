"""How a decision is said: Markdown and safe HTML in Japanese and English, from `responses/`."""

from assistant.answers.environment import LOCALES, Responses
from assistant.answers.markdown import escape, to_html
from assistant.answers.render import Renderer, tidy

__all__ = ["LOCALES", "Renderer", "Responses", "escape", "tidy", "to_html"]
