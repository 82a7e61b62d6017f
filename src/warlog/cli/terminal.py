"""Where the commands write: results to standard output, everything else to standard error."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from warlog.errors import WarlogError

# the width that the tables are made for, where there is no terminal to ask
PLAIN_WIDTH = 100
# a progress bar pays from this many files on
MANY = 4

BuildProgress = Callable[[str, int, int], None]


def results(file: TextIO | None = None) -> Console:
    """The console for tables; plain and 100 columns wide where it is no terminal."""
    stream = file or sys.stdout
    width = None if stream.isatty() or "COLUMNS" in os.environ else PLAIN_WIDTH
    return Console(file=stream, width=width, markup=False, highlight=False, emoji=False, soft_wrap=False)


def messages() -> Console:
    """The console for messages."""
    return Console(stderr=True, markup=False, highlight=False, emoji=False, soft_wrap=True)


def complain(error: WarlogError | str, console: Console | None = None) -> None:
    """One line about what is wrong and the mend."""
    line = " ".join("".join(c if c.isprintable() else " " for c in str(error)).split())
    (console or messages()).print(line, style="red" if not line.startswith("W1") else "yellow")


@contextmanager
def progress(what: str, total: int) -> Generator[Callable[[], None], None, None]:
    """A bar on standard error that the yielded function moves on; nothing where there is no terminal or little to do."""
    console = messages()
    if not console.is_terminal or total < MANY:
        yield lambda: None
        return
    with _bar(console) as bar:
        task = bar.add_task(what, total=total)
        yield lambda: bar.advance(task)


@contextmanager
def build_progress() -> Generator[BuildProgress, None, None]:
    """A callback (what, done, total) that shows a bar once it is called; without a terminal one line a step."""
    console = messages()
    if not console.is_terminal:
        told: set[str] = set()

        def tell(what: str, done: int, total: int) -> None:  # noqa: ARG001
            if what not in told:
                told.add(what)
                console.print(f"gazetteer: {what}")

        yield tell
        return
    with _bar(console) as bar:
        tasks: dict[str, int] = {}

        def move(what: str, done: int, total: int) -> None:
            if what not in tasks:
                tasks[what] = int(bar.add_task(f"gazetteer: {what}", total=total))
            bar.update(tasks[what], completed=done, total=total)  # pyright: ignore[reportArgumentType]

        yield move


@contextmanager
def output(path: Path | None) -> Generator[TextIO, None, None]:
    """Standard output, or a file that appears whole or, where the command fails, not at all.

    Raises WarlogError W040 where the file cannot be written.
    """
    if path is None:
        yield sys.stdout
        return
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as error:
        raise _unwritable(path, error) from None
    temporary = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as stream:
            yield stream
        temporary.chmod(0o666 & ~_umask())
        if path.is_dir():
            raise IsADirectoryError(21, "is a directory")
        temporary.replace(path)
    except OSError as error:
        raise _unwritable(path, error) from None
    finally:
        temporary.unlink(missing_ok=True)


def _unwritable(path: Path, error: OSError) -> WarlogError:
    return WarlogError("W040", where=path, found=(error.strerror or "error").lower())


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _bar(console: Console) -> Progress:
    return Progress(
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(),
        console=console, transient=True,
    )  # fmt: skip
