"""What actors are read and linked in the project's own texts, and how that is counted."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path

import pytest
from typer.testing import CliRunner

from warlog.actors import ActorMention, Registry
from warlog.bench.actors import Case, MarkedText, half_of, read_marked, run, score
from warlog.cli import app
from warlog.errors import WarlogError
from warlog.resources import load_resources

OWN = Path(__file__).parent / "actors"


@pytest.fixture(scope="module")
def registry(tmp_path_factory: pytest.TempPathFactory) -> Registry:
    return Registry.load(cache=tmp_path_factory.mktemp("cache"))


def test_own_texts_stay_above_the_floors() -> None:
    figures = run(read_marked(OWN), load_resources())
    assert figures.texts >= 60
    assert figures.cases >= 350
    assert figures.f1 >= 0.94
    assert figures.linking >= 0.96
    assert figures.astray <= 4


def test_every_id_in_the_own_texts_is_in_the_registry(registry: Registry) -> None:
    named = {i for text in read_marked(OWN) for case in text.cases for i in (*case.right, *case.members)}
    assert named - registry.actors.keys() == set()


def mention(start: int, end: int, actor: str | None, **more: object) -> ActorMention:
    return ActorMention(start, end, "x", 0, actor, "x", "rebel_group", "name", **more)  # type: ignore[arg-type]


def test_the_mention_that_shares_most_is_judged(registry: Registry) -> None:
    text = MarkedText("M23 rebels fled.", [Case(0, 10, ("m23",))], whole=True)
    figures = score([(text, [mention(0, 3, "adf"), mention(0, 10, "m23"), mention(11, 15, None)])], registry)
    assert (figures.found, figures.exact, figures.linked, figures.extra) == (1, 1, 1, 1)


def test_members_names_and_nobody_are_each_judged_as_such(registry: Registry) -> None:
    pair = (mention(0, 3, "m23"), mention(0, 3, "cd-forces"))
    cases = [Case(0, 3, members=("cd-forces", "m23")), Case(4, 7, name="x"), Case(8, 11)]
    given = [mention(0, 3, None, members=pair), mention(4, 7, None), mention(8, 11, "m23")]
    figures = score([(MarkedText("aaa bbb ccc", cases), given)], registry)
    assert (figures.covered, figures.linked, figures.uncovered, figures.astray) == (2, 2, 1, 1)
    assert not figures.whole


def test_verdicts_find_their_texts_by_hash(tmp_path: Path) -> None:
    text = "ISIL fled."
    digest = sha256(text.encode()).hexdigest()
    row = {
        "document": "d1",
        "sha256": digest,
        "start": 0,
        "end": 4,
        "expected": "islamic-state",
        "equal": ["x"],
    }
    (tmp_path / "v.jsonl").write_text(json.dumps(row) + "\n")
    (tmp_path / "documents.json").write_text(json.dumps({"_id": "d1", "text": text}) + "\n")
    (found,) = read_marked(tmp_path / "v.jsonl", half_of(digest), tmp_path)
    assert found.cases == [Case(0, 4, ("islamic-state", "x"))]
    assert not found.whole
    other = "dev" if half_of(digest) == "report" else "report"
    assert read_marked(tmp_path / "v.jsonl", other, tmp_path) == []


def test_a_file_that_is_neither_is_refused(tmp_path: Path) -> None:
    (tmp_path / "bad.json").write_text("[{}]")
    with pytest.raises(WarlogError, match="W001"):
        read_marked(tmp_path / "bad.json")


def test_the_command_prints_figures_and_refuses_to_list_the_half_to_report() -> None:
    runner = CliRunner()
    done = runner.invoke(app, ["bench", "actors", str(OWN / "theatres.json"), "--jsonl"])
    assert done.exit_code == 0
    assert json.loads(done.stdout)["mentions"] >= 200
    refused = runner.invoke(app, ["bench", "actors", str(OWN), "--half", "report", "--list"])
    assert refused.exit_code != 0


def test_the_committed_verdicts_are_whole(registry: Registry) -> None:
    path = Path(__file__).parent.parent.parent / "annotations" / "re3d_organisations.jsonl"
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert len(rows) == 200
    for row in rows:
        assert set(row) >= {"corpus", "part", "document", "outlet", "sha256", "start", "end", "expected"}
        assert {row["expected"], *row.get("equal", [])} - {None} <= registry.actors.keys()
        assert "text" not in row
    assert {half_of(row["sha256"]) for row in rows} == {"dev", "report"}
