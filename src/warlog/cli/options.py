"""Arguments and options that several commands share."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class Format(StrEnum):
    """How results are written."""

    table = "table"
    json = "json"
    jsonl = "jsonl"


Sources = Annotated[
    list[str],
    typer.Argument(
        metavar="SOURCE...",
        help="Text or JSONL files, directories, or - for standard input.",
        show_default=False,
    ),
]
Published = Annotated[
    str | None,
    typer.Option(metavar="DATE", help="When the reports came out (2017-06-01), for those that do not say."),
]
Outlet = Annotated[
    str | None, typer.Option(metavar="NAME", help="Who published the reports, for those that do not say.")
]
LogFile = Annotated[Path | None, typer.Option("--log", metavar="FILE", help="The log, such as war.db.")]
NeededLog = Annotated[
    Path,
    typer.Option("--log", metavar="FILE", envvar="WARLOG_LOG", help="The log.", show_default=True),
]
FormatOption = Annotated[Format, typer.Option("--format", help="How results are written.")]
Out = Annotated[
    Path | None, typer.Option("--out", metavar="FILE", help="Write to FILE instead of standard output.")
]
GazetteerFile = Annotated[
    Path | None,
    typer.Option("--gazetteer", metavar="FILE", help="Another gazetteer than the one built on first use."),
]
