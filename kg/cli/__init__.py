"""The command line: ``kg read``, ``kg build``, ``kg query``, ``kg export``, ``kg view`` and their kin."""

from __future__ import annotations

import os
import sys
from contextlib import suppress

import click

from kg.cli.asking import queries, query
from kg.cli.building import build
from kg.cli.changing import add, remove
from kg.cli.checking import check, conflicts, diff
from kg.cli.curating import curate
from kg.cli.explaining import explain, frames
from kg.cli.known import world
from kg.cli.looking import export, view
from kg.cli.reading import read
from kg.cli.serving import mcp, publish, serve
from kg.cli.terminal import plain_output
from kg.errors import KgError

INTERRUPTED = 130


def _version(context: click.Context, _parameter: click.Parameter, wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        click.echo(f"kg {version('claimgraph')}")
        context.exit()


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option("--version", is_flag=True, is_eager=True, expose_value=False, callback=_version, help="Show the version.")
def cli() -> None:
    """Read articles into a graph of states, alliances and claims: who says what about whom, and where.

    \b
    kg build ARTICLES... -o out.kg    read articles into a graph
    kg query out.kg allies --of Japan ask it
    kg view out.kg -o page.html       look at it
    """  # noqa: D301  # click reads the backspace


COMMANDS = (
    read,
    explain,
    build,
    add,
    remove,
    check,
    conflicts,
    diff,
    curate,
    query,
    queries,
    export,
    view,
    world,
    frames,
    serve,
    publish,
    mcp,
)
for command in COMMANDS:
    cli.add_command(command)


def main(arguments: list[str] | None = None) -> None:
    """Run ``kg`` and end the process: status 0, 1 after an error, 2 after wrong usage, 130 when interrupted."""
    sys.exit(run(arguments))


def run(arguments: list[str] | None = None) -> int:
    """Run one command and give its exit status; whatever goes wrong is one line on standard error."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before NumPy comes in: more threads only wait for each other
    try:
        with plain_output():
            status = cli.main(arguments, prog_name="kg", standalone_mode=False)
        sys.stdout.flush()
    except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001  # no traceback reaches a user
        return _told(error)
    return status if isinstance(status, int) else 0


def _told(error: BaseException) -> int:
    """Tell of an error in one line and give the exit status it means."""
    status, message = 1, str(error)
    match error:
        case KgError():
            status = error.exit_status
        case click.UsageError():
            status, message = error.exit_code, ""
            error.show()
        case click.ClickException():
            message = error.format_message()
        case click.Abort() | KeyboardInterrupt():
            status, message = INTERRUPTED, "interrupted"
        case BrokenPipeError():  # the reader of our output has gone, as after "| head"
            message = ""
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        case OSError():  # a full disk, a file that may not be read: the system's word, no fault of ours
            message = _refused(error)
        case _:
            message = _bug(error)
    if message:
        click.echo(f"kg: error: {message}", err=True)
    return status


def _refused(error: OSError) -> str:
    """Say what the system refused, and for which file where it tells; drop output that cannot be written."""
    try:
        sys.stdout.flush()
    except OSError:  # else the interpreter tries once more at its end, and complains
        with suppress(OSError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    place = f"{error.filename}: " if error.filename else ""
    return f"{place}{error.strerror or str(error) or type(error).__name__}"


def _bug(error: BaseException) -> str:
    """Say that the fault is ours; with KG_DEBUG set, say where."""
    if os.environ.get("KG_DEBUG"):
        import traceback

        traceback.print_exception(error)
    reason = f"{type(error).__name__}: {str(error)[:300]}"
    return f"this is a bug in claimgraph: {reason} (please report it; KG_DEBUG=1 shows where)"
