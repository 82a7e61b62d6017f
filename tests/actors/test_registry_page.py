"""The page that lists the registry is up to date."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent


def test_the_page_lists_the_registry_as_it_is() -> None:
    done = subprocess.run(
        [sys.executable, "scripts/registry_page.py", "--check"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
