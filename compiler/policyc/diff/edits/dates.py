"""Intervals in words."""

from __future__ import annotations

from policyc.model.calendar import Interval


def interval_words(interval: Interval) -> str:
    """`from 2024-01-01 before 2024-03-01`, or `on every day`."""
    said = []
    if interval.start is not None:
        said.append(f"from {interval.start}")
    if interval.end is not None:
        said.append(f"before {interval.end}")
    return " ".join(said) or "on every day"
