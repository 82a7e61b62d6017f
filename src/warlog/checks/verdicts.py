"""From a difference to a verdict. Distances are kilometres, angles degrees.

The thresholds of distance and bearing are the project's own: 10% and 25%, half and a whole of the
45 degrees that a compass word of eight stands for.
"""

from __future__ import annotations

import math

from warlog.records import Verdict

_RANK: tuple[Verdict, ...] = ("consistent", "imprecise", "inconsistent")
_EDGE = 1e-9  # so that 110 for 100 is within 10% in floating point


def graded(difference: float, consistent: float, imprecise: float) -> Verdict:
    """The verdict on a difference: at most `consistent`, at most `imprecise`, or more."""
    if difference <= consistent + _EDGE:
        return "consistent"
    return "imprecise" if difference <= imprecise + _EDGE else "inconsistent"


def distance(
    stated: float, found: float, *, extent: float = 0.0, edge: float = 0.0, bound: int = 0
) -> Verdict:
    """Verdict on a stated distance.

    Of areas any point may be meant: `extent`, their radii together, is allowed for in full. Between towns
    distances run from centre to centre; that one may be told from the outskirts (`edge`, their radii
    together) makes an inconsistent one imprecise, no more. `bound` is 1 for "more than", -1 for "less than".
    """
    gap = stated - found
    if (bound > 0 and gap < 0) or (bound < 0 and gap > 0):
        gap = 0.0
    off = max(0.0, abs(gap) - extent)
    verdict = graded(off / found if found > 0 else math.inf if off else 0.0, 0.10, 0.25)
    return "imprecise" if verdict == "inconsistent" and abs(gap) <= extent + edge else verdict


def bearing(stated: float, found: float, *, extent: float = 0.0, edge: float = 0.0) -> Verdict:
    """Verdict on a stated bearing; `extent` and `edge` as in `distance`, as angles."""
    off = turn(stated, found)
    verdict = graded(max(0.0, off - extent), 22.5, 45.0)
    return "imprecise" if verdict == "inconsistent" and off <= 45.0 + extent + edge else verdict


def absurd(stated: float, found: float) -> bool:
    """Whether a statement is so far off that rather another place of the same name is meant: beyond three times
    and by more than 50 km. People who misstate a distance stay well under that."""
    return found - stated > 50.0 and found > 3 * stated


def turn(one: float, two: float) -> float:
    """The angle between two bearings, 0 to 180."""
    return abs((one - two + 180) % 360 - 180)


def angle_of(radius: float, distance_km: float) -> float:
    """Half the angle under which a circle is seen from `distance_km`, 180 from inside."""
    return 180.0 if radius >= distance_km else math.degrees(math.asin(radius / distance_km))


def counted(stated: float, found: float) -> Verdict:
    """Verdict on a count of units begun ("its eighth month"): equal, off by one, off by more."""
    return graded(abs(stated - found), 0, 1)


def worst(*verdicts: Verdict) -> Verdict:
    """The worst of these; `uncheckable` is no verdict on the matter and counts least."""
    return max(verdicts, key=lambda v: _RANK.index(v) if v in _RANK else -1)
