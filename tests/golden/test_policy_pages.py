"""A policy's page tells its readings as the header declares them: names, places, questions, choices, how many."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from policyc.check import check_files
from policyc.model.program import Policy, Reading
from policylang import parse
from policylang.source import Source

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted((ROOT / "docs" / "policies").glob("*.md"))
SUBJECT = re.compile(r"^Policy `([a-z0-9_.]+)`", re.MULTILINE)
ROW = re.compile(
    r"^\| `(\w+)` \(([^|]*)\) \| ([^|]*) \| \*\*(\w+)\*\*; or ([^|]*) \| ([^|]+) \|$", re.MULTILINE
)


@pytest.fixture(scope="module")
def policies() -> Mapping[str, Policy]:
    paths = sorted((ROOT / "policies").rglob("*.policy"))
    files = [parse(Source(path.name, path.read_text(encoding="utf-8"))).file for path in paths]
    return check_files(files).program.policies


def subject(page: Path) -> str:
    found = SUBJECT.search(page.read_text(encoding="utf-8"))
    assert found is not None, "a page names its policy in the first sentence"
    return found[1]


def part(page: Path, heading: str) -> str:
    """The part of a page below a heading, as far as the next one."""
    _, _, rest = page.read_text(encoding="utf-8").partition(f"\n## {heading}\n")
    assert rest, f"{page.name} has no part {heading}"
    return rest.partition("\n## ")[0]


def told(text: str) -> list[tuple[str, str, str, tuple[str, ...]]]:
    return [(name, place, question, (chosen, *others.split(", ")))
            for name, place, question, chosen, others, _ in ROW.findall(text)]  # fmt: skip


def declared(readings: Sequence[Reading]) -> list[tuple[str, str, str, tuple[str, ...]]]:
    return [
        (
            reading.name,
            reading.cite.place if reading.cite else "",
            reading.question,
            tuple(alternative.name for alternative in reading.alternatives),
        )
        for reading in readings
    ]


def test_every_policy_has_a_page(policies: Mapping[str, Policy]) -> None:
    assert sorted(subject(page) for page in PAGES) == sorted(policies)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
@pytest.mark.parametrize(
    ("heading", "modelled"), [("Readings that can be turned", True), ("Readings on record", False)]
)
def test_readings_are_told_as_declared(
    policies: Mapping[str, Policy], page: Path, heading: str, modelled: bool
) -> None:
    readings = policies[subject(page)].readings.values()
    text = part(page, heading)
    here = [reading for reading in readings if reading.modelled is modelled]
    assert told(text) == declared(here)
    assert re.match(rf"\n{len(here)} ", text), "the first sentence says how many there are"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_speaks_of_no_reading_fact_or_line_that_is_not_there(
    policies: Mapping[str, Policy], page: Path
) -> None:
    """Words in backticks that look like names are names: of readings, facts, services, definitions or lines."""
    policy = policies[subject(page)]
    known = {*policy.readings, *policy.facts, *policy.services}
    known |= {name for epoch in policy.epochs for name in epoch.definitions}
    known |= {line.name for epoch in policy.epochs for line in epoch.lines}
    named = set(re.findall(r"`([a-z]+(?:_[a-z]+)+)`", page.read_text(encoding="utf-8")))
    assert named - known <= {"date_of_service"}
