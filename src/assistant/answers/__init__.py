"""How a decision is said: Markdown, safe HTML and Slack's markup in Japanese and English, from `responses/`."""

from assistant.answers.environment import LOCALES, Responses
from assistant.answers.markdown import escape, to_html
from assistant.answers.mrkdwn import escape_mrkdwn, to_mrkdwn
from assistant.answers.render import Renderer, tidy

__all__ = ["LOCALES", "Renderer", "Responses", "escape", "escape_mrkdwn", "tidy", "to_html", "to_mrkdwn"]
