"""The command line: ``kg read``, ``kg build``, ``kg query``, ``kg export``, ``kg view`` and their kin."""

from __future__ import annotations

import os
import sys

import click


from kg.cli.read import read

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
    r"""Read articles into a graph of states, alliances and claims: who says what about whom, and where.

    \b
    kg build ARTICLES... -o out.kg    read articles into a graph
    kg query out.kg allies --of Japan ask it
    kg view out.kg -o page.html       look at it
    """


for command in (read,):
    cli.add_command(command)


def main(arguments: list[str] | None = None) -> None:
    """Run ``kg`` and end the process: status 0, 1 after an error, 2 after wrong usage, 130 when interrupted."""
    sys.exit(run(arguments))


def run(arguments: list[str] | None = None) -> int:
    """Run one command and give its exit status; whatever goes wrong is one line on standard error."""
    try:
        status = cli.main(arguments, prog_name="kg", standalone_mode=False)
        sys.stdout.flush()
    except KgError as error:
        return _fail(str(error), error.exit_status)
    except click.UsageError as error:
        error.show()
        return error.exit_code
    except click.ClickException as error:
        return _fail(error.format_message(), error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        return _fail("interrupted", INTERRUPTED)
    except BrokenPipeError:
        return _hang_up()
    except Exception as error:
        return _bug(error)
    return status if isinstance(status, int) else 0


def _fail(message: str, status: int) -> int:
    click.echo(f"kg: error: {message}", err=True)
    return status


def _hang_up() -> int:
    """End quietly when the reader of our output has gone, as after ``| head``."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def _bug(error: Exception) -> int:
    """Say in one line that the fault is ours; with KG_DEBUG set, say where."""
    if os.environ.get("KG_DEBUG"):
        import traceback

        traceback.print_exception(error)
    kind = type(error).__name__
    return _fail(
        f"this is a bug in claimgraph: {kind}: {str(error)[:300]} (KG_DEBUG=1 shows where; please report it)", 1
    )
