"""Reports with their claims written below the text: the reader of `annotations/claims` and `annotations/real`.

A file is a header line, the text, a line `---`, the places and then one claim a line:

    # published: 2016-10-17; outlet: invented wire; theatre: IQ; style: wire; title: Village retaken
    Iraqi forces recaptured the village of Ibrahim Khalil on Monday, the army said.
    ---
    @ Ibrahim Khalil 36.02,43.31 15
    capture happened "recaptured" | agent: Iraqi forces = Iraqi Armed Forces | place: the village of Ibrahim Khalil = Ibrahim Khalil

Where the text may not be shipped it is left out, the header has its corpus, id, SHA-256 and length, and every mention is
written as offsets, `[120,134]`. `docs/codebook.md` gives the whole form.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import cast, get_args

from warlog.bench.annotated import (
    AnnotatedClaim,
    AnnotatedReport,
    Dated,
    Named,
    Point,
    Quantified,
    Span,
    Speaker,
)
from warlog.errors import WarlogError
from warlog.records import ACTS, MEASURES, MODALITIES, Act, Measure, Modality, Role, SourceKind, Weapon

ROLES: tuple[Role, ...] = get_args(Role)
PLACE_ROLES = ("place", "origin", "destination")
SOURCE_KINDS: tuple[SourceKind, ...] = get_args(SourceKind)
WEAPONS: tuple[Weapon, ...] = get_args(Weapon)
OWN_FIELDS = ("published", "outlet", "theatre", "style", "title")
REAL_FIELDS = ("corpus", "id", "sha256", "length", "published", "outlet")
# how far a mention still speaks for one of several places at which the trigger's words occur
REACH = 300

_HEADER_KEY = re.compile(
    rf"(?:^#\s*|;\s*)({'|'.join(dict.fromkeys((*OWN_FIELDS, *REAL_FIELDS, 'published_basis', 'url')))}):\s*"
)
_PLACE = re.compile(
    r"@\s+(?P<name>\S.*?)\s+(?:(?P<lat>-?\d+(?:\.\d+)?),\s*(?P<lon>-?\d+(?:\.\d+)?)|\?)\s+(?P<km>\d+(?:\.\d+)?)"
)
_HEAD = re.compile(r"(?P<act>\w+)\s+(?P<modality>\w+)\s+(?P<trigger>\[.*\]|\".*\"(?:\s*#\d+)?)")
_FIELD = re.compile(r"(?P<field>[a-z]+):\s*(?P<value>.*)")
_OFFSETS = re.compile(r"\[\s*(\d+)\s*,\s*(\d+)\s*\]")
_NUMBERED = re.compile(r"(?P<words>.*?)\s*#(?P<nth>\d+)")
_KIND = re.compile(r"(?P<rest>.*?)\s*\((?P<kind>[a-z_]+)\)")
_QUANTITY = re.compile(r"(?P<measure>[a-z]+)\s+(?P<value>\S+)\s+(?P<mention>\S.*)")
_NUMBER = r"\d[\d,]*(?:\.\d+)?"
_VALUE = re.compile(
    rf"(?:(?P<low>{_NUMBER})(?:(?P<more>\+)|-(?P<high>{_NUMBER}))?|-(?P<most>{_NUMBER}))(?P<share>%)?(?P<more_after>\+)?"
)


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in a line of a file (counted from 1), and what to do about it."""

    path: Path
    line: int
    found: str
    mend: str

    @property
    def error(self) -> WarlogError:
        """The fault as W055."""
        return WarlogError("W055", where=self.path, line=self.line, found=self.found, mend=self.mend)


def read_claim_text(path: Path) -> AnnotatedReport:
    """The annotated report in a file. Raises W055 with the first fault, W001 where there is no file."""
    report, faults = check_claim_text(path)
    if faults or report is None:
        raise faults[0].error
    return report


def check_claim_text(path: Path) -> tuple[AnnotatedReport | None, list[Fault]]:
    """The report as far as it can be read, and every fault of the file; None where it has no such form at all."""
    try:
        content = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        raise WarlogError("W001", where=path) from None
    except UnicodeDecodeError as error:
        return None, [Fault(path, 1, str(error), "save it as UTF-8")]
    return _File(path, content.replace("\r\n", "\n").rstrip("\n").split("\n")).read()


class _Wrong(Exception):
    """A fault in a part of a line; `args` are what was found and the mend."""


@dataclass(slots=True)
class _Parts:
    """What a claim line holds, its words not yet looked up."""

    trigger: _Words
    fields: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class _Words:
    """Words to be found in the text, `nth` of their occurrences where it is given, or offsets."""

    words: str
    nth: int | None = None
    offsets: Span | None = None


@dataclass(slots=True)
class _File:
    """One file while it is read."""

    path: Path
    lines: list[str]
    faults: list[Fault] = field(default_factory=list[Fault])
    text: str | None = None
    length: int = 0
    places: dict[str, Point] = field(default_factory=dict[str, Point])

    def read(self) -> tuple[AnnotatedReport | None, list[Fault]]:
        bars = [number for number, line in enumerate(self.lines) if line.rstrip() == "---"]
        if not self.lines[0].startswith("#") or not bars:
            lacking = "no header" if not self.lines[0].startswith("#") else "no line ---"
            self._fault(1, lacking, "begin with a line # published: … and end the text with a line ---")
            return None, self.faults
        header = _header(self.lines[0])
        text = "\n".join(self.lines[1 : bars[-1]]).strip("\n")
        self.text = None if "sha256" in header and not text.strip() else text
        published = self._published(header)
        claims = list(self._claims(bars[-1] + 1))
        self._check_same(claims)
        report = AnnotatedReport(
            name=self.path.stem,
            path=self.path,
            text=self.text,
            header=header,
            published=published,
            places=self.places,
            claims=[claim for claim in claims if claim.same is None],
            repeats=[claim for claim in claims if claim.same is not None],
        )
        return report, sorted(self.faults, key=lambda fault: fault.line)

    def _fault(self, line: int, found: str, mend: str) -> None:
        self.faults.append(Fault(self.path, line, found, mend))

    def _published(self, header: dict[str, str]) -> date | None:
        """The day of the report; on the way the header is checked."""
        wanted = OWN_FIELDS if self.text is not None else REAL_FIELDS
        for name in wanted:
            if not header.get(name):
                self._fault(1, f"the header has no {name}", f"add {name}: … to it")
        if self.text is not None:
            self.length = len(self.text)
            if not self.text.strip():
                self._fault(
                    1, "no text", "write it below the header, or give its corpus, id, sha256 and length"
                )
        else:
            self.length = int(length) if (length := header.get("length", "0")).isdecimal() else 0
            if not self.length:
                self._fault(1, f"length {length!r} is no number", "give the text's length in code points")
            if not re.fullmatch(r"[0-9a-f]{64}", header["sha256"]):
                self._fault(1, "sha256 is not one", "give 64 hexadecimal digits")
        published = header.get("published", "unknown")
        try:
            return None if published == "unknown" else date.fromisoformat(published)
        except ValueError:
            self._fault(1, f"published: {published} is no date", "write it as 2017-06-01, or unknown")
            return None

    def _claims(self, first: int) -> Iterator[AnnotatedClaim]:
        rows = [(n + 1, line.strip()) for n, line in enumerate(self.lines) if n >= first and line.strip()]
        for number, line in rows:
            if line.startswith("@"):
                self._place(number, line)
        claims = [(number, line) for number, line in rows if not line.startswith("@")]
        for count, (number, line) in enumerate(claims, start=1):
            try:
                yield self._claim(count, number, line)
            except _Wrong as wrong:
                self._fault(number, *wrong.args)

    def _place(self, number: int, line: str) -> None:
        match = _PLACE.fullmatch(line)
        if match is None:
            self._fault(number, f"{line!r} is no place", "write it as @ NAME LAT,LON KM")
            return
        name, known = match["name"], match["lat"] is not None
        point = Point(
            float(match["lat"]) if known else None, float(match["lon"]) if known else None, float(match["km"])
        )
        if abs(point.latitude or 0) > 90 or abs(point.longitude or 0) > 180 or not point.within_km:
            self._fault(
                number, f"{line!r} is off the globe or has no radius", "give degrees, then kilometres"
            )
        if self.places.setdefault(name, point) != point:
            self._fault(number, f"{name} has two points", "name the places apart")

    def _claim(self, count: int, number: int, line: str) -> AnnotatedClaim:
        head, *rest = re.split(r"\s+\|\s+", line)
        match = _HEAD.fullmatch(head)
        if match is None:
            raise _Wrong(
                f"{head!r} opens no claim", 'write ACT MODALITY "TRIGGER", then the fields after " | "'
            )
        if match["act"] not in ACTS:
            raise _Wrong(f"{match['act']!r} is no act", "take one of docs/record.md")
        if match["modality"] not in MODALITIES:
            raise _Wrong(f"{match['modality']!r} is no modality", "take one of docs/record.md")
        fields: list[tuple[str, str]] = []
        for part in rest:
            split = _FIELD.fullmatch(part)
            fields.append((split["field"], split["value"]) if split else (part, ""))
        parts = _Parts(self._words(match["trigger"]), fields)
        claim = AnnotatedClaim(
            count,
            number,
            cast("Act", match["act"]),
            cast("Modality", match["modality"]),
            self._trigger(parts),
        )
        for name, value in fields:
            try:
                claim = self._with_field(claim, name, value)
            except _Wrong as wrong:
                self._fault(number, f"{name}: {wrong.args[0]}", wrong.args[1])
        return claim

    def _with_field(self, claim: AnnotatedClaim, name: str, value: str) -> AnnotatedClaim:
        """The claim with one field more."""
        if name in ROLES:
            return replace(claim, participants=[*claim.participants, self._named(claim, name, value)])
        if name in PLACE_ROLES:
            place = self._named(claim, name, value)
            if place.name not in self.places:
                raise _Wrong(
                    f"{place.name!r} has no line @", "add one with its point, or name it as that line does"
                )
            return replace(claim, places=[*claim.places, place])
        if name == "q":
            return replace(claim, quantities=[*claim.quantities, self._quantity(claim, value)])
        if name == "source":
            return replace(claim, sources=[*claim.sources, self._speaker(claim, value)])
        if name == "cue":
            return self._with_cue(claim, self._found(self._words(value), claim.trigger))
        if name == "direct" and not value:
            return replace(claim, direct=True)
        once = {"when": claim.when, "weapon": claim.weapon, "channel": claim.channel, "same": claim.same}
        if name not in once:
            raise _Wrong("no such field", "see docs/codebook.md for the fields")
        if once[name] is not None:
            raise _Wrong("given twice", "keep one")
        if name == "when":
            return replace(claim, when=self._when(claim, value))
        if name == "weapon":
            if value not in WEAPONS:
                raise _Wrong(f"{value!r} is no weapon", "take a term of docs/record.md")
            return replace(claim, weapon=value)
        if name == "channel":
            return replace(claim, channel=self._named(claim, "channel", value))
        if not value.isdecimal():
            raise _Wrong(f"{value!r} is no number", "give the number of the claim line that is said again")
        return replace(claim, same=int(value))

    def _named(self, claim: AnnotatedClaim, role: str, value: str) -> Named:
        words, name = _equated(value)
        if not words and name:
            return Named(role, None, name)
        mention = self._words(words)
        span = self._found(mention, claim.trigger)
        if not name and mention.offsets:
            raise _Wrong(f"{value} has no name", "add = NAME after the offsets")
        return Named(role, span, name or " ".join(mention.words.split()))

    def _speaker(self, claim: AnnotatedClaim, value: str) -> Speaker:
        match = _KIND.fullmatch(value)
        if match is None or match["kind"] not in SOURCE_KINDS:
            raise _Wrong(f"{value!r} has no kind of source", "end it with one of docs/record.md: (party)")
        named = self._named(claim, "source", match["rest"])
        return Speaker(named.span, named.name, cast("SourceKind", match["kind"]))

    def _with_cue(self, claim: AnnotatedClaim, cue: Span) -> AnnotatedClaim:
        """A cue belongs to the source before it."""
        if not claim.sources:
            return replace(claim, cue=cue)
        last = claim.sources[-1]
        if last.cue is not None:
            raise _Wrong(
                "a second one for one source", "keep the reporting word that is nearest to the words reported"
            )
        return replace(claim, sources=[*claim.sources[:-1], replace(last, cue=cue)])

    def _when(self, claim: AnnotatedClaim, value: str) -> Dated:
        words, dates = _equated(value)
        span = self._found(self._words(words), claim.trigger) if words else None
        if not dates:
            if span is None:
                raise _Wrong("neither words nor a date", "give one of them, or take the field out")
            return Dated(span, None, None)
        first, dots, last = dates.partition("..")
        start, end = _day(first), _day(last if dots else first)
        if start and end and start > end:
            raise _Wrong(f"{dates} ends before it starts", "turn it round")
        return Dated(span, start, end)

    def _quantity(self, claim: AnnotatedClaim, value: str) -> Quantified:
        match = _QUANTITY.fullmatch(value)
        if match is None:
            raise _Wrong(f"{value!r} is no quantity", 'write it as q: killed 5+ "at least five"')
        if match["measure"] not in MEASURES:
            raise _Wrong(f"{match['measure']!r} is no measure", "take one of docs/record.md")
        number = _VALUE.fullmatch(match["value"])
        if number is None:
            raise _Wrong(f"{match['value']!r} is no number", "write 5, 5+, 5-8, -20 or 40%")
        low, high = _bounds(number)
        if low is not None and high is not None and low > high:
            raise _Wrong(f"{match['value']} runs backwards", "turn it round")
        span = self._found(self._words(match["mention"]), claim.trigger)
        return Quantified(span, cast("Measure", match["measure"]), low, high, bool(number["share"]))

    # words to offsets

    def _words(self, value: str) -> _Words:
        """A mention as written: words, in quotation marks or not, with #2 after them or not; or offsets."""
        value = value.strip()
        if match := _OFFSETS.fullmatch(value):
            return _Words("", None, (int(match[1]), int(match[2])))
        nth = None
        if (match := _NUMBERED.fullmatch(value)) and not self._occurrences(value):
            value, nth = match["words"], int(match["nth"])
        if len(value) > 1 and value[0] == value[-1] == '"':
            value = value[1:-1]
        return _Words(value, nth)

    def _found(self, mention: _Words, where: Span) -> Span:
        """The occurrence that is meant: the nth, else the one nearest to `where`."""
        spans = self._spans(mention)
        return spans[0] if len(spans) == 1 else min(spans, key=lambda span: _gap(span, where))

    def _spans(self, mention: _Words) -> list[Span]:
        """Where the words stand; one span where offsets or a number say which."""
        if self.text is None or mention.offsets:
            return [self._offsets(mention)]
        if not mention.words:
            raise _Wrong("no words", "give the words of the text that name it")
        spans = self._occurrences(mention.words)
        if not spans:
            raise _Wrong(f"{mention.words!r} is not in the text", "copy the words from the text")
        if mention.nth is None:
            return spans
        if not 1 <= mention.nth <= len(spans):
            raise _Wrong(
                f"{mention.words!r} occurs {len(spans)} times, not {mention.nth}",
                "count from the start of the text",
            )
        return [spans[mention.nth - 1]]

    def _offsets(self, mention: _Words) -> Span:
        if self.text is not None:
            raise _Wrong(
                f"{list(mention.offsets or ())} are offsets", "give the words: the text is in the file"
            )
        if mention.offsets is None:
            raise _Wrong(
                f"{mention.words!r} are words", "give offsets, [start,end]: the text is not in the file"
            )
        start, end = mention.offsets
        if not 0 <= start < end <= self.length:
            raise _Wrong(
                f"[{start},{end}] lies outside a text of {self.length}", "count from the start of the text"
            )
        return start, end

    def _occurrences(self, words: str) -> list[Span]:
        """Where words stand by themselves, or, where they never do, inside longer ones; line ends count as blanks."""
        if self.text is None or not words.strip():
            return []
        pattern = r"\s+".join(map(re.escape, words.split()))
        before, after = (r"(?<!\w)" if words[0].isalnum() else ""), (r"(?!\w)" if words[-1].isalnum() else "")
        whole = [match.span() for match in re.finditer(before + pattern + after, self.text)]
        return whole or [match.span() for match in re.finditer(pattern, self.text)]

    def _trigger(self, parts: _Parts) -> Span:
        """Where the trigger stands; of several places the one that most of the claim's other mentions lie near to."""
        spans = self._spans(parts.trigger)
        if len(spans) == 1:
            return spans[0]
        others = [spans for spans in map(self._where_field, parts.fields) if spans]

        def strain(span: Span) -> tuple[int, int]:
            return sum(min(REACH, *(_gap(span, other) for other in each)) for each in others), span[0]

        return min(spans, key=strain)

    def _where_field(self, part: tuple[str, str]) -> list[Span]:
        """Where the words of a field stand; empty for fields without words and for those that are wrong."""
        name, value = part
        if name == "q":
            match = _QUANTITY.fullmatch(value)
            value = match["mention"] if match else ""
        elif name == "source":
            match = _KIND.fullmatch(value)
            value = match["rest"] if match else ""
        elif name not in (*ROLES, *PLACE_ROLES, "when", "cue", "channel"):
            return []
        try:
            return self._spans(self._words(_equated(value)[0]))
        except _Wrong:
            return []

    def _check_same(self, claims: Sequence[AnnotatedClaim]) -> None:
        by_number = {claim.number: claim for claim in claims}
        for claim in claims:
            if claim.same is None:
                continue
            other = by_number.get(claim.same)
            if other is None or other is claim:
                self._fault(
                    claim.line,
                    f"same: {claim.same} is no other claim line",
                    "count the claim lines from 1",
                )
            elif other.same is not None:
                self._fault(claim.line, f"same: {claim.same} is a repeat itself", f"write same: {other.same}")


def _header(line: str) -> dict[str, str]:
    """The header's fields; a semicolon inside a title is no end of it."""
    keys = list(_HEADER_KEY.finditer(line))
    ends = [*(key.start() for key in keys[1:]), len(line)]
    return {key[1]: line[key.end() : end].strip() for key, end in zip(keys, ends, strict=True)}


def _equated(value: str) -> tuple[str, str]:
    """The words before " = " and the name or date after it."""
    words, _, name = f" {value} ".partition(" = ")
    return words.strip(), name.strip()


def _gap(one: Span, other: Span) -> int:
    """Code points between two spans, 0 where they touch or overlap."""
    return max(0, one[0] - other[1], other[0] - one[1])


def _day(value: str) -> str | None:
    if not value:
        return None
    try:
        return date.fromisoformat(value).isoformat() if len(value) == 10 else _no_date(value)
    except ValueError:
        return _no_date(value)


def _no_date(value: str) -> str:
    raise _Wrong(f"{value!r} is no date", "write it as 2017-06-01, or 2017-06-01..2017-06-05")


def _bounds(value: re.Match[str]) -> tuple[float | None, float | None]:
    def number(name: str) -> float | None:
        written = value[name]
        return float(written.replace(",", "")) if written else None

    if value["most"]:
        return None, number("most")
    low = number("low")
    if value["more"] or value["more_after"]:
        return low, None
    return low, number("high") if value["high"] else low
