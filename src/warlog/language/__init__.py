"""Language: the spaCy pipeline, sentences, blocks and quotations of a report."""

from warlog.language.document import Document, Quotation
from warlog.language.parsing import parse, parse_many, plain_copy
from warlog.language.pipeline import load_pipeline

__all__ = ["Document", "Quotation", "load_pipeline", "parse", "parse_many", "plain_copy"]
