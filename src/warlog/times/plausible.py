"""Which matches of the grammar are times in their context: "may", "sun" and "1800" often are not."""

from __future__ import annotations

from spacy.tokens import Token

from warlog.quantities.lexer import Lexed
from warlog.times.grammar import Found
from warlog.times.lexicon import Lexicon
from warlog.times.mention import PREFIXES
from warlog.times.tokens import Tokens

# abbreviations that are also words or names: only as part of a longer date
_SHY = frozenset(
    {"may", "march", "mar", "jan", "sat", "sun", "mon", "wed", "thu", "tue", "fri", "dec", "sep", "oct"}
)
_YEAR_PREFIXES = frozenset(
    {"in", "since", "of", "by", "until", "till", "during", "from", "to", "before", "after", "between", "around", "and",
     "throughout", "late", "early", "mid", "through", "the", "for"}
)  # fmt: skip
_NAME_NUMBERS = frozenset(
    {"resolution", "no", "number", "article", "unit", "highway", "route", "page", "decree", "order"}
)
_BEFORE_ORDINAL = frozenset({"in", "for", "on", "its", "the", "a", "into", "entered", "by", "until", "since"})
_CLOCK_PREFIXES = frozenset(
    {"at", "by", "until", "till", "since", "from", "around", "about", "before", "after"}
)
_TOO = frozenset({"as", "too", "how", "so", "that"})


class Plausible:
    """Judges matches by the words and the parse around them."""

    def __init__(self, text: str, lexed: Lexed, codes: str, lexicon: Lexicon, tokens: Tokens) -> None:
        self.text = text
        self.lexed = lexed
        self.codes = codes
        self.lexicon = lexicon
        self.tokens = tokens
        letters = [c for c in text[:400] if c.isalpha()]
        self.upper = bool(letters) and sum(c.isupper() for c in letters) > 0.8 * len(letters)

    def token(self, i: int) -> Token | None:
        """The token at a piece."""
        return self.tokens.at(self.lexed.starts[i])

    def counts_next(self, i: int) -> bool:
        """Whether a figure counts the noun after it: "In May 15 people were killed"."""
        token = self.token(i)
        if token is None or token.head.i <= token.i or token.dep_ not in ("nummod", "quantmod", "compound"):
            return False
        return token.head.tag_ in ("NNS", "NNPS", "NN") and token.head.lower_ not in self.lexicon.codes

    def is_clock(self, i: int) -> bool:
        """Whether four figures are an hour and minutes: "0305 local time", "at 1800"."""
        word = self.lexed.words[i]
        if len(word) != 4 or not word.isdecimal() or int(word[:2]) > 24 or int(word[2:]) > 59:
            return False
        before = self.lexed.words[i - 1] if i else ""
        after = self.codes[i + 1 : i + 2]
        if after in ("z", "R", "K", "I") or before == "at":
            return True
        if self.lexed.words[i + 1 : i + 2] in (["hours"], ["hrs"]):
            return before in _CLOCK_PREFIXES
        # radio monitors write in capitals and give hours so
        return self.upper and before in _CLOCK_PREFIXES and "1800" <= word < "1860"

    def holds(self, found: Found) -> bool:
        """Whether a match is a time where it stands."""
        words, codes, first, last = self.lexed.words, self.codes, found.first, found.last
        before = words[first - 1] if first else ""
        after = words[last] if last < len(words) else ""
        glued = first > 0 and self.lexed.ends[first - 1] == self.lexed.starts[first]
        match found.rule:
            case "month" | "weekday":
                return self._name(found, before, after, glued)
            case "month_day" | "day_month":
                return not (glued and before in (".", "-", "/") and codes[first] in "DO")
            case "bare_year" | "year_span":
                return self._year(first, before, after, glued)
            case "clock":
                return "C" in codes[first:last] or "A" in codes[first:last] or last - first > 1
            case "military":
                return self.is_clock(first)
            case "duration" | "later" | "ago" | "deictic" | "half_unit" | "bare_units":
                return self._span(found, before, after, glued)
            case "nth_unit":
                return (
                    before in _BEFORE_ORDINAL or codes[first] in "tqE" or words[last - 1] == "century"
                ) and not (after == "-" or (after == "in" and words[last : last + 2] == ["in", "command"]))
            case "relative_day":
                return not (codes[last - 1] == "R" and after == "-")
            case "the_unit":
                return self._the_unit(first + 1)
            case "vague":
                return before not in _TOO and not (
                    words[first] in ("soon", "shortly") and after in ("as", "after", "before")
                )
            case "lone":
                return before not in ("most", "more", "less", "-") and words[first] in ("recent", "current")
            case "season":
                return self._season(found, before)
            case _:
                return True

    def _year(self, first: int, before: str, after: str, glued: bool) -> bool:
        codes = self.codes
        if glued and before in (".", ",", "-", "–", "—", "/", ":", "$", "#", "_"):
            ranged = before in ("-", "–", "—") and codes[first - 2 : first - 1] in ("Y", "M")
            if not ranged:
                return False
        if before in _NAME_NUMBERS or after in ("%", "percent", "_") or self._counts_many(first, before):
            return False
        return (
            before in _YEAR_PREFIXES
            or before in ("(", ",", "-", "–", "[", "#")
            or after in (")", "]")
            or self._is_date_entity(first)
        )

    def _counts_many(self, i: int, before: str) -> bool:
        """ "2015 people", but not "the 2015 attacks"."""
        token = self.token(i)
        return before != "the" and self.counts_next(i) and token is not None and token.head.tag_ != "NN"

    def _is_date_entity(self, i: int) -> bool:
        token = self.token(i)
        return token is not None and token.ent_type_ == "DATE"

    def _span(self, found: Found, before: str, after: str, glued: bool) -> bool:
        words, codes, first, last = self.lexed.words, self.codes, found.first, found.last
        if (
            after == "old"
            or words[last : last + 2] == ["-", "old"]
            or (glued and before in ("-", ".", "$", "/"))
        ):
            return False
        if found.rule == "bare_units":
            return codes[first - 1 : first] not in ("D", "N", "Y", "-") and after != "-"
        if found.rule == "duration" and codes[first] == "a" and not any(c in "DN" for c in codes[first:last]):
            return not (
                words[last - 1] in ("second", "minute") or (after == "-" and words[last - 1] != "day")
            )
        return not (
            after == "-"
            and words[last + 1 : last + 2] not in (["long"], ["and"])
            and "-" not in codes[first:last]
        )

    def _the_unit(self, i: int) -> bool:
        """ "The day of her message", "the day they left"; "the weekend"; "the weeks before"."""
        word = self.lexed.words[i]
        if word != "day":
            return word == "weekend" or (word.endswith("s") and word not in ("seconds", "minutes"))
        token = self.token(i)
        return (
            token is not None
            and (self.upper or token.text == "day")
            and any(
                child.i > token.i and (child.dep_ in ("relcl", "acl") or child.lower_ == "of")
                for child in token.children
            )
        )

    def _season(self, found: Found, before: str) -> bool:
        word = self.lexed.words[found.last - 1]
        if self.codes[found.first] in "LXh":
            return True
        token = self.token(found.last - 1)
        noun = token is not None and token.pos_ in ("NOUN", "PROPN")
        if word in ("fall", "spring"):
            return (
                noun
                and before in ("in", "during", "by", "until", "since", "of")
                and self.codes[found.first] in "tE"
            )
        return noun and (before in PREFIXES or found.last - found.first > 1)

    def _name(self, found: Found, before: str, after: str, glued: bool) -> bool:
        words, codes = self.lexed.words, self.codes
        core = next(i for i in range(found.first, found.last) if codes[i] in "MW")
        word = words[core]
        if glued and before in ("-", ".", "_"):
            return False
        if word not in _SHY or (found.last - found.first > 1 and codes[found.first] in "ELXhrtT"):
            return not (word in ("august", "april", "june") and after.isalpha() and self._is_person(core))
        if words[core + 1 : core + 2] == ["."] and len(word) < 5 and word != "may":
            return True
        if word in ("may", "march"):
            token = self.token(core)
            if token is None or token.pos_ not in ("PROPN", "NOUN") or token.ent_type_ not in ("DATE", ""):
                return False
            beside = codes[core + 1 : core + 3][-1:] == "M" or codes[max(core - 2, 0) : core][:1] == "M"
            heading = self.text[max(self.lexed.starts[core] - 2, 0) : self.lexed.starts[core]].strip() == "#"
            return (
                before in PREFIXES
                or before in ("last", "this", "next", "early", "late", "mid", "and")
                or beside
                or heading
            )
        return before in ("on", "in", "last", "next", "this", "since", "until") and word not in ("sun", "jan")

    def _is_person(self, i: int) -> bool:
        token = self.token(i)
        return token is not None and token.ent_type_ == "PERSON"

    def is_rate(self, i: int) -> bool:
        """Whether a unit says how often: "50 attacks a day", "three times a week"."""
        token = self.token(i)
        before = self.lexed.words[i - 2] if i > 1 else ""
        if before in ("times", "once", "twice"):
            return True
        return (
            token is not None
            and token.dep_ in ("npadvmod", "nmod", "appos")
            and (token.head.pos_ == "NOUN" and token.head.i == token.i - 2 and token.head.tag_ == "NNS")
        )

    def is_verb(self, i: int) -> bool:
        """Whether a piece is a verb: "the truce will last two days"."""
        token = self.token(i)
        return token is not None and token.pos_ == "VERB"
