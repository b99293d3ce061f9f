"""serve and db."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
from typing import Any, Final

import click

from assistant.cli.reloading import named
from assistant.memory import loading
from assistant.settings import Settings, load_settings, unknown_settings
from assistant.store import create_store

GRACE_SECONDS: Final = 10


@click.command()
@click.option("--host", help="The address to listen on (otherwise ASSISTANT_HOST or 127.0.0.1).")
@click.option("--port", type=click.IntRange(1, 65535), help="The port (otherwise ASSISTANT_PORT or 8000).")
@click.option("--workers", type=click.IntRange(1, 64), help="Server processes (otherwise ASSISTANT_WORKERS or 1).")
@click.option("--demo", is_flag=True, help="For trying it out: an agent to sign in with, and sample customers.")
def serve(host: str | None, port: int | None, workers: int | None, demo: bool) -> None:
    """Start the server."""
    with loading():
        import uvicorn

        from assistant.cli.people import demo_agent
        from assistant.demo import environment
        from assistant.lint import readable

    if demo:
        for name, value in environment(os.environ).items():
            os.environ.setdefault(name, value)  # the environment, so that workers have the same
    given = {"host": host, "port": port, "workers": workers}
    settings = load_settings(**{name: value for name, value in given.items() if value is not None})
    for sentence in unknown_settings(os.environ):
        click.echo(f"assistant: {sentence}", err=True)
    _free(settings)
    asyncio.run(_upgrade(settings))
    sign_in = demo_agent(settings) if demo else None
    options: dict[str, Any] = {
        "host": settings.host,
        "port": settings.port,
        "log_config": None,
        "access_log": False,
        "server_header": False,
        "timeout_graceful_shutdown": GRACE_SECONDS,
        "proxy_headers": False,  # read by us, from trusted proxies only
    }
    if settings.workers == 1:
        app = application(settings)
        _announce(settings, sign_in)
        with named(settings.pid_file):
            uvicorn.run(app, **options)
    else:
        # Content that is wrong is told once, here, and not by every worker; then each loads its own.
        readable(settings.intents_dir, settings.responses_dir)
        _announce(settings, sign_in)
        config = uvicorn.Config("assistant.cli.server:application", factory=True, workers=settings.workers, **options)
        with named(settings.pid_file):
            supervisor(config).run()


def application(settings: Settings | None = None) -> Any:
    """What a server process serves, with its content loaded; without settings, those of the environment."""
    with loading():
        from assistant.web import create_app

        return create_app(settings)


def supervisor(config: Any) -> Any:
    """The parent of the server's processes, which hands SIGHUP on to each of them instead of starting them anew."""
    from uvicorn.supervisors import Multiprocess

    class Workers(Multiprocess):
        def handle_hup(self) -> None:
            for process in self.processes:
                if process.pid is not None and process.is_alive():
                    os.kill(process.pid, signal.SIGHUP)

    return Workers(config, sockets=[config.bind_socket()])


@click.command()
def mcp() -> None:
    """Serve one agent over standard input and output (Model Context Protocol); the server has the same at /mcp."""
    settings = load_settings()
    with loading():
        from assistant.mcp.server import serve_stdio
        from assistant.service import Assistant
        from assistant.web.logs import configure

        configure(settings)  # standard output belongs to the protocol
        store = create_store(settings.database_url)
        assistant = Assistant.from_settings(settings, store)

    async def serve() -> None:
        await store.open()
        try:
            await serve_stdio(assistant)
        finally:
            await store.close()

    asyncio.run(serve())


@click.command()
def prepare() -> None:
    """Train the matcher ahead, so that the next start is quick."""
    from assistant.service import Assistant

    Assistant.from_settings(load_settings())


@click.group()
def db() -> None:
    """The database."""


@db.command()
def upgrade() -> None:
    """Bring the database to the newest schema (the server does this when it starts)."""
    asyncio.run(_upgrade(load_settings()))
    click.echo("The database is up to date.")


async def _upgrade(settings: Settings) -> None:
    store = create_store(settings.database_url)
    try:
        await store.open()
    finally:
        await store.close()


def _free(settings: Settings) -> None:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError as refused:
            raise click.ClickException(
                f"Cannot listen on {settings.host}:{settings.port} ({refused.strerror}); choose another --port."
            ) from None


def _announce(settings: Settings, sign_in: str | None) -> None:
    shown = "localhost" if settings.host in ("127.0.0.1", "0.0.0.0", "::", "::1") else settings.host  # noqa: S104
    base = f"http://{shown}:{settings.port}"
    click.echo(f"Chat     {base}/")
    click.echo(f"Console  {base}/console")
    if sign_in:
        click.echo(f"         {sign_in}")
    click.echo(f"API      {base}/schema")
    click.echo(f"Health   {base}/health/ready")
    click.echo("Stop with Ctrl+C.")
