"""`warlog bench gazetteer` on a gazetteer of a few rows: what it measures, not how fast a busy machine is."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

from warlog.bench.gazetteer import measure_gazetteer, resident_mb
from warlog.cli import main
from warlog.places import Gazetteer
from warlog.places.importing import Wanted, import_places


@pytest.fixture
def home(gazetteer: Gazetteer, tmp_path: Path) -> Path:
    home = Path(shutil.copy(gazetteer.path, tmp_path / "g.sqlite3"))
    villages = tmp_path / "villages.csv"
    lines = (f"Village {chr(97 + n % 26)}{n},{n / 10},{n / 5},IQ" for n in range(500))
    villages.write_text("\n".join(["name,latitude,longitude,country", *lines]), encoding="utf-8")
    import_places(villages, home, Wanted("villages"), lambda *_: None)
    return home


@pytest.mark.parametrize("cold", [False, True])
def test_places_of_all_layers_are_looked_up(home: Path, cold: bool) -> None:
    measured = measure_gazetteer(home, 300, cold=cold)
    assert measured.imports == 1 and measured.places > 500
    assert measured.opening < 300
    assert measured.known.most >= 1 and measured.absent.most == 0
    assert 0 < measured.known.middle <= measured.known.ninety_nine


def test_memory_is_told_where_the_system_tells_it() -> None:
    assert (resident_mb() > 10) == (sys.platform == "linux")


def test_the_command_prints_the_figures(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(
        sys, "argv", ["warlog", "bench", "gazetteer", "--names", "200", "--gazetteer", str(home)]
    )
    with pytest.raises(SystemExit) as stop:
        main()
    out = capsys.readouterr().out
    assert not stop.value.code and "a name that is there, µs" in out and "memory of the process, MB" in out
