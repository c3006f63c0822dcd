"""Under which key `Evaluation.truths` keeps the value of each named part of the text.

A condition is kept under its own path. The parts that have a name are kept under that name and what is asked
of it, so that a criterion and the condition it begins with, or a line and a definition of the same name, do
not take each other's place.
"""

from __future__ import annotations


def line_key(name: str) -> str:
    """Where a decision line's truth for the service is kept; its own condition is at `NAME/when`."""
    return f"decide/{name}"


def definition_key(name: str) -> str:
    """Where a definition's truth is kept."""
    return f"{name}/holds"


def criterion_key(label: str, scoped: bool) -> str:
    """Where a criterion's truth is kept, with (`is met`) or without (`holds`) what its sections impose."""
    return f"{label}/met" if scoped else f"{label}/holds"


def section_key(label: str, test: str) -> str:
    """Where a section test is kept; `required` stands for the requirements of the section and those around it."""
    return f"{label}/{test}"
