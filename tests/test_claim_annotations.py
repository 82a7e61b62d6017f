"""The reports annotated with claims: every file reads, and the set is as large and as varied as its datasheet says."""

from __future__ import annotations

import json
import re
import runpy
import tomllib
from collections import Counter
from datetime import date
from importlib import resources
from pathlib import Path
from typing import Any

import pytest

from warlog.bench import load_gold
from warlog.bench.annotated import AnnotatedClaim, AnnotatedReport, text_sha256, with_text
from warlog.bench.claim_corpus import (
    SPLITS,
    as_json,
    check_folder,
    claim_text_paths,
    counts,
    read_folder,
    read_split,
    scored_places,
    split_of,
)
from warlog.bench.claim_text import check_claim_text, read_claim_text
from warlog.errors import WarlogError
from warlog.records import ACTS

ROOT = Path(__file__).parent.parent
OWN, REAL = ROOT / "annotations" / "claims", ROOT / "annotations" / "real"
FOLDERS = [folder for folder in (OWN, REAL) if folder.is_dir()]
# as they stand, to be raised with the set, never lowered
FEWEST_OWN_REPORTS, FEWEST_OWN_CLAIMS = 355, 5200
FEWEST_REAL_REPORTS, FEWEST_REAL_CLAIMS = 50, 680
FEWEST_OF_AN_ACT = 8
FEWEST_THEATRES = 60


@pytest.fixture(scope="module")
def own() -> list[AnnotatedReport]:
    return readable(OWN)


@pytest.fixture(scope="module")
def real() -> list[AnnotatedReport]:
    return readable(REAL)


def readable(folder: Path) -> list[AnnotatedReport]:
    found = (check_claim_text(path)[0] for path in claim_text_paths(folder))
    return [report for report in found if report is not None]


# the set


def test_every_file_reads() -> None:
    faults = [fault for folder in FOLDERS for fault in check_folder(folder)]
    listed = [f"{fault.path.name}:{fault.line}: {fault.found}; {fault.mend}" for fault in faults]
    assert not listed, "\n".join(listed)


def test_files_are_numbered() -> None:
    for path in (path for folder in FOLDERS for path in claim_text_paths(folder)):
        assert split_of(path.stem) in SPLITS


def test_each_report_is_there_once(own: list[AnnotatedReport], real: list[AnnotatedReport]) -> None:
    hashes = Counter(report.sha256 for report in (*own, *real))
    assert [report.name for report in (*own, *real) if hashes[report.sha256] > 1] == []
    names = Counter(report.name for report in (*own, *real))
    assert [name for name, count in names.items() if count > 1] == []


def test_no_claim_stands_twice_in_a_report(own: list[AnnotatedReport], real: list[AnnotatedReport]) -> None:
    twice: list[str] = []
    for report in (*own, *real):
        seen: dict[str, int] = {}
        for claim in report.claims:
            said = json.dumps(_content(report, claim.number), sort_keys=True)
            if said in seen:
                twice.append(f"{report.path.name}:{claim.line} says what line {seen[said]} says")
            seen.setdefault(said, claim.line)
    assert not twice, "\n".join(twice)


def _content(report: AnnotatedReport, number: int) -> dict[str, Any]:
    claim = next(claim for claim in as_json(report)["claims"] if claim["number"] == number)
    return {key: value for key, value in claim.items() if key != "number"}


def test_a_repeat_says_an_act_of_the_same_family(
    own: list[AnnotatedReport], real: list[AnnotatedReport]
) -> None:
    data = (resources.files("warlog.data") / "bench" / "families.toml").read_text("utf-8")
    families = [set(family) for family in tomllib.loads(data)["families"]]

    def alike(one: str, other: str) -> bool:
        return one == other or any({one, other} <= family for family in families)

    wrong: list[str] = []
    for report in (*own, *real):
        acts = {claim.number: claim.act for claim in report.claims}
        wrong += [
            f"{report.path.name}:{claim.line} is {claim.act}, claim {claim.same} is {acts.get(claim.same or 0)}"
            for claim in report.repeats
            if not alike(claim.act, acts.get(claim.same or 0, ""))
        ]
    # an assault told as a capture may be told again as an attack
    assert len(wrong) <= 0.03 * sum(len(report.repeats) for report in (*own, *real)), "\n".join(wrong)


def test_no_text_of_others_is_in_the_files(real: list[AnnotatedReport]) -> None:
    for report in real:
        assert report.text is None, report.name
        for name in _strings(as_json(report)["claims"]):
            assert len(name.split()) <= 12, f"{report.path.name}: {name}"


def test_mentions_are_short_enough_to_be_mentions(own: list[AnnotatedReport]) -> None:
    long = [
        f"{report.path.name}:{claim.line} {end - start} characters"
        for report in own
        for claim in report.claims
        for start, end in claim.spans()
        if end - start > 200
    ]
    assert not long, "\n".join(long)


WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def test_weekdays_are_those_of_their_dates(own: list[AnnotatedReport]) -> None:
    named, wrong = 0, list[str]()
    for report, claim in _claims(own):
        when = claim.when
        if when is None or when.start is None or when.end is None:
            continue
        words = _words(report, when.span).lower()
        told = {number for number, weekday in enumerate(WEEKDAYS) if re.search(rf"\b{weekday}\b", words)}
        found = {date.fromisoformat(day).weekday() for day in (when.start, when.end)}
        if len(told) == 1:
            named += 1
            if not told & found:
                wrong.append(f"{report.path.name}:{claim.line} {words} {when.start}..{when.end}")
    # a report may have its own weekday wrong
    assert len(wrong) <= named / 100, "\n".join(wrong)


def test_nothing_has_happened_after_its_report(own: list[AnnotatedReport]) -> None:
    late = [
        f"{report.path.name}:{claim.line} {claim.when.start}"
        for report, claim in _claims(own)
        if claim.when is not None
        and claim.when.start is not None
        and report.published is not None
        and claim.modality in ("happened", "ongoing", "ended")
        and date.fromisoformat(claim.when.start) > report.published
    ]
    assert not late, "\n".join(late)


def test_vague_numbers_are_those_of_the_code_book(own: list[AnnotatedReport]) -> None:
    lows = {"dozens": 24, "hundreds": 200, "thousands": 2000}
    wrong: list[str] = []
    for report, claim in _claims(own):
        for quantity in claim.quantities:
            first, *rest = _words(report, quantity.span).lower().split() or [""]
            if "thousands" in rest or "hundreds" in rest:
                continue
            if first in lows and (quantity.low, quantity.high) != (lows[first], None):
                wrong.append(f"{report.path.name}:{claim.line} {first}: {quantity.low} to {quantity.high}")
    assert not wrong, "\n".join(wrong)


def _claims(reports: list[AnnotatedReport]) -> list[tuple[AnnotatedReport, AnnotatedClaim]]:
    return [(report, claim) for report in reports for claim in (*report.claims, *report.repeats)]


def _words(report: AnnotatedReport, span: tuple[int, int] | None) -> str:
    return report.text[slice(*span)] if report.text is not None and span is not None else ""


def test_the_set_is_as_large_as_it_was(own: list[AnnotatedReport], real: list[AnnotatedReport]) -> None:
    assert len(own) >= FEWEST_OWN_REPORTS
    assert sum(len(report.claims) for report in own) >= FEWEST_OWN_CLAIMS
    assert len(real) >= FEWEST_REAL_REPORTS
    assert sum(len(report.claims) for report in real) >= FEWEST_REAL_CLAIMS


def test_the_set_is_as_varied_as_it_was(own: list[AnnotatedReport]) -> None:
    found = counts(own)
    assert [act for act in ACTS if found["act"][act] < FEWEST_OF_AN_ACT] == []
    assert len({report.header["theatre"] for report in own}) >= FEWEST_THEATRES
    assert {modality for modality, count in found["modality"].items() if count} == {
        "happened", "ongoing", "ended", "failed", "planned", "possible", "denied",
    }  # fmt: skip


def test_splits_share_the_claims_out(own: list[AnnotatedReport]) -> None:
    total = counts(own)["total"]
    shares = {split: total[f"{split} claims"] / total["claims"] for split in SPLITS}
    assert 0.5 <= shares["train"] <= 0.7
    assert 0.12 <= shares["dev"] <= 0.28
    assert 0.12 <= shares["test"] <= 0.28


def test_the_datasheets_counts_are_the_files() -> None:
    script = runpy.run_path(str(ROOT / "scripts" / "corpus_counts.py"))
    page = (OWN / "README.md").read_text(encoding="utf-8")
    text = script["markdown"](script["tables"](script["FOLDERS"]))
    assert script["inserted"](page, text) == page, "run python scripts/corpus_counts.py --write"


def _strings(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [text for each in value.values() for text in _strings(each)]
    if isinstance(value, list | tuple):
        return [text for each in value for text in _strings(each)]
    return [value] if isinstance(value, str) else []


# the code book


def test_the_code_book_has_every_act_and_hard_case() -> None:
    page = (ROOT / "docs" / "codebook.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(\w+)` \| (.+) \| (.+) \|$", page, re.MULTILINE)
    shown = {act: example for act, example, _ in rows}
    assert [act for act in ACTS if "**" not in shown.get(act, "")] == []
    contract = (
        (ROOT / "docs" / "record.md").read_text(encoding="utf-8").partition("### How hard cases are coded")[2]
    )
    cases = re.findall(r"^- \*\*(.+?)\.?\*\*", contract.partition("\n## ")[0], re.MULTILINE)
    assert len(cases) >= 12
    assert [case for case in cases if f"**{case}" not in page] == []


# the form

TEXT = """Army says village retaken; rebels deny it

MOSUL, Iraq (Northern Wire) - The army recaptured the village of
Ibrahim Khalil on Monday, the army said. "At least five of them were killed," a
spokesman told state television. The army later left.
"""
HEADER = "# published: 2016-10-18; outlet: invented wire; theatre: IQ; style: wire; title: Village retaken; rebels deny it"
PLACES = "@ Ibrahim Khalil 36.02,43.31 15\n@ Dry Hills ? 30\n"
CLAIM = 'capture happened "recaptured" | agent: The army = Iraqi Armed Forces'


def written(folder: Path, *claims: str, header: str = HEADER, text: str = TEXT, name: str = "iq-001") -> Path:
    path = folder / f"{name}.txt"
    path.write_text("\n".join([header, text, "---", PLACES, *claims, ""]), encoding="utf-8")
    return path


def test_words_become_offsets(tmp_path: Path) -> None:
    report = read_claim_text(
        written(
            tmp_path,
            CLAIM + " | place: the village of Ibrahim Khalil = Ibrahim Khalil | when: on Monday = 2016-10-17"
            " | source: the army#1 = Iraqi Armed Forces (party) | cue: said",
            'casualties happened "killed" | target: them = Islamic State | q: killed 5+ "At least five" | weapon: other'
            " | source: a spokesman (party) | cue: told | channel: state television = state television | direct",
            'withdraw planned "left" | agent: The army#2 = Iraqi Armed Forces | origin: Ibrahim Khalil | when: = 2016-10-18..2016-10-20',
            'capture happened "retaken" | agent: Army = Iraqi Armed Forces | source: = Iraqi Armed Forces (party) | same: 1',
        )
    )
    assert report.text == TEXT.strip("\n")
    assert report.header["title"] == "Village retaken; rebels deny it"
    assert str(report.published) == "2016-10-18"
    capture, killed, left = report.claims

    def words(span: tuple[int, int] | None) -> str:
        assert span is not None and report.text is not None
        return report.text[slice(*span)]

    assert {words(span) for span in capture.spans()} == {
        "recaptured", "said", "The army", "the village of\nIbrahim Khalil", "the army", "on Monday",
    }  # fmt: skip
    assert capture.places[0].name == "Ibrahim Khalil"
    assert capture.participants[0].span == (report.text.index("The army"), report.text.index("The army") + 8)
    assert (capture.when and capture.when.start, capture.when and capture.when.end) == ("2016-10-17",) * 2
    assert capture.sources[0].kind == "party" and words(capture.sources[0].cue) == "said"
    assert killed.direct and killed.voice == "source"
    assert words(killed.channel and killed.channel.span) == "state television"
    five = killed.quantities[0]
    assert (five.measure, five.low, five.high, five.share) == ("killed", 5, None, False)
    assert left.participants[0].span == (report.text.rindex("The army"), report.text.rindex("The army") + 8)
    assert (left.when and left.when.span, left.voice) == (None, "outlet")
    assert [claim.same for claim in report.repeats] == [1]
    assert report.repeats[0].sources[0].span is None


def test_of_several_triggers_the_one_near_the_other_mentions_is_meant(tmp_path: Path) -> None:
    text = (
        "Shells struck Alpha on Monday.\n\n"
        + "Nothing else was heard there. " * 9
        + "\n\nShells struck Beta on Friday."
    )
    path = written(
        tmp_path,
        'shelling happened "struck" | target: Beta | when: on Friday',
        'shelling happened "struck" | target: Alpha',
        'shelling happened "struck"#2 | target: Alpha',
        text=text,
    )
    first, second = text.index("struck"), text.rindex("struck")
    assert [claim.trigger[0] for claim in read_claim_text(path).claims] == [second, first, second]


def test_words_stand_by_themselves_where_they_can(tmp_path: Path) -> None:
    text = "Weary, we warned that western posts were shelled; wewere hit."
    path = written(tmp_path, 'shelling happened "shelled" | target: we | target: west', text=text)
    we, west = read_claim_text(path).claims[0].participants
    assert text[slice(*(we.span or (0, 0)))] == "we" and we.span == (7, 9)
    assert west.span == (text.index("western"), text.index("western") + 4)


@pytest.mark.parametrize(
    ("value", "low", "high", "share"),
    [
        ("5", 5, 5, False), ("5+", 5, None, False), ("5-8", 5, 8, False), ("-20", None, 20, False), ("40%", 40, 40, True),
        ("80%+", 80, None, True), ("80+%", 80, None, True), ("7,500", 7500, 7500, False), ("2.5", 2.5, 2.5, False),
    ],
)  # fmt: skip
def test_numbers(tmp_path: Path, value: str, low: float | None, high: float | None, share: bool) -> None:
    path = written(tmp_path, f'losses happened "killed" | q: killed {value} "At least five"')
    found = read_claim_text(path).claims[0].quantities[0]
    assert (found.low, found.high, found.share) == (low, high, share)


@pytest.mark.parametrize(
    ("claim", "found"),
    [
        ("capture happened recaptured", "opens no claim"),
        ('seizure happened "recaptured"', "'seizure' is no act"),
        ('capture done "recaptured"', "'done' is no modality"),
        ('capture happened "seized"', "'seized' is not in the text"),
        ('capture happened "recaptured"#2', "occurs 1 times, not 2"),
        (CLAIM + " | agent: the Army", "'the Army' is not in the text"),
        (CLAIM + " | victim: them", "no such field"),
        (CLAIM + " | place: Mosul", "'Mosul' is not in the text"),
        (CLAIM + " | place: MOSUL", "'MOSUL' has no line @"),
        (CLAIM + " | when: on Monday = 17 October", "is no date"),
        (CLAIM + " | when: on Monday = 2016-10-32", "is no date"),
        (CLAIM + " | when: on Monday = 2016-10-17..2016-10-01", "ends before it starts"),
        (CLAIM + " | when:", "neither words nor a date"),
        (CLAIM + " | when: on Monday | when: on Monday", "given twice"),
        (CLAIM + " | q: dead 5 \"five\"", "'dead' is no measure"),
        (CLAIM + " | q: killed five \"five\"", "'five' is no number"),
        (CLAIM + " | q: killed 5", "is no quantity"),
        (CLAIM + " | q: killed 8-5 \"five\"", "runs backwards"),
        (CLAIM + " | weapon: gun", "'gun' is no weapon"),
        (CLAIM + " | source: the army", "has no kind of source"),
        (CLAIM + " | source: the army (army)", "has no kind of source"),
        (CLAIM + " | same: 1", "is no other claim line"),
        (CLAIM + " | agent: [0,4] = Iraqi Armed Forces", "are offsets"),
        ("@ Nowhere", "is no place"),
        ("@ Nowhere 95,30 15", "off the globe"),
        ("@ Dry Hills 30,30 30", "has two points"),
    ],
)  # fmt: skip
def test_a_fault_is_told_with_its_line(tmp_path: Path, claim: str, found: str) -> None:
    path = written(tmp_path, claim)
    line = path.read_text(encoding="utf-8").split("\n").index(claim) + 1
    with pytest.raises(WarlogError, match=rf"^W055 .*iq-001\.txt: line {line}: ") as error:
        read_claim_text(path)
    assert found in str(error.value)


@pytest.mark.parametrize(
    ("content", "found"),
    [
        ("Nothing.\n---\n", "no header"),
        ("# published: 2016-10-18\nNothing.\n", "no line ---"),
        (HEADER.replace("2016-10-18", "Tuesday") + "\nNothing.\n---\n", "Tuesday is no date"),
        (HEADER.replace("theatre: IQ; ", "") + "\nNothing.\n---\n", "no theatre"),
        (HEADER + "\n\n---\n", "no text"),
        ("# corpus: X; id: 1; sha256: 12; length: many; published: unknown; outlet: Y\n---\n", "'many' is no number"),
    ],
)  # fmt: skip
def test_a_file_of_another_form_is_told(tmp_path: Path, content: str, found: str) -> None:
    path = tmp_path / "x-001.txt"
    path.write_text(content)
    with pytest.raises(WarlogError, match=f"^W055 .*{found}"):
        read_claim_text(path)


def test_every_fault_of_a_file_is_found(tmp_path: Path) -> None:
    path = written(tmp_path, 'seizure happened "seized"', CLAIM + " | agent: nobody | weapon: gun", "?")
    assert [fault.found for fault in check_claim_text(path)[1]] == [
        "'seizure' is no act", "agent: 'nobody' is not in the text", "weapon: 'gun' is no weapon", "'?' opens no claim",
    ]  # fmt: skip


def test_a_report_without_claims_reads(tmp_path: Path) -> None:
    path = written(tmp_path, text="Rovers beat United.\n---\nTwo goals came late.")
    report = read_claim_text(path)
    assert (report.claims, report.text) == ([], "Rovers beat United.\n---\nTwo goals came late.")


def real_file(folder: Path, *claims: str) -> Path:
    text = TEXT.strip("\n")
    header = (
        f"# corpus: X; id: 7; sha256: {text_sha256(text)}; length: {len(text)}; published: unknown; outlet: Y"
    )
    path = folder / "x-007.txt"
    path.write_text("\n".join([header, "---", PLACES, *claims, ""]), encoding="utf-8")
    return path


def test_offsets_stand_for_words_where_the_text_is_not_there(tmp_path: Path) -> None:
    text = TEXT.strip("\n")
    start = text.index("recaptured")
    claim = f"capture happened [{start},{start + 10}] | agent: [{start - 9},{start - 1}] = Iraqi Armed Forces | when: = 2016-10-17"
    report = read_claim_text(real_file(tmp_path, claim))
    assert (report.text, report.published, report.length) == (None, None, len(text))
    whole = with_text(report, text)
    assert [text[slice(*span)] for span in whole.claims[0].spans()] == ["recaptured", "The army"]
    with pytest.raises(ValueError, match="not the text"):
        with_text(report, text + " ")


@pytest.mark.parametrize(
    ("claim", "found"),
    [
        ("capture happened [3,99999]", "lies outside a text"),
        ("capture happened [9,9]", "lies outside a text"),
        ('capture happened "recaptured"', "are words"),
        ("capture happened [3,9] | agent: [3,9]", "has no name"),
    ],
)
def test_faults_of_offsets_are_told(tmp_path: Path, claim: str, found: str) -> None:
    with pytest.raises(WarlogError, match=f"^W055 .*{found}"):
        read_claim_text(real_file(tmp_path, claim))


# split, gold, export


def test_the_split_goes_by_the_last_digit(tmp_path: Path) -> None:
    names = ["ua-010", "ua-003", "fakes-1238", "fakes-5", "none-017"]
    assert [split_of(name) for name in names] == ["test", "dev", "dev", "test", "train"]
    for bad in ("ua", "ua-", "ua-1b"):
        with pytest.raises(ValueError, match="number"):
            split_of(bad)
    for name in names:
        written(tmp_path, CLAIM, name=name)
    assert [report.name for report in read_split(tmp_path, "dev")] == ["fakes-1238", "ua-003"]
    assert len(read_folder(tmp_path)) == 5
    with pytest.raises(WarlogError, match="W001"):
        read_folder(tmp_path / "none")


def test_a_folder_of_annotated_reports_is_gold(tmp_path: Path) -> None:
    written(
        tmp_path,
        CLAIM + ' | target: them | cause: them | origin: Ibrahim Khalil | q: killed 5+ "five"',
        name="a-003",
    )
    written(tmp_path, CLAIM, 'capture happened "retaken" | agent: Army | same: 1', name="a-004")
    first, second = load_gold(tmp_path)
    claim = first.claims[0]
    assert (first.raw.title, first.raw.published) == ("Village retaken; rebels deny it", "2016-10-18")
    assert first.raw.text[claim.start :].startswith(claim.trigger) and claim.trigger == "recaptured"
    assert [party.name for party in claim.targets] == ["them"]
    assert [spot.latitude for spot in claim.places] == [36.02]
    assert len(second.claims) == 1
    assert [one.name for one in load_gold(tmp_path, "dev")] == ["a-003"]
    assert [one.name for one in load_gold(tmp_path, "a-004")] == ["a-004"]


def test_gold_without_texts_asks_for_the_corpora(tmp_path: Path) -> None:
    folder, corpora = tmp_path / "gold", tmp_path / "corpora"
    folder.mkdir()
    corpora.mkdir()
    real_file(folder, "capture happened [3,9]")
    with pytest.raises(WarlogError, match=r"W043 .*--corpora"):
        load_gold(folder)
    (corpora / "x.jsonl").write_text(json.dumps({"text": TEXT.strip("\n")}) + "\n")
    assert load_gold(folder, None, corpora)[0].claims[0].start == 3


def test_a_place_it_left_counts_where_no_other_is_told(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        'withdraw happened "left" | origin: Ibrahim Khalil',
        'move happened "left" | place: Ibrahim Khalil | origin: Ibrahim Khalil | destination: = Dry Hills',
        'move happened "recaptured" | place: Ibrahim Khalil | destination: Ibrahim Khalil',
    )
    left, moved, arrived = read_claim_text(path).claims
    assert [place.role for place in scored_places(left)] == ["origin"]
    assert [place.role for place in scored_places(moved)] == ["place", "destination"]
    assert [place.role for place in scored_places(arrived)] == ["place"]


def test_export_has_own_texts_and_no_others(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    written(folder, CLAIM + " | place: = Dry Hills")
    real_file(folder, "capture happened [3,9]")
    script = runpy.run_path(str(ROOT / "scripts" / "export_claims.py"))
    assert script["main"]([str(tmp_path / "out.jsonl"), str(folder)]) == 0
    one, other = map(json.loads, (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines())
    assert (one["name"], one["corpus"], one["split"], one["length"]) == (
        "iq-001",
        "own",
        "train",
        len(one["text"]),
    )
    start, end = one["claims"][0]["trigger"]
    assert one["text"][start:end] == "recaptured"
    assert one["claims"][0]["places"] == [
        {"role": "place", "span": None, "name": "Dry Hills", "lat": None, "lon": None, "within_km": 30}
    ]
    assert "text" not in other and (other["corpus"], other["id"]) == ("X", "7")
    assert script["main"]([str(tmp_path / "dev.jsonl"), str(folder), "--split", "dev"]) == 0
    assert (tmp_path / "dev.jsonl").read_text() == ""
    (folder / "bad-001.txt").write_text("nothing")
    assert script["main"]([str(tmp_path / "out.jsonl"), str(folder)]) == 1
