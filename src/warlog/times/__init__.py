"""Time expressions, datelines and the dating of undated reports."""

from warlog.times.dateline import Dateline, dateline
from warlog.times.dating import Dating, infer_published
from warlog.times.find import find_times
from warlog.times.mention import TimeMention, Timex

__all__ = ["Dateline", "Dating", "TimeMention", "Timex", "dateline", "find_times", "infer_published"]
