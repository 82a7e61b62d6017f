"""Quantities of a report: numbers with their bounds, what they count and what they measure."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import replace

from spacy.tokens import Doc, Token

from warlog.language.document import Document
from warlog.quantities.bounds import Bounds, bound_before, limits
from warlog.quantities.grammar import Number, encode, numbers
from warlog.quantities.lexer import Lexed, lex
from warlog.quantities.lexicon import Lexicon, lexicon
from warlog.quantities.measure import measure_of
from warlog.quantities.mention import CountedClass, QuantityMention, Timed
from warlog.quantities.noun import Counted, counted_noun
from warlog.quantities.numbers import cardinal
from warlog.quantities.parts import link_parts
from warlog.records import Measure, Mention, Quantity

# before a number these name a thing rather than count it: "Resolution 2254", "No. 5", "Highway 47"
_NAMING = frozenset(
    {"resolution", "no", "number", "nos", "article", "unit", "highway", "route", "page", "chapter", "phase", "channel",
     "section", "brigade", "division", "battalion", "regiment", "group", "tel", "phone", "fax", "type", "flight", "version",
     "paragraph", "title", "area", "zone", "sector", "gate", "room", "building", "aged", "age", "decree", "order", "annex"}
)  # fmt: skip
_MATERIAL: frozenset[CountedClass] = frozenset({"materiel", "building"})
_PEOPLE: frozenset[CountedClass] = frozenset({"person", "fighter", "civilian"})
_OBJECTS = frozenset({"dobj", "nsubjpass", "obj"})
_DURATION_FACTORS = {"S": "second", "H": "hour", "D": "day", "W": "week", "M": "month", "Y": "year", "DE": "decade", "N": "night", "WE": "weekend", "F": "fortnight", "CE": "century"}  # fmt: skip


def find_quantities(document: Document, times: Iterable[Timed] = ()) -> list[QuantityMention]:
    """Every quantity of a report, in the order of its text; `times` are the report's time mentions.

    Dates, clock times, ages, ordinals, numbers in names (weapons, units, roads) are none. "A" and "an"
    count as 1 only before a victim, a weapon or a building that the sentence says something was done to.
    """
    return _Reader(document, list(times)).read()


class _Reader:
    """Reads one report's numbers."""

    def __init__(self, document: Document, times: Sequence[Timed]) -> None:
        self.document = document
        self.doc: Doc = document.doc
        self.lexicon: Lexicon = lexicon()
        self.lexed: Lexed = lex(document.text)
        self.token_starts: list[int] = self.doc.to_array("IDX").tolist() if len(self.doc) else []
        self.times = sorted(times, key=lambda t: t.start)
        self.time_starts = [t.start for t in self.times]

    def read(self) -> list[QuantityMention]:
        """Every quantity."""
        out: list[QuantityMention] = self._durations()
        if self.token_starts:
            codes = encode(self.lexed, self.lexicon.codes)
            for number in numbers(self.lexed, codes):
                mention = self._article(number) if number.article else self._number(number)
                if mention is not None:
                    out.append(mention)
        return link_parts(self.document, _without_overlap(out))

    def _token(self, offset: int) -> Token:
        return self.doc[max(bisect_left(self.token_starts, offset + 1) - 1, 0)]

    def _in_time(self, start: int, end: int) -> bool:
        i = bisect_left(self.time_starts, end) - 1
        return i >= 0 and self.times[i].end > start

    def _durations(self) -> list[QuantityMention]:
        """ "three days": a time mention that measures how long."""
        out: list[QuantityMention] = []
        for time in self.times:
            if time.type != "DURATION":
                continue
            body = time.value.removeprefix("P")
            minutes = body.startswith("T")
            digits = "".join(c for c in body if c.isdigit() or c == ".")
            unit = body.lstrip("T").lstrip("0123456789.X")
            name = "minute" if minutes and unit == "M" else _DURATION_FACTORS.get(unit)
            if name is None or not digits or digits.count(".") > 1:
                continue
            words = self.document.text[time.start : time.end]
            if (
                not any(c.isdigit() for c in words)
                and cardinal([w for w in words.lower().replace("-", " ").split() if w in self.lexicon.codes])
                is None
            ):
                continue
            value = float(digits)
            bound = bound_before(words, _first_number(words, self.lexicon))
            low, best, high = limits(value, None, bound.kind, False, "plus" in words)
            mention = Mention(time.start, time.end, words)
            quantity = Quantity("duration", low, best, high, name, False, None, mention)
            head = self._token(time.end - 1).i if self.token_starts else 0
            out.append(QuantityMention(time.start, time.end, words, head, quantity, name, "duration"))
        return out

    def _number(self, number: Number) -> QuantityMention | None:
        text = self.document.text
        start, end = self.lexed.starts[number.first], self.lexed.ends[number.last - 1]
        if self._in_time(start, end) or not self._counts(number, start, end):
            return None
        token = self._number_token(number)
        following = self.lexed.words[number.last] if number.last < len(self.lexed.words) else ""
        unit = self.lexicon.units.get(following)
        bound = bound_before(text, start)
        if number.money or (unit is not None and unit.kind == "money"):
            stop = end if number.money else self.lexed.ends[number.last]
            name = unit.name if unit is not None else {"€": "EUR", "£": "GBP"}.get(text[start], "USD")
            return self._mention(
                number, bound, stop, token, Counted(token, stop, name, None, False), "money", "other", name
            )
        if unit is not None and unit.kind == "distance":
            stop = self.lexed.ends[number.last]
            measured = self._token(stop - 1)
            counted = Counted(measured, stop, unit.name, None, False)
            return self._mention(number, bound, stop, measured, counted, "distance", "distance", unit.name)
        counted = self._hyphenated(number) or counted_noun(self.document, token, end, number.share)
        if counted.token is None and not number.share:
            return self._bare(number, bound, end, token)
        if counted.token is not None and self._is_year(number, counted):
            return None
        return self._counted(number, bound, end, token, counted)

    def _hyphenated(self, number: Number) -> Counted | None:
        """ "60-plus nation coalition", "40-nation coalition": the word right after, not the noun it describes."""
        words, i = self.lexed.words, number.last
        if words[i : i + 1] == ["-"]:
            i += 1
        elif not (number.plus and words[number.last - 1] == "plus"):
            return None
        if i >= len(words) or not words[i].isalpha():
            return None
        token = self._token(self.lexed.starts[i])
        if token.pos_ not in ("NOUN", "PROPN") or token.lower_ in ("strong",):
            return None
        return Counted(token, self.lexed.ends[i], token.lemma_.lower(), None, False)

    def _counted(
        self, number: Number, bound: Bounds, end: int, token: Token, counted: Counted
    ) -> QuantityMention | None:
        head = counted.token if counted.token is not None else token
        stem = counted.lemma.removesuffix("s")
        if stem in self.lexicon.counted and counted.lemma not in self.lexicon.counted:
            counted = counted._replace(lemma=stem)  # capitals in headlines keep names from being lemmatised
        kind = self._class_of(head, counted.lemma)
        measure = measure_of(token if number.share else head, token, kind, self.lexicon)
        unit = "percent" if number.share else counted.lemma or None
        stop = max(counted.end, end)
        return self._mention(number, bound, stop, head, counted, kind, measure, unit)

    def _bare(self, number: Number, bound: Bounds, end: int, token: Token) -> QuantityMention | None:
        """A number with no noun: "killed 12", "12 wounded", "one of them"; none where nothing is done to them."""
        measure = measure_of(token, token, "person", self.lexicon)
        if measure == "other" and not number.vague and not self._of_them(number):
            return None
        counted = Counted(None, end, "", None, False)
        follows = token.nbor(1) if token.i + 1 < len(self.doc) else None
        if (
            follows is not None
            and follows.lower_ in self.lexicon.tolls["head"]
            and self.document.text[end : follows.idx].isspace()
        ):
            # "12 wounded", "10 killed"
            counted = Counted(None, follows.idx + len(follows), follows.lower_, None, False)
        kind: CountedClass = "other" if measure in ("other", "lost", "destroyed", "strength") else "person"
        return self._mention(number, bound, counted.end, token, counted, kind, measure, None)

    def _of_them(self, number: Number) -> bool:
        words = self.lexed.words[number.last : number.last + 2]
        return (
            len(words) == 2 and words[0] == "of" and words[1] in ("them", "whom", "which", "those", "these")
        )

    def _article(self, number: Number) -> QuantityMention | None:
        """ "An IED", "a soldier": only where the clause says something was done to it."""
        token = self._token(self.lexed.starts[number.first])
        if token.dep_ != "det" or token.head.i <= token.i:
            return None
        head = token.head
        kind = self._class_of(head, head.lemma_.lower())
        top = head
        while top.dep_ in ("conj", "appos") and top.head.i < top.i:
            top = top.head
        if top.dep_ not in _OBJECTS and not (top.dep_ == "pobj" and kind in _PEOPLE):
            return None
        measure = measure_of(head, token, kind, self.lexicon)
        if not (
            (kind in _MATERIAL and top.dep_ in _OBJECTS)
            or (measure != "other" and kind in _PEOPLE | _MATERIAL)
            or head.lemma_.lower() == "unit"
        ):
            return None
        if any(child.dep_ == "nummod" for child in head.children) or head.tag_ in ("NNS", "NNPS"):
            return None
        start = self.lexed.starts[number.first]
        stop = head.idx + len(head)
        counted = Counted(head, stop, head.lemma_.lower(), None, False)
        return self._mention(number, Bounds("none", start), stop, head, counted, kind, measure, counted.lemma)

    def _mention(
        self, number: Number, bound: Bounds, stop: int, head: Token, counted: Counted, kind: CountedClass,
        measure: Measure, unit: str | None,
    ) -> QuantityMention:  # fmt: skip
        text = self.document.text
        start = min(bound.start, self.lexed.starts[number.first])
        low, best, high = limits(number.value, number.top, bound.kind, number.vague, number.plus)
        mention = Mention(start, stop, text[start:stop])
        quantity = Quantity(measure, low, best, high, unit, number.share, counted.of, mention)
        return QuantityMention(start, stop, mention.text, head.i, quantity, counted.lemma, kind)

    def _class_of(self, head: Token, lemma: str) -> CountedClass:
        for word in (lemma, head.lower_, head.lower_.rstrip("s")):
            known = self.lexicon.counted.get(word)
            if known is not None:
                return known
        if head.ent_type_ == "NORP":
            return "person"
        return "other"

    def _number_token(self, number: Number) -> Token:
        """The token that holds the number's last word: the one whose head is the noun."""
        for i in range(number.last - 1, number.first - 1, -1):
            word = self.lexed.words[i]
            if word not in ("+", "plus", "-", "of", "%", "percent", "per", "cent") or (
                word in ("%", "percent", "cent")
            ):
                return self._token(self.lexed.starts[i])
        return self._token(self.lexed.starts[number.first])

    def _counts(self, number: Number, start: int, end: int) -> bool:
        """False for ages, names, telephone numbers, list marks and the like."""
        text, words = self.document.text, self.lexed.words
        before = words[number.first - 1] if number.first else ""
        glued_before = (
            start > 0 and not text[start - 1].isspace() and text[start - 1] not in "([\"“‘'$€£,;—–~"
        )
        if glued_before or before in _NAMING:
            return False
        after = text[end : end + 1]
        following = words[number.last] if number.last < len(words) else ""
        if after and ((after.isalpha() and following not in self.lexicon.units) or after in ":/"):
            return False
        if after == "." and text[end + 1 : end + 2].isdigit():
            return False
        tail = words[number.last : number.last + 4]
        if (after == "-" and "old" in tail) or tail[:2] == ["years", "old"]:
            return False
        first = words[number.first]
        if (first[0] == "0" and first not in ("0",)) or (first.isdecimal() and len(first) > 9):
            return False
        if (before and before[0].isdigit() and not number.vague) or (following and following[0].isdigit()):
            return False  # telephone numbers, share counters, scores
        return not (first == "one" and self._is_pronoun(number))

    def _is_pronoun(self, number: Number) -> bool:
        """ "no one", "one of the largest", "one another", "one day" are no counts."""
        words = self.lexed.words
        before = words[number.first - 1] if number.first else ""
        after = words[number.last] if number.last < len(words) else ""
        if before in ("no", "any", "every", "the", "this", "that", "which", "each") or after in (
            "another",
            "day",
            "side",
            "hand",
        ):
            return True
        return after == "of" and words[number.last + 1 : number.last + 2] in (
            ["the"],
            ["its"],
            ["their"],
            ["our"],
            ["syrias"],
        )

    def _is_year(self, number: Number, counted: Counted) -> bool:
        word = self.lexed.words[number.first]
        if not (word.isdecimal() and len(word) == 4 and 1900 <= int(word) <= 2100):
            return False
        return counted.token is None or counted.lemma not in self.lexicon.counted


def _first_number(words: str, table: Lexicon) -> int:
    pieces = lex(words)
    for word, start in zip(pieces.words, pieces.starts, strict=True):
        if word[0].isdigit() or table.codes.get(word, "x") in "nsvVe":
            return start
    return 0


def _without_overlap(found: list[QuantityMention]) -> list[QuantityMention]:
    """Sorted by start; of two whose numbers overlap the longer stays ("six of 20 tanks" keeps both)."""
    found.sort(key=lambda m: (m.start, -m.end))
    out: list[QuantityMention] = []
    for mention in found:
        if out and mention.start < out[-1].end and mention.start == out[-1].start:
            continue
        out.append(replace(mention, part_of=None))
    return out
