"""Checks: what a report states that can be held against what is known."""

from warlog.checks.running import run_checks

__all__ = ["run_checks"]
