"""The other commands: show, mentions, explain, map, schema, bench, --version."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from warlog import __version__

Run = Callable[..., Any]


@pytest.fixture
def report(tmp_path: Path, texts: Sequence[str]) -> Path:
    path = tmp_path / "a.txt"
    path.write_text(texts[0])
    return path


@pytest.fixture
def log(run: Run, report: Path, tmp_path: Path) -> Path:
    path = tmp_path / "war.db"
    run("read", report, "--log", path, "--published", "2017-06-01", "--outlet", "AFP")
    return path


def claims(run: Run, report: Path) -> list[dict[str, Any]]:
    lines = run("read", report, "--format", "jsonl", "--published", "2017-06-01").out.splitlines()
    return [record for record in map(json.loads, lines) if record["record"] != "report"]


def test_show_lists_and_filters(run: Run, log: Path) -> None:
    result = run("show", "claims", "--log", log)
    assert result.err == "2 claims\n"
    assert "Hawijah" in result.out and "AFP" in result.out and "2017-06-01" in result.out
    assert run("show", "claims", "--log", log, "--place", "shirqat").err == "1 claim\n"
    assert run("show", "claims", "--log", log, "--act", "attack", "--act", "capture").err == "2 claims\n"
    assert (
        run("show", "claims", "--log", log, "--source", "assadi", "--format", "json").out.count('"claim"')
        == 2
    )
    assert run("show", "claims", "--log", log, "--from", "2017-01-01").out == ""
    assert "Army takes towns" in run("show", "reports", "--log", log).out
    assert "48 km" in run("show", "checks", "--log", log, "--verdict", "imprecise").out
    assert json.loads(run("show", "checks", "--log", log, "--format", "jsonl").out)["found"] == 58.2


@pytest.mark.parametrize(
    ("words", "code"),
    [(("--act", "conquest"), "W046"), (("--from", "June"), "W045"), (("--to", "2017-13-01"), "W045")],
)
def test_show_refuses_wrong_filters(run: Run, log: Path, words: Sequence[str], code: str) -> None:
    result = run("show", "claims", "--log", log, *words)
    assert (result.status, result.err[:4], result.err.count("\n")) == (2, code, 1)


def test_show_without_a_log(run: Run, tmp_path: Path) -> None:
    result = run("show", "claims", "--log", tmp_path / "none.db")
    assert result.status == 2 and result.err.startswith("W023 ")


def test_mentions(run: Run, report: Path) -> None:
    result = run("mentions", report, "--kind", "place", "--format", "jsonl")
    records = [json.loads(line) for line in result.out.splitlines()]
    assert [record["text"] for record in records] == ["Hawijah,", "Shirqat."]
    assert '"attribution"' in run("mentions", report, "--kind", "attribution", "--format", "json").out
    assert "Hawijah" in run("mentions", report).out
    assert run("mentions", report, "--kind", "weather").status == 2


def test_explain_from_a_report_and_from_a_log(run: Run, report: Path, log: Path) -> None:
    found = claims(run, report)
    for source in (("--report", report, "--published", "2017-06-01"), ("--log", log)):
        out = run("explain", found[0]["id"], *source).out
        assert "»Iraqi forces captured Hawijah,«" in out
        assert "the verb “captured” makes" in out
        assert "Ahmed al-Assadi (spokesman) [party, “captured”]" in " ".join(out.split())
        assert "taken" in out
        assert "capture, planned" in run("explain", found[1]["id"][:9], *source).out
        assert "»48 km west«" in run("explain", found[2]["id"], *source).out
        missing = run("explain", "c-nothing", *source)
        assert missing.status == 2 and missing.err.startswith("W041 ")
    several = run("explain", "c-", "--report", report)
    assert several.err.startswith("W044 ")
    assert run("explain", "c-1").err.startswith("W042 ")


def test_map_from_reports_and_from_a_log(run: Run, report: Path, log: Path, tmp_path: Path) -> None:
    out = tmp_path / "map.html"
    assert run("map", out, report).status == 0
    assert "Hawijah" in out.read_text()
    out.unlink()
    assert run("map", out, "--log", log).status == 0
    assert out.exists()
    assert run("map", out).err.startswith("W042 ")
    assert run("map", tmp_path / "none" / "map.html", report).err.startswith("W040 ")
    assert run("map", tmp_path / "other.html", tmp_path / "gone.txt").status == 1


def test_schema_and_version(run: Run) -> None:
    assert json.loads(run("schema").out)["title"].startswith("warlog records")
    assert run("--version").out == f"warlog {__version__}\n"


def test_bench_gold(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, report: Path) -> None:
    from warlog.cli import benchmarks, reading

    monkeypatch.setattr(benchmarks, "load_reader", reading.load_reader)
    gold = tmp_path / "gold"
    (gold / "reports").mkdir(parents=True)
    (gold / "reports" / "a.txt").write_text(report.read_text())
    claim = {
        "act": "capture",
        "modality": "planned",
        "voice": "source",
        "trigger": "captured",
        "sentence": "Iraqi forces captured Hawijah",
        "agents": [{"text": "Iraqi forces"}],
    }
    missed = {**claim, "act": "aid", "trigger": "Kirkuk"}
    (gold / "a.json").write_text(json.dumps({"published": "2017-06-01", "claims": [claim, missed]}))
    figures = json.loads(run("bench", "gold", gold, "--jsonl").out)
    assert (figures["gold"], figures["predicted"], figures["recall"]) == (2, 2, 0.5)
    out = run("bench", "gold", gold, "--list", "--only", "a").out
    assert "missed  a: aid" in out and "extra   a: capture" in out and "slots   a: capture" in out
    assert run("bench", "gold", tmp_path / "none").err.startswith("W043 ")


def test_doctor_says_what_is_ill(run: Run, tmp_path: Path) -> None:
    broken = tmp_path / "gazetteer.db"
    broken.write_text("not a gazetteer")
    result = run("doctor", "--gazetteer", broken)
    assert result.status == 1
    assert "well  Python" in result.out and "ill   gazetteer" in result.out


def test_commands_start_without_the_heavy_libraries() -> None:
    code = (
        "import sys, warlog.cli; heavy = {'spacy', 'numpy', 'sqlalchemy', 'alembic', 'shapely', 'pyproj', 'py3langid',"
        " 'rapidfuzz'} & set(sys.modules); assert not heavy, heavy"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_a_closed_pipe_ends_quietly() -> None:
    code = "import sys; sys.argv = ['warlog', 'schema']; from warlog.cli import main; main()"
    command = f'{sys.executable} -c "{code}" | head -c 1'
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=True)
    assert done.stdout == "{" and done.stderr == ""
