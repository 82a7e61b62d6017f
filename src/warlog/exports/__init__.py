"""What people take away: for now the map, one self-contained HTML file."""

from __future__ import annotations

from warlog.exports.map_html import write_map

__all__ = ["write_map"]
