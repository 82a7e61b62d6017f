"""Ingest: files, directories, standard input and JSONL in; reports out, one text each."""

from warlog.ingest.decoding import decode
from warlog.ingest.headlines import headline
from warlog.ingest.jsonl import parse_day
from warlog.ingest.report import RawReport, make_report
from warlog.ingest.sources import Limits, count_files, read_sources

__all__ = [
    "Limits",
    "RawReport",
    "count_files",
    "decode",
    "headline",
    "make_report",
    "parse_day",
    "read_sources",
]
