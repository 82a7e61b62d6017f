"""Reads TimeML files (*.tml), as TempEval-3 gives them: the document's creation time, TIMEX3 tags in the running text.

UzZaman and others 2013, "SemEval-2013 Task 1: TempEval-3: Evaluating Time Expressions, Events, and Temporal Relations".
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from datetime import date
from pathlib import Path

from warlog.bench.times import GoldTimex, TimedText
from warlog.errors import WarlogError

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def read_timeml(folder: Path) -> list[TimedText]:
    """The folder's *.tml files in order of name; W009 where one is no TimeML, W004 where there is none."""
    paths = sorted(folder.glob("*.tml"))
    if not paths:
        raise WarlogError("W004", where=folder, looked_for="*.tml")
    return [_read(path) for path in paths]


def _read(path: Path) -> TimedText:
    try:
        root = ET.parse(path).getroot()
    except (OSError, ET.ParseError, UnicodeDecodeError) as error:
        raise WarlogError("W009", where=path, found=error) from error
    body = root.find("TEXT")
    if body is None:
        raise WarlogError("W009", where=path, found="no TEXT element, so no TimeML")
    text: list[str] = []
    gold: list[GoldTimex] = []
    _walk(body, text, gold)
    whole = "".join(text)
    return TimedText(path.stem, whole, _created(root), [(0, len(whole))], gold)


def _created(root: ET.Element) -> date | None:
    """The document creation time, its day; None where the file gives no full one."""
    for timex in root.findall("DCT/TIMEX3"):
        match = _DAY.match(timex.get("value", ""))
        if match is not None:
            return date.fromisoformat(match.group())
    return None


def _walk(element: ET.Element, text: list[str], gold: list[GoldTimex]) -> None:
    """Collects the text below an element, and each TIMEX3 with its offsets."""
    start = sum(map(len, text))
    text.append(element.text or "")
    for child in element:
        _walk(child, text, gold)
        text.append(child.tail or "")
    value = element.get("value")
    if element.tag == "TIMEX3" and value:
        end = sum(map(len, text))
        if end > start:  # empty ones stand for times that no word names
            gold.append(GoldTimex(start, end, element.get("type", "DATE"), value))
