"""The documentation is true: its commands run, its pages name what the program has, its links lead somewhere."""

from __future__ import annotations

import os
import re
import runpy
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import msgspec
import pytest

from warlog import records

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
_BLOCK = re.compile(r"^```console\n(.*?)^```", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Example:
    """A command of the documentation with the output that stands below it."""

    page: str
    command: str
    output: tuple[str, ...]


def examples() -> list[Example]:
    found: list[Example] = []
    for path in sorted(DOCS.glob("*.md")):
        for block in _BLOCK.findall(path.read_text(encoding="utf-8")):
            for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
                command, *output = part.rstrip("\n").split("\n")
                found.append(Example(path.name, command, tuple(output)))
    return found


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the examples in it, in which the commands of all pages are run in order."""
    folder = tmp_path_factory.mktemp("desk")
    shutil.copytree(ROOT / "examples", folder / "examples")
    return folder


def run(command: str, desk: Path) -> subprocess.CompletedProcess[str]:
    programs = desk / "bin"
    if not programs.exists():
        programs.mkdir()
        (programs / "warlog").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m warlog "$@"\n')
        (programs / "warlog").chmod(0o755)
    environment = os.environ | {"PATH": f"{programs}:{os.environ['PATH']}", "COLUMNS": "100", "NO_COLOR": "1"}
    environment.pop("WARLOG_LOG", None)
    return subprocess.run(
        ["/bin/bash", "-o", "pipefail", "-c", command],
        cwd=desk, env=environment, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip


@pytest.mark.parametrize("example", examples(), ids=lambda example: f"{example.page}: {example.command[:50]}")
def test_commands_in_the_docs_do_what_the_docs_say(example: Example, desk: Path) -> None:
    expected = re.search(r"# exits (\d)", example.command)
    done = run(example.command, desk)
    # a reader that has enough (`| head`) may end the writer early
    ended = done.returncode == 1 and "| head" in example.command
    assert ended or done.returncode == int(expected[1] if expected else 0), done.stderr
    assert shown(example.output, done.stdout + done.stderr), done.stdout + done.stderr


def shown(expected: tuple[str, ...], printed: str) -> bool:
    """Whether the lines come in this order; `…` stands for any lines, at a line's start or end for any words."""
    lines = iter(printed.splitlines())
    return all(line == "…" or any(_fits(line, other) for other in lines) for line in expected)


def _fits(expected: str, printed: str) -> bool:
    pattern = ".*".join(re.escape(part) for part in expected.rstrip().split("…"))
    return re.fullmatch(pattern, printed.rstrip()) is not None


def test_shown_lines_must_come_in_order() -> None:
    assert shown(("a", "…", "c…"), "a\nb\ncd\n")
    assert not shown(("c", "a"), "a\nb\nc\n")


def test_quickstart_has_commands_to_run() -> None:
    assert len([example for example in examples() if example.page == "quickstart.md"]) >= 8


def test_help_and_error_pages_are_up_to_date() -> None:
    done = subprocess.run(
        [sys.executable, "scripts/capture_help.py", "--check"],
        cwd=ROOT, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


# --- record.md ------------------------------------------------------------------------------------


def section(kind: str) -> str:
    page = (DOCS / "record.md").read_text(encoding="utf-8")
    parts = re.split(r"^## (\w+)\n", page, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))[kind]


@pytest.mark.parametrize("kind", records.RECORD_KINDS)
def test_every_field_of_every_record_is_explained(kind: str) -> None:
    text = section(kind)
    for field in msgspec.structs.fields(records.RECORD_KINDS[kind]):
        assert f"`{field.name}`" in text, f"docs/record.md, {kind}: {field.name}"


@pytest.mark.parametrize(
    "struct",
    [records.Participant, records.Place, records.When, records.Quantity, records.Source, records.Evidence],
)
def test_every_field_inside_a_claim_is_explained(struct: type[msgspec.Struct]) -> None:
    text = section("claim")
    for field in msgspec.structs.fields(struct):
        assert re.search(rf"[`\"]{field.name}[`\"]", text), f"docs/record.md, {struct.__name__}: {field.name}"


def words_of(annotation: object) -> Iterator[str]:
    yield from getattr(annotation, "__args__", ())


@pytest.mark.parametrize(
    "values",
    [
        records.Act, records.Modality, records.Role, records.ActorKind, records.SourceKind, records.Derivation,
        records.Measure, records.Weapon, records.Voice, records.CheckKind, records.Verdict,
    ],
    ids=lambda values: next(words_of(values)),
)  # fmt: skip
def test_every_value_of_the_record_is_explained(values: object) -> None:
    page = (DOCS / "record.md").read_text(encoding="utf-8")
    assert [word for word in words_of(values) if f"`{word}`" not in page] == []


def test_every_act_has_a_row() -> None:
    rows = re.findall(r"^\| `(\w+)` \|", section("claim"), re.MULTILINE)
    assert [act for act in records.ACTS if act not in rows] == []


# --- links ----------------------------------------------------------------------------------------


def test_links_between_pages_lead_somewhere() -> None:
    for path in sorted(DOCS.glob("*.md")):
        for target in re.findall(r"\]\(([^)#\s]+)", path.read_text(encoding="utf-8")):
            assert "://" in target or (DOCS / target).exists(), f"{path.name}: {target}"


def test_every_page_is_in_the_navigation() -> None:
    navigation = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    assert [path.name for path in DOCS.glob("*.md") if f": {path.name}" not in navigation] == []


def test_the_link_check_finds_dead_links_anchors_and_other_hosts(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text(
        '<h1 id="top">a</h1><a href="b.html#there">ok</a><a href="b.html#gone">x</a><a href="c.html">x</a>'
        '<a href="https://example.org">may be</a><img src="https://example.org/a.png">'
        '<link rel="canonical" href="https://example.org/">',
        encoding="utf-8",
    )
    (tmp_path / "b.html").write_text('<h2 id="there">b</h2><a href="#there">ok</a>', encoding="utf-8")
    faults = runpy.run_path(str(ROOT / "scripts" / "check_links.py"))["faults"](tmp_path)
    assert len(faults) == 3
    assert "b.html#gone names an anchor" in faults[1] and "c.html leads nowhere" in faults[2]
    assert "on another host" in faults[0]
