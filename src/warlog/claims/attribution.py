"""Who says it: reporting verbs, "according to", quotations, and speakers who go on over sentences."""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Span, Token

from warlog.actors import ActorMention, Registry, source_kind
from warlog.claims.mentions import Mentions
from warlog.claims.syntax import complements, surface_subjects
from warlog.records import Attribution, AttributionRecord, Channel, Source
from warlog.records import Span as Offsets

_CONTENT = frozenset({"ccomp", "parataxis", "xcomp", "csubj"})
_OBJECT_CONTENT = frozenset({"dobj", "nsubjpass"})
_CONTRAST = frozenset({"while", "whereas", "although", "though", "but", "whilst"})
_ADVERBIAL = frozenset({"advmod", "npadvmod", "prep", "punct", "prt", "dative", "mark", "cc"})


@dataclass(slots=True)
class Reporting:
    """One act of reporting: who (a noun phrase), by which word, and which tokens are its content."""

    cue: Token
    sources: list[Token]
    content: list[tuple[int, int]]  # token ranges, end exclusive
    kind: str
    modality: str
    direct: bool = False
    channel: Channel | None = None

    def covers(self, token: Token) -> bool:
        """Whether a token is part of what is reported."""
        return any(start <= token.i < end for start, end in self.content)

    def size(self) -> int:
        """How many tokens are reported."""
        return sum(end - start for start, end in self.content)


@dataclass(slots=True)
class Attributions:
    """All reporting of one report."""

    mentions: Mentions
    registry: Registry
    reportings: list[Reporting] = field(default_factory=list[Reporting])
    channels: dict[str, Channel] = field(default_factory=dict[str, Channel])  # source name -> where it speaks

    def of(self, token: Token) -> tuple[Attribution, str]:
        """The attribution of what is stated at a token, and the modality that the reporting words give it."""
        found = [r for r in self.reportings if r.kind != "act" and r.covers(token) and r.cue.i != token.i]
        found = [r for r in found if not any(_beside(other, r) for other in found if other is not r)]
        found.sort(key=lambda r: -r.size())
        sources: list[Source] = []
        channel: Channel | None = None
        modality = "-"
        for reporting in found:
            channel = channel or reporting.channel
            if reporting.modality != "-" and reporting.kind != "act":
                modality = reporting.modality
            for head in reporting.sources:
                source = self.source(head, reporting)
                if source is not None and not any(s.name == source.name for s in sources):
                    sources.append(source)
                    channel = channel or self.channels.get(source.name)
        if not sources:
            return Attribution("outlet", [], channel), modality
        return Attribution("source", sources, channel), modality

    def source(self, head: Token, reporting: Reporting) -> Source | None:
        """The speaker that a noun phrase names."""
        document = self.mentions.document
        actor = self.mentions.actor(head)
        if actor is None or (actor.head != head.i and not _covers(actor, head)):
            actors = self.mentions.actors_of(head)
            actor = actors[0] if actors and head.lemma_ in {"statement", "report", "account"} else actor
        phrase = document.doc[head.left_edge.i : _phrase_end(head)]
        mention = document.mention(phrase.start_char, phrase.end_char)
        cue = document.mention(reporting.cue.idx, reporting.cue.idx + len(reporting.cue))
        if actor is None:
            if head.pos_ == "PRON":
                return None
            unnamed = ActorMention(
                mention.start, mention.end, mention.text, head.i, None, mention.text, "unknown", "description"
            )
            kind = source_kind(unnamed, self.registry)
            return Source(mention.text, None, kind, None, cue, reporting.direct, mention)
        kind = source_kind(actor, self.registry)
        return Source(
            actor.name,
            actor.actor or actor.affiliation,
            kind,
            actor.role,
            cue,
            reporting.direct,
            actor.mention,
        )

    def records(self, report: str) -> list[AttributionRecord]:
        """Every reporting, as records: one for each stretch of content."""
        doc = self.mentions.document.doc
        found: list[AttributionRecord] = []
        for reporting in self.reportings:
            source = None
            if reporting.sources:
                head = reporting.sources[0]
                phrase = doc[head.left_edge.i : _phrase_end(head)]
                source = Offsets(phrase.start_char, phrase.end_char)
            cue = Offsets(reporting.cue.idx, reporting.cue.idx + len(reporting.cue))
            for start, end in reporting.content:
                span = doc[start:end]
                found.append(
                    AttributionRecord(
                        report, source, cue, Offsets(span.start_char, span.end_char), reporting.direct
                    )
                )
        return found


def find_attributions(mentions: Mentions, registry: Registry) -> Attributions:
    """Every act of reporting in a report."""
    found = Attributions(mentions, registry)
    cues = mentions.lexicon.cues
    for sentence in mentions.document.sentences:
        for token in sentence:
            reporting: Reporting | None = None
            if token.lemma_.lower() in cues and token.pos_ in {"VERB", "AUX"}:
                reporting = _by_verb(token, sentence, mentions)
            elif token.lower_ == "according":
                reporting = _according(token, sentence)
            elif token.lemma_.lower() in mentions.lexicon.words["document"] and token.pos_ == "NOUN":
                reporting = _by_noun(token, mentions)
            if reporting is not None:
                reporting.channel = _channel(reporting, mentions)
                found.reportings.append(reporting)
    _carry_on(found)
    _statement_blocks(found)
    for reporting in found.reportings:
        if reporting.channel is not None:
            for head in reporting.sources:
                source = found.source(head, reporting)
                if source is not None:
                    found.channels.setdefault(source.name, reporting.channel)
    return found


def _beside(inner: Reporting, outer: Reporting) -> bool:
    """Whether another speaker is set against an outer one, not quoted by it ("…, while residents reported …")."""
    if not outer.covers(inner.cue) or outer.size() <= inner.size():
        return False
    if inner.cue.dep_ == "conj" and inner.sources and not outer.direct:
        return any(child.dep_ in {"nsubj", "nsubjpass"} for child in inner.cue.children)
    marks = {child.lower_ for child in inner.cue.children if child.dep_ == "mark"}
    return inner.cue.dep_ == "advcl" and bool(marks & _CONTRAST)


def _covers(actor: ActorMention, head: Token) -> bool:
    return actor.start <= head.idx < actor.end


def _phrase_end(head: Token) -> int:
    """The end of a noun phrase without its relative clauses and long tails."""
    end = head.i + 1
    for child in head.rights:
        if child.dep_ in {"prep", "compound", "amod", "nummod", "appos"} and child.right_edge.i - head.i < 12:
            end = max(end, child.right_edge.i + 1)
        else:
            break
    return end


# the kinds of reporting


def _by_verb(verb: Token, sentence: Span, mentions: Mentions) -> Reporting | None:
    cue = mentions.lexicon.cues[verb.lemma_.lower()]
    if verb.lemma_ == "put" and not any(
        child.dep_ == "dobj" and child.lemma_ in mentions.lexicon.words["toll_noun"]
        for child in verb.children
    ):
        return None
    content: list[tuple[int, int]] = []
    for child in verb.children:
        if _parted(child, verb):
            continue
        if (
            (child.dep_ in _CONTENT and child.pos_ in {"VERB", "AUX", "NOUN", "ADJ", "PROPN"})
            or (child.dep_ in _OBJECT_CONTENT and cue.kind in {"say", "accuse"})
            or (child.dep_ == "prep" and child.lower_ in {"of", "about", "for", "as"} and cue.kind != "act")
        ):
            content.append(_range(child, exclude=verb))
    sources = _speakers(verb, mentions)
    if cue.kind == "act":
        return Reporting(verb, sources, content, cue.kind, cue.content) if content and sources else None
    own_subject = any(child.dep_ in {"nsubj", "nsubjpass"} for child in verb.children)
    if verb.dep_ == "amod" or (verb.dep_ == "acl" and verb.tag_ == "VBN" and not own_subject):
        if verb.dep_ == "amod":
            return None
        sources = _agents(verb)
        content = [(verb.head.left_edge.i, verb.i)]
    if not sources and verb.dep_ != "advcl":
        return None
    before = [c for c in content if c[1] <= verb.i]
    if before and sources and sources[-1].i < verb.i:
        # "… mortar fire the agency reported": the speaker is the noun phrase nearest the cue
        sources = [s for s in sources if s.i >= max(end for _, end in before)][-1:] or sources[-1:]
        content = [c for c in content if c[1] > verb.i]
        content.append((min(start for start, _ in before), sources[0].left_edge.i))
    quoted = _quotation_range(verb, sentence, mentions)
    if quoted is not None:
        content.append(quoted)
    if not any(end - start > 2 for start, end in content):
        content += _content_beside(verb, sources, sentence)
    content = [c for c in content if c[1] > c[0]]
    if not content:
        return None
    direct = quoted is not None
    return Reporting(verb, sources, content, cue.kind, cue.content, direct)


def _speakers(verb: Token, mentions: Mentions) -> list[Token]:
    passive = any(child.dep_ in {"auxpass", "nsubjpass"} for child in verb.children)
    if passive:
        agents = _agents(verb)
        if agents:
            return agents
        return []
    if verb.dep_ == "advcl" and verb.tag_ == "VBG":
        # "Noting that …, he said": whoever the sentence's finite reporting verb names
        for other in verb.sent:
            if other.i != verb.i and other.pos_ == "VERB" and other.lemma_ in mentions.lexicon.cues:
                named = [c for c in other.lefts if c.dep_ == "nsubj"] or [
                    c for c in other.rights if c.dep_ == "nsubj"
                ]
                if named and verb.head.lemma_ not in mentions.lexicon.cues:
                    return named
    # of two subjects that the parse gives one cue, the nearer speaks: "… craft damaged …, the navy said"
    stray = [child for child in verb.lefts if child.dep_ == "nsubj"][:-1]
    subjects = [
        t
        for t in surface_subjects(verb)
        if t not in stray and t.pos_ in {"NOUN", "PROPN", "PRON", "NUM", "ADJ"}
    ]
    # "X quoted a military source as saying": the source is a second speaker, found at its own cue
    return subjects[:3]


def _agents(verb: Token) -> list[Token]:
    return [token for preposition, token in complements(verb) if preposition == "by"]


def _according(token: Token, sentence: Span) -> Reporting | None:
    """ "according to X": all of the clause that it stands in."""
    to = next((child for child in token.children if child.lower_ == "to"), None)
    if to is None:
        following = token.doc[token.i + 1] if token.i + 1 < sentence.end else None
        to = following if following is not None and following.lower_ == "to" else None
    if to is None:
        return None
    sources = [child for child in to.children if child.dep_ == "pobj"]
    if not sources:
        return None
    start, end = token.i, max(source.right_edge.i for source in sources) + 1
    first, last = _between_semicolons(token, sentence)
    content = [(first, start)] if start - first > 2 else []
    if start - first <= 2 or last - end > 3:
        content.append((end, last))
    return Reporting(token, sources, content, "say", "-")


def _by_noun(noun: Token, mentions: Mentions) -> Reporting | None:
    """ "reports that …", "Russia's claim that …", "in a statement"."""
    content = [
        _range(child, exclude=noun)
        for child in noun.rights
        if (child.dep_ in {"acl", "ccomp"} and child.pos_ == "VERB" and child.tag_ != "VBN")
        or (child.dep_ == "prep" and child.lower_ == "of")
    ]
    content = [c for c in content if c[1] - c[0] > 1]
    if not content:
        return None
    owners = [child for child in noun.lefts if child.dep_ in {"poss", "compound"} and mentions.actor(child)]
    by = [token for preposition, token in complements(noun) if preposition in {"by", "from"}]
    if noun.lemma_ not in {"report", "claim", "allegation", "rumour", "rumor"} and not (owners or by):
        return None
    return Reporting(noun, owners or by or [noun], content, "say", "-")


def _range(token: Token, exclude: Token) -> tuple[int, int]:
    start, end = token.left_edge.i, token.right_edge.i + 1
    if start <= exclude.i < end:
        # the parse put the cue inside its content: keep the side that the content's head is on
        return (start, exclude.i) if token.i < exclude.i else (exclude.i + 1, end)
    return start, end


def _parted(child: Token, verb: Token) -> bool:
    """Whether a semicolon stands between a cue and what the parse takes for its content."""
    left, right = (child.right_edge.i, verb.i) if child.i < verb.i else (verb.i, child.left_edge.i)
    return any(token.text == ";" for token in verb.doc[left : right + 1])


def _between_semicolons(token: Token, sentence: Span) -> tuple[int, int]:
    """The part of a sentence between semicolons that a token stands in."""
    cuts = [t.i for t in sentence if t.text == ";"]
    first = max((cut + 1 for cut in cuts if cut < token.i), default=sentence.start)
    return first, min((cut for cut in cuts if cut > token.i), default=sentence.end)


def _content_beside(verb: Token, sources: list[Token], sentence: Span) -> list[tuple[int, int]]:
    """What a cue without a content clause in the parse reports: all before "…, X said", or all after "X said"."""
    first, last = _between_semicolons(verb, sentence)
    own_left = min(
        [verb.i, *(source.left_edge.i for source in sources if source.sent.start == sentence.start)]
    )
    after = [t for t in sentence.doc[verb.i + 1 : last] if not t.is_punct and not t.is_space]
    rest = [t for t in after if not _belongs_to_cue(t, verb)]
    marks = {child.lower_ for child in verb.children if child.dep_ == "mark"}
    silent = any(child.dep_ == "neg" for child in verb.children) or bool(marks & _CONTRAST)
    if own_left - first > 3 and len(rest) < 4 and not silent:
        return [(first, own_left)]
    if len(rest) >= 4 and sources and sources[0].i < verb.i:
        return [(rest[0].i, last)]
    return []


def _belongs_to_cue(token: Token, verb: Token) -> bool:
    node = token
    while node.head != node and node.head != verb:
        node = node.head
    return (node.head == verb and node.dep_ in _ADVERBIAL) or node.ent_type_ in {"DATE", "TIME"}


def _quotation_range(verb: Token, sentence: Span, mentions: Mentions) -> tuple[int, int] | None:
    """The quotation in the cue's sentence, if the cue is outside it."""
    document = mentions.document
    for quotation in document.quotations:
        if quotation.start < sentence.end_char and quotation.end > sentence.start_char:
            if quotation.start <= verb.idx < quotation.end:
                continue
            if quotation.end - quotation.start < 15:
                continue
            between = (
                document.doc.char_span(quotation.end, verb.idx, alignment_mode="expand")
                if verb.idx > quotation.end
                else document.doc.char_span(verb.idx, quotation.start, alignment_mode="expand")
            )
            if between is not None and (
                len(between) > 14
                or any(
                    token.i != verb.i and token.pos_ == "VERB" and token.lemma_ in mentions.lexicon.cues
                    for token in between
                )
            ):
                continue  # another speaker stands between
            span = document.doc.char_span(quotation.start, quotation.end, alignment_mode="expand")
            if span is not None:
                return span.start, span.end
    return None


# going on


def _carry_on(found: Attributions) -> None:
    """A quotation without a cue of its own belongs to whoever spoke last."""
    document = found.mentions.document
    last: Reporting | None = None
    added: list[Reporting] = []
    by_start = sorted(found.reportings, key=lambda r: r.cue.i)
    for quotation in document.quotations:
        if quotation.end - quotation.start < 25:
            continue
        span = document.doc.char_span(quotation.start, quotation.end, alignment_mode="expand")
        if span is None or len(span) < 4:
            continue
        own = [r for r in by_start if any(s < span.end and span.start < e for s, e in r.content) and r.sources
               and not span.start <= r.cue.i < span.end]  # fmt: skip
        if own:
            last = own[-1]
            for reporting in own[-1:]:
                reporting.direct = True
                if not any(s <= span.start and span.end <= e for s, e in reporting.content):
                    reporting.content.append((span.start, span.end))
            continue
        before = [
            r for r in by_start
            if r.cue.i < span.start and r.sources and r.kind == "say" and document.quotation_at(r.cue.idx) is None
        ]  # fmt: skip
        nearest = before[-1] if before else None
        # the sentence just before introduces it ("He said: …"), or the last speaker goes on
        speaker = nearest if nearest is not None and (last is None or nearest.cue.i >= last.cue.i) else last
        if speaker is None:
            after = [r for r in by_start if r.cue.i >= span.end and r.cue.i - span.end < 12 and r.sources]
            speaker = after[0] if after else None
        if speaker is not None:
            added.append(
                Reporting(
                    speaker.cue, speaker.sources, [(span.start, span.end)], "say", "-", True, speaker.channel
                )
            )
            last = speaker
    found.reportings += added


def _statement_blocks(found: Attributions) -> None:
    """ "Minister X said:" on a line of its own: what follows is the statement, to the end or the next such line."""
    document = found.mentions.document
    doc = document.doc
    openings: list[tuple[int, Reporting]] = []
    for reporting in found.reportings:
        sentence = reporting.cue.sent
        tail = document.text[reporting.cue.idx + len(reporting.cue) : sentence.end_char + 3].lstrip()
        if not (tail.startswith(":") or _ends_with_colon(sentence)):
            continue
        if any(q.start < sentence.end_char + 6 and q.end > sentence.end_char for q in document.quotations):
            continue
        openings.append((sentence.end, reporting))
    # cues that introduce a block have no content in their own sentence, so they may not be found yet
    for sentence in document.sentences:
        if not _ends_with_colon(sentence):
            continue
        for token in sentence:
            if token.lemma_.lower() in found.mentions.lexicon.cues and token.pos_ in {"VERB", "AUX"}:
                sources = _speakers(token, found.mentions)
                if sources and not any(end == sentence.end for end, _ in openings):
                    reporting = Reporting(token, sources, [], "say", "-")
                    found.reportings.append(reporting)
                    openings.append((sentence.end, reporting))
    openings.sort(key=lambda item: item[0])
    ends = [reporting.cue.sent.start for _, reporting in openings[1:]] + [len(doc)]
    for (start, reporting), end in zip(openings, ends, strict=False):
        following_text = document.text[doc[start].idx : doc[start].idx + 2] if start < len(doc) else ""
        if following_text[:1] in {"“", '"', "«"}:
            continue
        if end > start:
            reporting.content.append((start, end))


def _ends_with_colon(sentence: Span) -> bool:
    words = [token for token in sentence if not token.is_space]
    return bool(words) and words[-1].text == ":" and len(words) < 40


# channels


def _channel(reporting: Reporting, mentions: Mentions) -> Channel | None:
    """Where it was said: "told SANA", "speaking to Syrian state television", "in a statement on Twitter"."""
    words = mentions.lexicon.words["channel"]
    governors = [reporting.cue, *(c for c in reporting.cue.children if c.dep_ == "advcl")]
    for governor in governors:
        for child in governor.children:
            if child.dep_ in {"dobj", "dative"} and (channel := _media(child, mentions)):
                return channel
        for preposition, token in complements(governor):
            if preposition not in {"to", "on", "in", "by", "via", "through", "at", "with", "during"}:
                continue
            channel = _media(token, mentions)
            if channel is not None:
                return channel
            if token.lemma_.lower() in words:
                phrase = mentions.document.doc[token.left_edge.i : token.i + 1]
                mention = mentions.document.mention_of(phrase)
                return Channel(_without_article(mention.text), mention)
    return None


def _media(token: Token, mentions: Mentions) -> Channel | None:
    actor = mentions.actor(token)
    if actor is not None and actor.kind == "media":
        return Channel(actor.name, actor.mention)
    return None


def _without_article(words: str) -> str:
    first, _, rest = words.partition(" ")
    return rest if rest and first.lower() in {"a", "an", "the", "his", "her", "their", "its"} else words
