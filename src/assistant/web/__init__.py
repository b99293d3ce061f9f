"""The HTTP side: verify, parse, call the service, reply."""

from assistant.web.app import create_app

__all__ = ["create_app"]
