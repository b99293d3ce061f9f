"""Proof of identity: customers' tokens, agents' passwords and sessions, programs' keys. Knows nothing of HTTP."""

from __future__ import annotations

from assistant.access.agents import Agents, Locked, SignInFailed
from assistant.access.keys import Keys
from assistant.access.tokens import BadToken, CustomerTokens

__all__ = ["Agents", "BadToken", "CustomerTokens", "Keys", "Locked", "SignInFailed"]
