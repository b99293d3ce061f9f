"""The command `assistant`: the service from a terminal or a script.

Bad input is one sentence on standard error and exit code 2; content that is wrong is shown place by place, exit code 1.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

import click

from assistant.cli.ask import ask, chat, decide, explain
from assistant.cli.audit import audit
from assistant.cli.content import coverage, diff, evaluate, lint, parse
from assistant.cli.data import export, forget, purge
from assistant.cli.desk import contracts, outbox, replay
from assistant.cli.learning import learn, unanswered
from assistant.cli.people import agents, keys
from assistant.cli.reloading import reload
from assistant.cli.server import db, mcp, prepare, serve
from assistant.errors import AssistantError, ContentError
from assistant.settings import ConfigurationError


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="assistant", message="%(version)s")
def cli() -> None:
    """Answers to contract questions, with the article they stand on.

    Settings come from the environment (ASSISTANT_...).
    """


READING = (ask, chat, decide, explain, parse)
CONTENT = (lint, evaluate, unanswered, learn, coverage, diff)
RUNNING = (serve, reload, mcp, prepare, db)
DESK = (contracts, outbox, replay)
for command in (*READING, *CONTENT, *RUNNING, *DESK):
    cli.add_command(command)
for command in (agents, keys, audit, export, forget, purge):
    cli.add_command(command)


def main(args: Sequence[str] | None = None) -> None:
    """Run the command and leave with its exit code: 0, 1 (content is wrong), 2 (bad input), 130 (interrupted)."""
    sys.exit(run(args))


def run(args: Sequence[str] | None = None) -> int:
    """Run the command and give its exit code."""
    try:
        outcome = cli.main(args=args, prog_name="assistant", standalone_mode=False)
        return outcome if isinstance(outcome, int) else 0
    except click.ClickException as wrong:
        _say(wrong.format_message())
        return 2
    except ContentError as wrong:
        for fault in wrong.faults:
            click.echo(str(fault), err=True)
        return 1
    except ConfigurationError as wrong:
        for sentence in wrong.problems:
            _say(sentence)
        return 2
    except AssistantError as wrong:
        _say(str(wrong))
        return 2
    except (click.Abort, KeyboardInterrupt):
        click.echo(err=True)
        return 130
    except BrokenPipeError:  # the reader of our output (head, less) has seen enough
        sys.stderr.close()
        return 0


def _say(sentence: str) -> None:
    click.echo(f"assistant: {sentence}", err=True)
