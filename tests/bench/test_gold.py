"""A gold folder is loaded, selected, read and scored; what is wrong in it is named."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from warlog.bench.gold import by_act, figures, load_gold, score_reports, selected
from warlog.errors import WarlogError
from warlog.ingest import RawReport
from warlog.records import Attribution, Claim, Evidence, Mention, Participant

TEXT = "Army takes Qarah\n\nThe army captured Qarah on Monday. Rebels shelled the town.\n"
GOLD = {
    "published": "2017-06-01", "title": "T", "outlet": None,
    "claims": [
        {"act": "capture", "modality": "happened", "trigger": "captured", "sentence": "The army captured", "agents": [{"text": "The army"}], "voice": "outlet"},
        {"act": "shelling", "modality": "happened", "trigger": "shelled", "sentence": "Rebels shelled", "agents": [{"text": "Rebels"}], "voice": "outlet"},
    ],
}  # fmt: skip


class CaptureReader:
    """Finds the capture and nothing else."""

    def __init__(self) -> None:
        self.read_reports: list[RawReport] = []

    def read(self, raw: RawReport) -> Any:
        self.read_reports.append(raw)
        if "captured" not in raw.text:
            raise WarlogError("W010", where=raw.where)
        start = raw.text.index("captured")
        agent = Participant("agent", None, "The army", "unknown", Mention(18, 26, "The army"))
        evidence = Evidence(18, 52, raw.text[18:52], Mention(start, start + 8, "captured"))
        claim = Claim(
            "c-1", "r-1", "capture", "happened", evidence, [agent], None, None, None, None, [], None,
            Attribution("outlet", [], None), None, False, 0.5, "x",
        )  # fmt: skip
        return SimpleNamespace(claims=[claim])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "reports").mkdir()
    for name in ("a1", "a2", "b1"):
        (tmp_path / f"{name}.json").write_text(json.dumps(GOLD))
        (tmp_path / "reports" / f"{name}.txt").write_text(TEXT)
    return tmp_path


def test_a_folder_is_read_with_its_metadata_and_scored(folder: Path) -> None:
    reader = CaptureReader()
    scored = list(score_reports(load_gold(folder), reader))
    assert [one.gold.name for one in scored] == ["a1", "a2", "b1"]
    assert {(raw.text, raw.title, raw.outlet, raw.published) for raw in reader.read_reports} == {
        (TEXT, "T", None, "2017-06-01")
    }
    found = figures(scored)
    assert (found["gold"], found["predicted"], found["recall"], found["precision"]) == (6, 3, 0.5, 1.0)
    assert found["whole_f1"] == pytest.approx(0.667)
    assert by_act(scored) == [("capture", 3, 3), ("shelling", 0, 3)]
    assert [claim.trigger for claim in scored[0].pairing.missed] == ["shelled"]


def test_a_report_that_cannot_be_read_counts_as_missed(folder: Path) -> None:
    (folder / "reports" / "a1.txt").write_text("12 34")
    scored = list(score_reports(load_gold(folder), CaptureReader()))
    assert scored[0].problem is not None and "W010" in scored[0].problem
    assert figures(scored)["reports_missing"] == 1
    assert figures(scored)["gold"] == 6


@pytest.mark.parametrize(
    ("only", "names"),
    [
        ("seed,d01-d06", ["d01", "d06", "seed"]), ("d01-06", ["d01", "d06"]), ("d07", ["d07"]), ("d06-d12, x", ["d06", "d07", "d12"]),
        ("d1", []), ("d02-d05", []), ("", []),
    ],
)  # fmt: skip
def test_selection(only: str, names: list[str]) -> None:
    assert selected(["d01", "d06", "d07", "d12", "seed"], only) == names


def wrong(folder: Path, **changed: object) -> None:
    (folder / "a1.json").write_text(json.dumps({**GOLD, **changed}))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda f: (f / "a1.json").write_text("{"), "a1.json: not JSON"),
        (lambda f: (f / "a1.json").write_text("[]"), 'no list of "claims"'),
        (lambda f: wrong(f, published="June"), "published 'June' is not a date"),
        (lambda f: wrong(f, claims=[{"act": "capture"}]), "claims[0].sentence is missing"),
        (lambda f: wrong(f, claims=[5]), "claims[0]"),
        (lambda f: (f / "reports" / "a1.txt").unlink(), "a1.txt: No such file"),
    ],
)  # fmt: skip
def test_what_is_wrong_in_a_folder_is_named(folder: Path, change: Any, said: str) -> None:
    change(folder)
    with pytest.raises(WarlogError, match="W043") as error:
        load_gold(folder)
    assert said in str(error.value)


def test_folders_that_are_none(tmp_path: Path, folder: Path) -> None:
    for path, only in ((tmp_path / "none", None), (tmp_path / "reports", None), (folder, "z9")):
        with pytest.raises(WarlogError, match="W043"):
            load_gold(path, only)


def test_alias_data() -> None:
    import tomllib
    from importlib import resources

    from warlog.bench.scoring import fold
    from warlog.records import ACTS

    def data(name: str) -> dict[str, Any]:
        return tomllib.loads((resources.files("warlog.data") / "bench" / name).read_text("utf-8"))

    folded = [fold(name) for group in data("aliases.toml")["groups"] for name in group["names"]]
    assert all(folded) and len(folded) == len(set(folded))
    acts = [act for family in data("families.toml")["families"] for act in family]
    assert len(acts) == len(set(acts)) and set(acts) <= set(ACTS)
