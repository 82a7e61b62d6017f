"""Every error and warning that a person may see, with its code and its mend.

A message says what was found, where, and what to do. `W0xx` are errors about input and files,
`W1xx` warnings that the reading goes on after.
"""

from __future__ import annotations

CODES: dict[str, str] = {
    # input
    "W001": "{where}: no such file or directory; check the path",
    "W002": "{where}: the file is empty; there is nothing to read",
    "W003": "{where}: not a text ({found}); convert it to plain text or JSONL first",
    "W004": "{where}: no reports in this directory (looked for {looked_for}); name the files themselves",
    "W005": "{where}: {length}, and the limit for one report is {limit:,} characters; "
    "split it into one file a report, or use JSONL with one report a line",
    "W006": "{where}: the report is in {language}, which warlog does not read yet; it reads English",
    "W007": "--published {found!r} is not a date; write it as 2017-06-01",
    "W008": '{where}: line {line} is not a report ({found}); each line needs a JSON object with a "text"',
    "W009": "{where}: cannot be read ({found}); check its permissions",
    "W010": "{where}: no words in it that could be read; is it a list of numbers or a scanned page?",
    "W011": "{where}: the reading broke off ({found}); this is a fault of warlog: please report it with the text",
    # the log
    "W020": "{where}: not a warlog log ({found}); name another file, or remove it to start a new log",
    "W021": "{where}: written by a newer warlog (log version {found}, this one knows {known}); update warlog",
    "W022": "{where}: cannot be written ({found}); check permissions and free space. What was stored before is whole",
    "W023": "{where}: no such log; `warlog read … --log {where}` makes one",
    "W024": "{where}: a database address; logs are SQLite files so far: name a file, such as war.db",
    # resources
    "W030": "the gazetteer at {where} cannot be built ({found}); {mend}",
    "W031": "the gazetteer at {where} is damaged or of another version ({found}); "
    "`warlog gazetteer build` makes it anew",
    "W032": "the language model in {where} is not the one warlog was tested with ({found}); "
    "reinstall the pinned requirements",
    "W033": "{where}: {found}; this file is part of warlog: reinstall it, or mend the line named",
    # commands
    "W040": "{where}: cannot be written ({found}); choose another path for the output",
    "W041": "no record with the id {found!r}; `warlog show claims` lists them",
    "W042": "{found}; see `warlog {command} --help`",
    "W043": "{where}: {found}; a gold folder holds NAME.json files and reports/NAME.txt, or NAME.txt files with "
    "their claims below the text",
    "W044": "{found!r} begins several ids: {ids}; give more of it",
    "W045": "--{option} {found!r} is not a date; write it as 2017-06-01",
    "W046": "{found!r} is not an act; the acts are {known}",
    "W047": "{where}: line {line} cannot be read ({found}); see the README beside it for how names are marked",
    "W048": "{where}: not read as a corpus of place names ({found}); see `warlog bench places --help` for the forms",
    # imports into the gazetteer
    "W050": "{where}: {found}; an import is a GeoNames dump (19 columns between tabs) or a CSV with the columns name, latitude and "
    "longitude in its first line, both in UTF-8, or a zip file with one of them",
    "W051": "no import is called {found!r}; `warlog gazetteer imports` lists them",
    "W052": "{where}: cannot be imported or removed ({found}); {mend}. The gazetteer is as it was",
    "W053": "the import at {where} is damaged or of another version ({found}); import its source again under the name {name}, "
    "or `warlog gazetteer remove {name}`",
    "W054": "{where}: an import under the name {name} is under way; wait for it, or choose another --name",
    # annotations
    "W055": "{where}: line {line}: {found}; {mend}. See docs/codebook.md for the form",
    # warnings
    "W101": "{where}: the same text as {found}; read once",
}


class WarlogError(Exception):
    """An error with a code of `CODES`; str() gives "W0xx where: what was found; what to do"."""

    def __init__(self, code: str, /, **details: object) -> None:
        self.code = code
        self.details = details
        super().__init__(f"{code} {CODES[code].format(**details)}")
