"""Slack: slash commands, buttons and calculators. Verify, parse, call the service, reply."""
