"""How findings name the parts of a text: `item 2 of `I.C``, `the scope of section `II``."""

from __future__ import annotations

from collections.abc import Container

from policyc.analysis.parts import Part, Unit
from policyc.model.program import Epoch
from policylang.source import Span

_UNITS = {"scope": "the scope of section", "requires": "section", "line": "line", "recommend": "criterion"}


def part_name(part: Part) -> str:
    """A part with what it stands in, its name in backquotes."""
    return _within(part.kind, part.path, part.unit)


def part_subject(part: Part) -> str:
    """What an acknowledgement of a finding on the part names."""
    return part.unit[1]


def unit_name(unit: Unit) -> str:
    """What parts stand in: `criterion `I.C``."""
    return f"{_UNITS.get(unit[0], unit[0])} `{unit[1]}`"


def place_name(path: str, span: Span | None, epoch: Epoch) -> str:
    """Where a condition stands: `section II, line 55`."""
    name = path.split("/", 1)[0]
    kinds: tuple[tuple[str, Container[str]], ...] = (
        ("criterion", epoch.criteria),
        ("section", epoch.sections),
        ("definition", epoch.definitions),
        ("line", [line.name for line in epoch.lines]),
    )
    kind = next((kind for kind, names in kinds if name in names), "")
    row = f"line {span.line}" if span else ""
    return ", ".join(said for said in (f"{kind} {name}" if kind else "", row) if said) or name


def _within(kind: str, path: str, unit: Unit) -> str:
    steps = path.removeprefix(unit[1]).strip("/").split("/")
    if kind == "criterion":
        return unit_name(unit)
    if kind == "whole":
        return f"the condition of {unit_name(unit)}"
    if kind in {"scope", "requirement"}:
        number = f"requirement {steps[-1]} of " if kind == "requirement" else ""
        return number + unit_name(unit)
    if kind == "exception":
        return f"exception {steps[-1]} of {unit_name(unit)}"
    place = ".".join(step for step in steps if step.isdigit())
    if kind == "waiver":
        *outer, last = place.split(".")
        inside = f" of requirement {'.'.join(outer)}" if "requires" in steps else _item(outer)
        return f"waiver {int(last) - 1}{inside} of {unit_name(unit)}"
    if kind == "count":
        return f"the count{_item(place.split('.') if place else [])} of {unit_name(unit)}"
    layer = next((f" in its {word}" for step, word in _LAYERS.items() if step in steps), "")
    return f"item {place} of {unit_name(unit)}{layer}"


_LAYERS = {"unless": "exceptions", "requires": "requirements", "recommend": "recommendations"}


def _item(steps: list[str]) -> str:
    return f" in item {'.'.join(steps)}" if steps else ""
