"""Writes the pages that say what the program says: docs/cli.md (every command's --help) and docs/errors.md.

    python scripts/capture_help.py [--check]

With --check nothing is written; pages that are out of date are named and the exit status is 1.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

DOCS = Path(__file__).parent.parent / "docs"
WIDTH = 92  # columns that the docs' code blocks show without scrolling

# Before typer is imported: it looks at these once, and the page must not depend on whose terminal made it.
for name in ("FORCE_COLOR", "PY_COLORS", "GITHUB_ACTIONS", "WARLOG_LOG"):
    os.environ.pop(name, None)
os.environ |= {"TERMINAL_WIDTH": str(WIDTH), "COLUMNS": str(WIDTH), "NO_COLOR": "1", "TERM": "dumb"}

CLI_TOP = """# Commands

<!-- Written by scripts/capture_help.py: do not edit. -->

Every command says what it does with `--help`. This page is that help, as the program prints it.

- Results go to standard output, messages to standard error, so pipes work.
- `-` as a source is standard input.
- Exit status: 0 all read; 1 some reports could not be read (they are listed); 2 the command itself was wrong.
- `WARLOG_HOME` names the folder in which the gazetteer is kept, where the user's cache folder will not do.
"""

ERRORS_TOP = """# Errors and mends

<!-- Written by scripts/capture_help.py: do not edit. -->

Every error has a code, says what was found and where, and what to do about it. Nothing is left half-written.
Words in braces stand for what the message fills in. Codes `W0xx` are errors, `W1xx` warnings that the reading goes on
after.
"""

GROUPS = {
    "W00": "Reports", "W01": "Reports", "W02": "The log", "W03": "What warlog needs", "W04": "Commands",
    "W05": "Imports into the gazetteer", "W055": "Annotations", "W10": "Warnings",
}  # fmt: skip


def cli_page() -> str:
    """docs/cli.md."""
    import typer.main
    from typer.testing import CliRunner

    from warlog.cli import app

    parts = [CLI_TOP]
    for words in ((), *_commands(typer.main.get_command(app))):
        result = CliRunner().invoke(app, [*words, "--help"], prog_name="warlog")
        if result.exit_code != 0:
            raise SystemExit(f"warlog {' '.join(words)} --help failed: {result.output}")
        lines = [line.rstrip() for line in result.output.strip().splitlines()]
        parts.append(f"## {' '.join(('warlog', *words))}\n\n```text\n" + "\n".join(lines) + "\n```\n")
    return "\n".join(parts)


def _commands(command: object, before: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    found: list[tuple[str, ...]] = []
    for name, child in getattr(command, "commands", {}).items():
        if not child.hidden:
            found += [(*before, name), *_commands(child, (*before, name))]
    return found


def errors_page() -> str:
    """docs/errors.md."""
    from warlog.errors import CODES

    parts, group = [ERRORS_TOP], ""
    for code in sorted(CODES):
        here = GROUPS.get(code) or GROUPS.get(code[:3], "Others")
        if here != group:
            parts.append(f"## {here}\n")
            group = here
        parts.append(f"### {code}\n\n```text\n{code} {CODES[code]}\n```\n")
    return "\n".join(parts)


PAGES = {"cli.md": cli_page, "errors.md": errors_page}


def main() -> int:
    """Write the pages, or with --check name those that are out of date."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument(
        "--check", action="store_true", help="write nothing; exit status 1 where a page is out of date"
    )
    check = parser.parse_args().check
    stale = 0
    for name, make in PAGES.items():
        path, page = DOCS / name, make()
        if path.exists() and path.read_text(encoding="utf-8") == page:
            continue
        if check:
            print(f"docs/{name} is out of date: run `make help-pages`", file=sys.stderr)
            stale = 1
        else:
            path.write_text(page, encoding="utf-8")
            print(f"docs/{name} written")
    return stale


if __name__ == "__main__":
    sys.exit(main())
