"""What `warlog read`, `show`, `mentions` and `explain` print: tables that fit the terminal's width."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from rich.box import SIMPLE_HEAD
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from warlog.exports import words
from warlog.records import AttributionRecord, Check, Claim, Evidence, Mention, MentionRecord, Report

WIDEST_WORD = 18  # longer words are broken
WIDEST_COLUMN = 30
GAP = 2
LONG_REPEAT = 16
_MODALITY_STYLES = {
    "ongoing": "cyan", "ended": "dim", "failed": "red", "planned": "yellow", "possible": "yellow", "denied": "red",
}  # fmt: skip
_VERDICT_STYLES = {
    "consistent": "green",
    "imprecise": "yellow",
    "inconsistent": "bold red",
    "uncheckable": "dim",
}


class Dating(Protocol):
    """When a report was probably written, and why."""

    @property
    def start(self) -> str: ...
    @property
    def end(self) -> str | None: ...
    @property
    def reasons(self) -> Sequence[str]: ...


class Reading(Protocol):
    """What is printed of a report that has been read."""

    @property
    def report(self) -> Report: ...
    @property
    def claims(self) -> Sequence[Claim]: ...
    @property
    def checks(self) -> Sequence[Check]: ...
    @property
    def dating(self) -> Dating | None: ...
    @property
    def unresolved(self) -> Sequence[str]: ...


def print_reading(console: Console, reading: Reading) -> None:
    """One report: title line, claims, checks, what could not be resolved."""
    console.print(title_line(reading.report, reading.dating))
    console.print()
    if reading.claims:
        print_claims(console, reading.claims)
    else:
        console.print(Text("  no claims found", style="dim"))
        console.print()
    if reading.checks:
        print_checks(console, reading.checks)
    if reading.unresolved:
        _heading(console, "Could not be resolved")
        for item in reading.unresolved:
            console.print(_indented(Text("· " + words.clean(item))))
        console.print()


def title_line(report: Report, dating: Dating | None) -> RenderableType:
    """Title, outlet and date; of a report that came without one, the inferred date or window with its reasons."""
    title = words.clean(report.title or "") or f"untitled report {report.id}"
    line = Text(title, style="bold")
    line.append(f" · {words.clean(report.outlet)}" if report.outlet else "", style="not bold")
    if dating is None:
        line.append(f" · {report.published or 'undated'}", style="not bold")
        return line
    window = words.full_interval(dating.start, dating.end)
    line.append(f" · {report.published or f'undated, probably {window}'}", style="not bold")
    reasons = [_indented(Text("· " + words.clean(reason), style="dim")) for reason in dating.reasons]
    return Group(line, *reasons)


def print_claims(
    console: Console, claims: Sequence[Claim], reports: Mapping[str, Report] | None = None
) -> None:
    """The claims as a table; where the terminal is too narrow for their columns, as a list.

    `reports` by id adds a column that names the report.
    """
    ids = [claim.id for claim in claims]
    columns: list[tuple[str, list[Text]]] = [("act", [_act_cell(claim, ids) for claim in claims])]
    parts: list[tuple[str, Callable[[Claim], str]]] = [
        ("who", words.who), ("against whom", words.against), ("where", words.where),
        ("when", lambda claim: words.when(claim.when)), ("losses", words.losses), ("who says so", words.said_by),
    ]  # fmt: skip
    if reports is not None:
        parts.append(("report", lambda claim: _report_name(reports.get(claim.report), claim.report)))
    for heading, words_of in parts:
        cells = [Text(words_of(claim)) for claim in claims]
        if heading == "who says so":
            cells = _ditto(cells)
        if any(cells):
            columns.append((heading, cells))
    table = _fitted(columns, console.width)
    if table is not None:
        console.print(table)
    else:
        _print_list(console, columns)
    _print_notes(console, claims)


def print_checks(console: Console, checks: Sequence[Check]) -> None:
    """The checks: verdict, what was checked, stated, found, the words, and what it was held against."""
    _heading(console, "Checks")
    columns = [
        ("verdict", [Text(c.verdict, style=_VERDICT_STYLES[c.verdict]) for c in checks]),
        ("of", [Text(c.kind) for c in checks]),
        ("stated", [Text(words.amount(c.stated, c.unit)) for c in checks]),
        ("found", [Text(words.amount(c.found, c.unit)) for c in checks]),
        ("words", [Text(f"“{words.clean(c.evidence.quote)}”") for c in checks]),
        ("held against", [Text(words.clean(c.basis)) for c in checks]),
    ]
    table = _fitted([column for column in columns if any(column[1])], console.width, widest=38)
    if table is not None:
        console.print(table)
    else:
        _print_list(console, columns)
    console.print()


def print_reports(console: Console, reports: Sequence[Report]) -> None:
    """The reports of a log."""
    columns = [
        ("id", [Text(report.id) for report in reports]),
        ("published", [Text(report.published or "undated") for report in reports]),
        ("outlet", [Text(words.clean(report.outlet or "")) for report in reports]),
        ("title", [Text(words.clean(report.title or "")) for report in reports]),
    ]
    table = _fitted([column for column in columns if any(column[1])], console.width, widest=60)
    console.print(table) if table is not None else _print_list(console, columns)


def print_mentions(console: Console, mentions: Sequence[MentionRecord]) -> None:
    """Mentions in text order: kind, words, what they were resolved to, offsets."""
    columns = [
        ("kind", [Text(mention.kind) for mention in mentions]),
        ("words", [Text(words.clean(mention.text)) for mention in mentions]),
        ("resolved to", [Text(_value(mention)) for mention in mentions]),
        ("at", [Text(f"{mention.start}-{mention.end}", style="dim") for mention in mentions]),
    ]
    table = _fitted(columns, console.width, widest=50)
    console.print(table) if table is not None else _print_list(console, columns)


def print_rows(console: Console, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Any rows under headings."""
    columns = [
        (heading, [Text(words.clean(row[position])) for row in rows])
        for position, heading in enumerate(headings)
    ]
    table = _fitted([column for column in columns if any(column[1])], console.width, widest=50)
    console.print(table) if table is not None else _print_list(console, columns)


def print_attributions(console: Console, attributions: Sequence[AttributionRecord], text: str) -> None:
    """Who says what in the whole text."""

    def cut(span: object, most: int = 90) -> str:
        if span is None:
            return ""
        shown = words.clean(text[getattr(span, "start") : getattr(span, "end")])  # noqa: B009
        return shown if len(shown) <= most else shown[: most - 1] + "…"

    columns = [
        ("source", [Text(cut(one.source)) for one in attributions]),
        ("cue", [Text(cut(one.cue)) for one in attributions]),
        ("content", [Text(cut(one.content)) for one in attributions]),
        ("", [Text("direct" if one.direct else "", style="dim") for one in attributions]),
    ]
    table = _fitted(columns, console.width, widest=60)
    console.print(table) if table is not None else _print_list(console, columns)


def print_explanation(
    console: Console,
    claim: Claim,
    report: Report,
    text: str,
    lines: Sequence[str],
    candidates: Mapping[tuple[int, int], Sequence[str]],
) -> None:
    """Why a claim says what it says: its words marked, its fields, the rule's path, the candidates, the sources.

    `candidates` are the places that a mention (by offsets) might also have been, best first.
    """
    console.print(title_line(report, None))
    console.print()
    console.print(Padding(marked(text, claim), (0, 2), expand=False))
    console.print()
    facts: list[tuple[str, str]] = [
        ("act", f"{words.act(claim)}, {claim.modality}"), ("who", words.who(claim)),
        ("against whom", words.against(claim)), ("where", words.where(claim)), ("when", words.when(claim.when)),
        ("losses", words.losses(claim)), ("weapon", (claim.weapon or "").replace("_", " ")),
        ("who says so", _chain(claim)), ("favours", _favours(claim)),
        ("confidence", f"{claim.confidence:.2f}"), ("coder", claim.coder), ("id", claim.id),
    ]  # fmt: skip
    _print_facts(console, [fact for fact in facts if fact[1]])
    if lines:
        _heading(console, "How it was read")
        for line in lines:
            console.print(_indented(Text(words.clean(line))))
        console.print()
    _print_candidates(console, claim, candidates)


def print_check_explanation(console: Console, check: Check, report: Report, text: str) -> None:
    """Why a check says what it says."""
    console.print(title_line(report, None))
    console.print()
    console.print(
        Padding(
            _in_context(text, check.evidence, [(check.evidence.start, check.evidence.end, "bold")]),
            (0, 2),
            expand=False,
        )
    )
    console.print()
    facts = [
        ("check", check.kind), ("stated", words.amount(check.stated, check.unit)),
        ("found", words.amount(check.found, check.unit)), ("verdict", check.verdict),
        ("held against", words.clean(check.basis)), ("of claim", check.claim or ""), ("id", check.id),
    ]  # fmt: skip
    _print_facts(console, [fact for fact in facts if fact[1]])


def marked(text: str, claim: Claim) -> Text:
    """The claim's clause in its paragraph: the trigger, participants, places, dates and sources marked."""
    spans: list[tuple[int, int, str]] = []

    def mark(mention: Mention | None, style: str) -> None:
        if mention is not None:
            spans.append((mention.start, mention.end, style))

    for place in (claim.place, *claim.places, claim.origin, claim.destination):
        mark(place.mention if place else None, "green")
    for participant in claim.participants:
        mark(participant.mention, "cyan" if participant.role == "agent" else "magenta")
    for source in claim.attribution.sources:
        mark(source.mention, "yellow")
        mark(source.cue, "yellow italic")
    for one in claim.quantities:
        mark(one.mention, "blue")
    mark(claim.when.mention if claim.when else None, "blue")
    mark(claim.attribution.channel.mention if claim.attribution.channel else None, "yellow")
    mark(claim.evidence.trigger, "bold reverse")
    return _in_context(text, claim.evidence, spans)


def _in_context(text: str, evidence: Evidence, spans: Sequence[tuple[int, int, str]]) -> Text:
    """The paragraph around a clause, the rest of it dim; without a terminal the clause stands in »«."""
    start = max(text.rfind("\n", 0, evidence.start) + 1, evidence.start - 400)
    end = text.find("\n", evidence.end)
    end = min(len(text) if end < 0 else end, evidence.end + 400)
    # an equally long copy, so that offsets hold
    shown = Text("".join(c if c.isprintable() else " " for c in text[start:end]))
    shown.stylize("dim", 0, evidence.start - start)
    shown.stylize("dim", evidence.end - start)
    for first, last, style in spans:
        if start <= first < last <= end:
            shown.stylize(style, first - start, last - start)
    return Text.assemble(shown[: evidence.start - start], "»", shown[evidence.start - start : evidence.end - start], "«",
                         shown[evidence.end - start :])  # fmt: skip


def _print_candidates(
    console: Console, claim: Claim, candidates: Mapping[tuple[int, int], Sequence[str]]
) -> None:
    named = [place for place in (claim.place, *claim.places, claim.origin, claim.destination) if place]
    shown: set[tuple[int, int]] = set()
    for place in named:
        if place.mention is None or (span := (place.mention.start, place.mention.end)) in shown:
            continue
        shown.add(span)
        _heading(console, f"Places that “{words.clean(place.mention.text)}” could be")
        position = "" if place.latitude is None else f" at {place.latitude:.3f}, {place.longitude:.3f}"
        taken = f"{words.place(place)} ({place.kind}, {place.country or '?'}, {place.gazetteer or place.derivation}){position}"
        within = f", within {place.radius_km:g} km" if place.radius_km else ""
        console.print(_indented(Text(f"taken     {taken}{within}")))
        console.print(
            _indented(Text(f"          {words.precision(place.where_prec, place.radius_km)}", style="dim"))
        )
        for other in candidates.get(span, []):
            console.print(_indented(Text(f"rejected  {words.clean(other)}", style="dim")))
        console.print()


def _chain(claim: Claim) -> str:
    """The attribution from the outermost speaker to the innermost, with cues."""
    parts: list[str] = []
    for source in claim.attribution.sources:
        cue = f", “{words.clean(source.cue.text)}”" if source.cue else ""
        quoted = ", in quotation marks" if source.direct else ""
        parts.append(f"{words.source(source)} [{source.kind.replace('_', ' ')}{cue}{quoted}]")
    chain = " → ".join(parts) or "the report, in its own voice"
    return chain + (
        f", via {words.clean(claim.attribution.channel.name)}" if claim.attribution.channel else ""
    )


def _favours(claim: Claim) -> str:
    if claim.favours is None:
        return ""
    return claim.favours + (" (the speaker's own side)" if claim.self_serving else "")


def _act_cell(claim: Claim, ids: Sequence[str]) -> Text:
    cell = Text(words.act(claim), style="bold")
    if claim.modality != "happened":
        cell.append(f"\n{claim.modality}", style=f"not bold {_MODALITY_STYLES[claim.modality]}")
    cell.append(f"\n{words.short_id(claim.id, ids)}", style="not bold dim")
    return cell


def _ditto(cells: Sequence[Text]) -> list[Text]:
    """The cells, each repeat of a long one above it cut to "as above"."""
    return [
        Text("as above", style="dim")
        if above is not None and cell == above and len(cell) > LONG_REPEAT
        else cell
        for cell, above in zip(cells, [None, *cells], strict=False)
    ]


def _report_name(report: Report | None, report_id: str) -> str:
    if report is None:
        return report_id
    return " ".join(filter(None, [words.clean(report.outlet or report.title or report.id), report.published]))


def _value(mention: MentionRecord) -> str:
    value = mention.value
    if value is None:
        return "unknown"
    shown = value.get("name") or value.get("actor")
    if shown is None and "start" in value:
        timex: dict[str, str] = value.get("timex") or {}
        days = words.interval(value["start"], value.get("end"))
        shown = " ".join(timex.get(key, "") for key in ("type", "value"))
        if days and not shown.endswith(f" {days}"):
            shown = f"{shown}: {days}"
    if shown is None and "measure" in value:
        low, high = value.get("low"), value.get("high")
        bounds = f"{low:g}" if low == high and low is not None else f"{low or ''} to {high or ''}"
        shown = f"{bounds} {value['measure']}"
    details = [str(value[key]) for key in ("kind", "country", "gazetteer") if value.get(key)]
    if "where_prec" in value:
        details.append(words.precision(value["where_prec"], value.get("radius_km")))
    return words.clean(f"{shown or value}" + (f" ({', '.join(details)})" if details else ""))


def _print_facts(console: Console, facts: Sequence[tuple[str, str]]) -> None:
    table = Table.grid(padding=(0, GAP))
    table.add_column(style="dim", no_wrap=True)
    table.add_column()
    for name, value in facts:
        table.add_row(name, Text(value))
    console.print(_indented(table))
    console.print()


def _print_notes(console: Console, claims: Sequence[Claim]) -> None:
    notes: list[str] = []
    if any(claim.when is not None and claim.when.mention is None for claim in claims):
        notes.append("[date] the clause gives none: the date of publication or the report's inferred one")
    if any(claim.self_serving for claim in claims):
        notes.append(f"{words.OWN_SIDE} said by the side that gains if it is believed")
    if any(
        p is not None and p.latitude is None
        for c in claims
        for p in (c.place, *c.places, c.origin, c.destination)
    ):
        notes.append("(?) not in the gazetteer")
    for note in notes:
        console.print(_indented(Text(note, style="dim")))
    if notes:
        console.print()


def _indented(content: RenderableType) -> Padding:
    return Padding(content, (0, 0, 0, 2), expand=False)


def _heading(console: Console, words_: str) -> None:
    console.print(Text(words_, style="bold underline"))


def _fitted(
    columns: Sequence[tuple[str, list[Text]]], width: int, widest: int = WIDEST_COLUMN
) -> Table | None:
    """A table whose columns share `width` characters without breaking words; None where they cannot."""
    least = [_longest_word([heading, *(cell.plain for cell in cells)]) for heading, cells in columns]
    wanted = [
        max(least_width, min(widest, max(_longest_line(cell.plain) for cell in [Text(heading), *cells])))
        for (heading, cells), least_width in zip(columns, least, strict=True)
    ]
    room = width - GAP * len(columns) - 1  # one to spare: Rich narrows a column when nothing is left
    if sum(least) > room:
        return None
    table = Table(
        box=SIMPLE_HEAD, padding=(0, GAP, 0, 0), pad_edge=False, header_style="dim", show_edge=False
    )
    for (heading, _), share in zip(columns, _shared(least, wanted, room), strict=True):
        table.add_column(heading, width=share, overflow="fold")
    for row in range(len(columns[0][1])):
        table.add_row(*(cells[row] for _, cells in columns))
    return table


def _shared(least: Sequence[int], wanted: Sequence[int], room: int) -> list[int]:
    """Widths between the least and the wanted ones that fill `room`, in proportion to what is lacking."""
    spare = room - sum(least)
    lacking = sum(wanted) - sum(least)
    if spare >= lacking:
        return list(wanted)
    return [low + (high - low) * spare // lacking for low, high in zip(least, wanted, strict=True)]


def _longest_word(cells: Sequence[str]) -> int:
    return min(WIDEST_WORD, max((Text(word).cell_len for cell in cells for word in cell.split()), default=1))


def _longest_line(cell: str) -> int:
    return max((Text(line).cell_len for line in cell.split("\n")), default=0)


def _print_list(console: Console, columns: Sequence[tuple[str, list[Text]]]) -> None:
    """Rows as blocks: the first column as heading, the others below it where they say something."""
    (_, heads), *rest = columns
    for row, head in enumerate(heads):
        console.print(Text(" · ").join(head.split("\n")))
        table = Table.grid(padding=(0, GAP))
        table.add_column(style="dim", no_wrap=True)
        table.add_column()
        for heading, cells in rest:
            if cells[row].plain:
                table.add_row(heading, cells[row])
        console.print(_indented(table))
    console.print()
