"""The project's own files: requirements, licence, examples, set-up scripts."""

from __future__ import annotations

import json
import os
import re
import runpy
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
REQUIREMENTS = sorted((ROOT / "requirements").glob("*.txt"))
ADDRESS = re.compile(
    r"https?:|ftp:|file:|--(?:extra-)?index|--find-links|--trusted-host|(?:^|\s)-[if]\s| @ |git\+"
)
PINNED = re.compile(r"^([a-z0-9][a-z0-9._-]*)==(\S+)(?: ; [^\\]+)? \\$")


def names_in(path: Path) -> list[str]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return [match[1] for line in lines if (match := PINNED.match(line))]


@pytest.mark.parametrize("path", REQUIREMENTS, ids=lambda path: path.name)
def test_requirements_are_pinned_with_hashes_and_name_no_address(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    assert not [line for line in lines if ADDRESS.search(line)]
    for number, line in enumerate(lines):
        if line and not line[0].isspace() and not line.startswith("#"):
            assert PINNED.match(line), f"{path.name}:{number + 1}: {line}"
            assert lines[number + 1].strip().startswith("--hash=sha256:")


def test_training_libraries_stay_out_of_the_requirements() -> None:
    names = {name for path in REQUIREMENTS for name in names_in(path)}
    assert not names & {"torch", "transformers", "tensorflow", "jax"}


def test_requirements_agree_with_each_other() -> None:
    run, test = (set(names_in(ROOT / "requirements" / f"{name}.txt")) for name in ("run", "test"))
    assert run <= test
    pins: dict[str, set[str]] = {}
    for path in REQUIREMENTS:
        for line in path.read_text(encoding="utf-8").splitlines():
            if match := PINNED.match(line):
                marker = line.partition(" ; ")[2]
                pins.setdefault(f"{match[1]} {marker}", set()).add(match[2])
    assert {name: versions for name, versions in pins.items() if len(versions) > 1} == {}


def test_every_dependency_is_in_the_requirements() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    groups = project["dependency-groups"]
    wanted = {
        "run": project["project"]["dependencies"], "test": groups["test"], "docs": groups["docs"],
        "build": groups["build"], "bootstrap": groups["bootstrap"],
    }  # fmt: skip
    for name, requirements in wanted.items():
        locked = names_in(ROOT / "requirements" / f"{name}.txt")
        for requirement in requirements:
            package = re.split(r"[\[<>=!~; ]", requirement)[0].lower().replace("_", "-")
            assert package in locked, f"{package} is not in requirements/{name}.txt: run `make lock`"


def test_licence_and_credits_are_there() -> None:
    licence = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert "Version 2.0, January 2004" in licence and "END OF TERMS AND CONDITIONS" in licence
    notice = (ROOT / "NOTICE").read_text(encoding="utf-8")
    for credited in (
        "GeoNames",
        "Natural Earth",
        "airportsdata",
        "OpenStreetMap",
        "UCDP",
        "en_core_web_sm",
        "WordNet",
    ):
        assert credited in notice


# --- README ---------------------------------------------------------------------------------------


def test_readme_opens_with_what_it_is_the_commands_and_the_picture() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert readme.index("warlog reads") < readme.index("make demo") < readme.index("demo-picture")
    assert readme.index("demo-picture") < readme.index("demo-output")


def test_files_that_readme_names_exist() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#]+)[^)]*\)", readme):
        assert "://" in target or (ROOT / target).exists(), target


def test_readme_shows_what_the_demo_prints() -> None:
    done = subprocess.run(
        [sys.executable, "scripts/update_readme.py", "--check"],
        cwd=ROOT, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


# --- examples -------------------------------------------------------------------------------------


def example_texts() -> dict[str, str]:
    folder = ROOT / "examples" / "reports"
    texts = {path.name: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.txt"))}
    for path in sorted(folder.glob("*.jsonl")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            record = json.loads(line)
            assert set(record) == {"text", "title", "outlet", "published", "url"}
            texts[f"{path.name}:{number}"] = record["text"]
    return texts


def test_eight_reports_of_a_reports_length() -> None:
    lengths = {name: len(text.split()) for name, text in example_texts().items()}
    assert len(lengths) == 8
    assert all(120 <= words <= 260 for words in lengths.values()), lengths


def test_examples_are_said_to_be_invented() -> None:
    page = (ROOT / "examples" / "README.md").read_text(encoding="utf-8")
    assert "Everything in these reports is invented" in page
    for name in {name.partition(":")[0] for name in example_texts()}:
        assert name in page


def test_example_dates_are_those_of_2031_and_weekdays_fit() -> None:
    from datetime import date

    months = {"March": 3}
    dated = re.compile(
        r"(Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday),? (\d{1,2}) (March) (\d{4})"
    )
    for name, text in example_texts().items():
        assert set(re.findall(r"\b(?:19|20)\d\d\b", text)) <= {"2031"}, name
        for weekday, day, month, year in dated.findall(text):
            assert date(int(year), months[month], int(day)).strftime("%A") == weekday


# The distances that examples/README.md says were measured: from, to, kilometres
MEASURED = [
    ("Kirkuk", "Hawija", 58), ("Kirkuk", "al-Riyadh", 49), ("Hawija", "al-Riyadh", 14), ("Hawija", "al-Abbasi", 17),
    ("Kirkuk", "Tuz Khurmatu", 68), ("Kirkuk", "Daquq", 37), ("Tuz Khurmatu", "Suleiman Bek", 9),
    ("Tuz Khurmatu", "Amirli", 19), ("Baiji", "al-Fatha", 15), ("Kirkuk", "Dibis", 37),
]  # fmt: skip


def test_distances_that_the_examples_page_gives_are_so() -> None:
    from warlog.places import Gazetteer
    from warlog.places.geometry import km

    gazetteer = Gazetteer.open()

    def point(name: str) -> tuple[float, float]:
        towns = [e for e in gazetteer.find(name, "IQ", 5) if not e.kind.startswith("admin")]
        return towns[0].latitude, towns[0].longitude

    for one, other, stated in MEASURED:
        assert km(*point(one), *point(other)) == pytest.approx(stated, abs=1), (one, other)


# --- set-up ---------------------------------------------------------------------------------------


def find_python(**environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["/bin/sh", "scripts/find_python.sh"],
        cwd=ROOT, env={"PATH": "/nonexistent"} | environment, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip


def test_a_machine_without_a_fitting_python_is_told_so() -> None:
    found = find_python()
    assert found.returncode == 1
    assert "No Python from 3.11 to 3.13 found" in found.stderr and "PYTHON=" in found.stderr


def test_the_python_named_is_taken_and_a_wrong_one_refused(tmp_path: Path) -> None:
    assert find_python(PYTHON=sys.executable).stdout.strip() == sys.executable
    old = tmp_path / "python"
    old.write_text("#!/bin/sh\nexit 1\n")
    old.chmod(0o755)
    refused = find_python(PYTHON=str(old))
    assert refused.returncode == 1 and "name another" in refused.stderr


def test_scripts_can_be_run() -> None:
    for path in [*(ROOT / "scripts").glob("*.sh"), ROOT / ".ci" / "run"]:
        assert os.access(path, os.X_OK), path


def test_readme_script_puts_output_between_its_markers() -> None:
    script = runpy.run_path(str(ROOT / "scripts" / "update_readme.py"))
    start, end = script["START"], script["END"]
    readme = script["inserted"](f"before\n{start}\nold\n{end}\nafter", "new")
    assert "old" not in readme and "new" in readme
    assert readme.startswith("before\n") and readme.endswith("\nafter")
    with pytest.raises(ValueError, match="lacks the markers"):
        script["inserted"]("no markers", "new")
