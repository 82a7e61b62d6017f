"""Puts into README.md what the demo prints now, between the markers `demo-output`.

    python scripts/update_readme.py [--check]

README shows one report's table; the demo prints eight. With --check nothing is written; the exit status is 1 where
README shows something else than the program prints.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
REPORT = "examples/reports/01-ministry-press-release.txt"
START, END = "<!-- demo-output: written by scripts/update_readme.py -->", "<!-- /demo-output -->"
WIDTH = 100


def output() -> str:
    """What `warlog read` prints of the report, without the ids' colours and trailing blanks."""
    environment = os.environ | {
        "COLUMNS": str(WIDTH),
        "NO_COLOR": "1",
        "TERM": "dumb",
        "PYTHONIOENCODING": "utf-8",
    }
    for name in ("FORCE_COLOR", "WARLOG_LOG"):
        environment.pop(name, None)
    done = subprocess.run(
        [sys.executable, "-m", "warlog", "read", REPORT],
        cwd=ROOT, env=environment, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    if done.returncode != 0:
        raise SystemExit(f"warlog read {REPORT} failed: {done.stderr.strip()}")
    return "\n".join(line.rstrip() for line in done.stdout.strip("\n").splitlines())


def inserted(readme: str, printed: str) -> str:
    """README with `printed` between its markers; ValueError where they are missing."""
    before, start, rest = readme.partition(START)
    _, end, after = rest.partition(END)
    if not start or not end:
        raise ValueError(f"README.md lacks the markers {START} and {END}")
    return f"{before}{start}\n```text\n$ warlog read {REPORT}\n\n{printed}\n```\n{end}{after}"


def main() -> int:
    """Write README.md, or with --check say whether it is out of date."""
    readme = README.read_text(encoding="utf-8")
    wanted = inserted(readme, output())
    if wanted == readme:
        return 0
    if "--check" in sys.argv[1:]:
        print("README.md shows another table than the demo prints: run `make readme`", file=sys.stderr)
        return 1
    README.write_text(wanted, encoding="utf-8")
    print("README.md updated")
    return 0


if __name__ == "__main__":
    sys.exit(main())
