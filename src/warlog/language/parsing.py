"""From text to Document: an equally long plain copy is parsed, so that every offset holds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from statistics import median

from spacy.language import Language
from spacy.tokens import Doc

from warlog.language.document import Document, Quotation
from warlog.records import Mention

# One character each, so that the copy keeps the offsets of the text.
_QUOTES = dict.fromkeys(map(ord, "“”„‟«»〝〞＂″"), '"') | dict.fromkeys(map(ord, "’‘‛ʼʹ`´′＇"), "'")
_BLANKS = dict.fromkeys(
    [
        *map(
            ord, "\n\r\t\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029\ufeff\u200b\u200c\u200d\u200e\u200f\xad�\u2060"
        ),
        160,
        5760,
        *range(8192, 8203),
        8239,
        8287,
        12288,
    ],  # Unicode's other blanks, category Zs
    " ",
)
_DASHES = dict.fromkeys(map(ord, "‐‑"), "-")
# halves of surrogate pairs, which JSON can hold and the tokenizer cannot
_HALVES = dict.fromkeys(range(0xD800, 0xE000), "\ufffd")
_PLAIN: dict[int, str] = _QUOTES | _BLANKS | _DASHES | _HALVES

_LINE = re.compile(r"[^\r\n\u2028\u2029\x85]+")
_BULLET = re.compile(r"\s*(?:[•·▪●◦*–—-]\s|\.\s|\(?\d{1,2}[.)]\s)")
_ENDED = re.compile(r"[.!?:;\"”’')\]…]\s*$")
_QUOTE_PAIR = re.compile(r"“([^”“]*)(?:”|$)|«([^»«]*)(?:»|$)|\"([^\"]*)(?:\"|$)")
_WRAP_WIDTHS = range(50, 101)


def parse(text: str, pipeline: Language) -> Document:
    """Parse one report."""
    return _document(text, pipeline(_unparsed(text, pipeline)))


def parse_many(texts: Iterable[str], pipeline: Language, batch_size: int = 32) -> Iterator[Document]:
    """Parse reports in batches, which is faster than one by one; Documents come in the order of `texts`."""
    docs = ((_unparsed(text, pipeline), text) for text in texts)
    for doc, text in pipeline.pipe(docs, as_tuples=True, batch_size=batch_size):
        yield _document(text, doc)


def plain_copy(text: str) -> str:
    """The text with typographic quotes, odd blanks and line feeds made plain; equally long."""
    return text.translate(_PLAIN)


def blocks(text: str) -> list[tuple[int, int]]:
    """Offsets of the paragraphs, headings and list items that no sentence crosses.

    A line feed inside a hard-wrapped paragraph does not end a block; any other one does.
    """
    lines = [match.span() for match in _LINE.finditer(text) if match.group().strip()]
    if not lines:
        return []
    widths = [end - start for start, end in lines]
    usual = median(widths)
    wrapped = len(lines) > 3 and usual in _WRAP_WIDTHS and max(widths) <= 1.35 * usual
    found = [lines[0]]
    for (start, end), (before_start, before_end) in zip(lines[1:], lines, strict=False):
        gap = text[before_end:start]
        blank_line = gap.replace("\r\n", "\n").count("\n") > 1 or gap.count("\u2029") > 0
        full = before_end - before_start > 0.7 * usual
        goes_on = (
            wrapped
            and full
            and not blank_line
            and not _BULLET.match(text[start:end])
            and not _ENDED.search(text[before_start:before_end])
        )
        if goes_on:
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found


def quotations(text: str) -> list[Quotation]:
    """Stretches inside double quotation marks; a mark left open at a paragraph's start lasts to its end."""
    found: list[Quotation] = []
    for start, end in blocks(text):
        for match in _QUOTE_PAIR.finditer(text, start, end):
            inside = match.span(match.lastindex or 0)
            closed = match.group()[-1] in '”»"' and len(match.group()) > 1
            if inside[1] > inside[0] and (closed or not text[start : match.start()].strip()):
                found.append(Quotation(*inside))
    return found


def headline_of(text: str) -> Mention | None:
    """The headline: a first line of 3 to 30 words without a final stop, set apart from what follows."""
    spans = blocks(text)
    if len(spans) < 2:
        return None
    start, end = spans[0]
    line = text[start:end].rstrip()
    words = line.split()
    if not 3 <= len(words) <= 30 or line.endswith((".", "!", ",", ";")):
        return None
    start += len(line) - len(line.lstrip())
    return Mention(start, start + len(line.lstrip()), line.lstrip())


def _unparsed(text: str, pipeline: Language) -> Doc:
    doc = pipeline.make_doc(plain_copy(text))
    starts = {start for start, _ in blocks(text)}
    begins = False
    for token in doc:
        if token.idx in starts or begins:
            # a block that begins with blanks begins at its first word
            begins = token.is_space
            token.is_sent_start = not token.is_space
    return doc


def _document(text: str, doc: Doc) -> Document:
    return Document(
        text=text,
        doc=doc,
        headline=headline_of(text),
        quotations=quotations(text),
        sentences=[sentence for sentence in doc.sents if sentence.text.strip()],
    )
