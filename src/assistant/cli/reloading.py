"""reload: new content for a running server. And the file by which it is found."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from assistant.errors import ContentError
from assistant.settings import load_settings

if sys.platform != "win32":
    import fcntl


@click.command()
@click.option("--check", is_flag=True, help="Check and prepare the content only; tell no server.")
def reload(check: bool) -> None:
    """Check the content, train the matcher, and have the running server take both, without a stop.

    What is wrong is said with file and line (exit code 1), and the server goes on with the content it has. The server
    is that of ASSISTANT_PID_FILE; SIGHUP to its process does the same.
    """
    from assistant.lint import check as lint
    from assistant.reference import mask_text
    from assistant.service import Assistant

    settings = load_settings()
    problems = lint(settings.intents_dir, settings.responses_dir, mask=mask_text, cache_dir=settings.cache_dir)
    errors = [problem for problem in problems if problem.severity == "error"]
    if errors:
        raise ContentError(problem.fault for problem in errors)
    Assistant.from_settings(settings)
    if check:
        return
    pid = running(settings.pid_file)
    if sys.platform == "win32" or pid is None:
        raise click.ClickException(f"No server is running that wrote {settings.pid_file}. The content is sound.")
    os.kill(pid, signal.SIGHUP)
    click.echo(f"The content is sound; the server (process {pid}) takes it now. Its log says when it is done.")


@contextmanager
def named(file: Path) -> Iterator[None]:
    """While it is open, `file` holds our process id, locked as long as we live; where it cannot be written, nothing."""
    if sys.platform == "win32":  # there is no SIGHUP either
        yield
        return
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(file, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o600)
    except OSError as failure:
        click.echo(f"assistant: {file} cannot be written ({failure.strerror}): no `assistant reload`.", err=True)
        yield
        return
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            click.echo(f"assistant: {file} is another server's: no `assistant reload` for this one.", err=True)
            yield
            return
        os.ftruncate(handle, 0)
        os.write(handle, f"{os.getpid()}\n".encode())
        yield
        file.unlink(missing_ok=True)
    finally:
        os.close(handle)


def running(file: Path) -> int | None:
    """The process that holds the file; None when there is none: what is left of a dead one is not locked."""
    if sys.platform == "win32":
        return None
    try:
        with file.open("rb") as held:
            try:
                fcntl.flock(held, fcntl.LOCK_SH | fcntl.LOCK_NB)
            except OSError:
                return int(held.read())
    except (OSError, ValueError):
        return None
    return None
