"""A report as the later rooms see it: text, parse, sentences, quotations."""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Doc, Span, Token

from warlog.records import Mention


@dataclass(slots=True, frozen=True)
class Quotation:
    """Words inside quotation marks: `start` and `end` exclude the marks."""

    start: int
    end: int


@dataclass(slots=True)
class Document:
    """A parsed report.

    `doc` is parsed from an equally long copy of `text` in which typographic quotes, odd blanks and
    line feeds are plain, so `token.idx` is an offset into `text`, while `token.text` may differ from
    it: take words for output from `text`, never from a token.
    """

    text: str
    doc: Doc
    headline: Mention | None = None
    quotations: list[Quotation] = field(default_factory=list[Quotation])
    sentences: list[Span] = field(default_factory=list[Span])

    def mention(self, start: int, end: int) -> Mention:
        """The mention of `text[start:end]`."""
        return Mention(start, end, self.text[start:end])

    def mention_of(self, span: Span) -> Mention:
        """The mention that covers a span of tokens."""
        return self.mention(span.start_char, span.end_char)

    def token_at(self, offset: int) -> Token | None:
        """The token that covers `text[offset]`, None for an offset outside every token."""
        span = self.doc.char_span(offset, offset + 1, alignment_mode="expand")
        return span[0] if span is not None and len(span) else None

    def span_of(self, mention: Mention) -> Span:
        """The tokens that a mention covers, widened to whole tokens."""
        span = self.doc.char_span(mention.start, mention.end, alignment_mode="expand")
        assert span is not None, mention
        return span

    def quotation_at(self, offset: int) -> Quotation | None:
        """The quotation that covers an offset."""
        return next((q for q in self.quotations if q.start <= offset < q.end), None)
