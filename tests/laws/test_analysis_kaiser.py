"""What the analysis says of Kaiser's lines, scopes and readings, each patient replayed by the evaluator."""

from __future__ import annotations

from pathlib import Path

import pytest

from policyc.analysis.gaps import find_gaps
from policyc.analysis.overlaps import find_overlaps
from policyc.analysis.readings import find_readings
from policyc.analysis.studied import Studied, studied_versions
from policyc.check import check_files
from policyc.evaluate import evaluate
from policyc.model.program import Epoch, Policy
from policylang import parse
from policylang.diagnostic import Diagnostic
from policylang.source import Source
from tests.unit.analysis.samples import patient_of

POLICIES = Path(__file__).parents[2] / "policies"
IN_COMPANY = {"urgent_care_chronic": {"subacute_upper_bound": "until_three_months"}}


def kaiser(*replacements: tuple[str, str]) -> Policy:
    """The policy, with texts replaced wherever they stand in its files; each must stand somewhere."""
    files, left = [], {old for old, _ in replacements}
    for path in sorted(POLICIES.rglob("*.policy")):
        text = path.read_text(encoding="utf-8")
        for old, new in replacements:
            left -= {old} if old in text else set()
            text = text.replace(old, new)
        files.append(parse(Source(path.name, text)).file)
    assert not left
    return check_files(files).program.policies["kaiser_wa.lumbar_mri"]


@pytest.fixture(scope="module")
def policy() -> Policy:
    return kaiser()


@pytest.fixture(scope="module")
def versions(policy: Policy) -> tuple[Studied, ...]:
    return tuple(studied_versions(policy))


def epoch_on(policy: Policy, found: Diagnostic) -> Epoch:
    day = patient_of(found, policy).date_of_service
    return next(epoch for epoch in policy.epochs if day in epoch.interval)


def test_no_two_lines_disagree_and_no_value_falls_between(versions: tuple[Studied, ...]) -> None:
    assert [found for studied in versions for found in (*find_overlaps(studied), *find_gaps(studied))] == []


def test_every_modelled_reading_decides_somebody_and_its_patient_shows_it(
    policy: Policy, versions: tuple[Studied, ...]
) -> None:
    found = {one.headline.split("`")[1]: one for one in find_readings(versions)}
    assert list(found) == [name for name, reading in policy.readings.items() if reading.modelled]
    assert {one.code for one in found.values()} == {"P712"}
    assert {name for name, one in found.items() if "once" in one.headline} == set(IN_COMPANY)
    for name, one in found.items():
        epoch, case = epoch_on(policy, one), patient_of(one, policy)
        ways = [{**IN_COMPANY.get(name, {}), name: each.name} for each in policy.readings[name].alternatives]
        told = [evaluate(epoch, case, case.requested[0], way) for way in ways]
        assert len({(each.possible, each.services) for each in told}) > 1
        for way, each in zip(ways, told, strict=True):
            (outcome,) = each.possible
            said = next(
                note for note in one.notes if f"read as `{way[name]}`" in note and "patient shown" in note
            )
            assert (
                f"`{way[name]}`, the same" in said or f"{outcome}, by line `{each.possible_lines[0]}`" in said
            )


@pytest.mark.parametrize(
    ("old", "new", "words", "versions_told"),
    [
        (
            "onset_within: symptom_duration <= 6 weeks",
            "onset_within: symptom_duration < 6 weeks",
            "exactly 6 weeks",
            2,
        ),
        ("open: any patient", "open: symptom_duration < 3 months", "exactly 3 months", 2),
    ],
)
def test_an_off_by_one_of_a_scope_is_told(old: str, new: str, words: str, versions_told: int) -> None:
    changed = kaiser((old, new))
    found = [one for studied in studied_versions(changed) for one in find_gaps(studied)]
    assert len(found) == versions_told
    for one in found:
        assert one.headline.startswith(f"{words} of `symptom_duration` lies in no scope")
        case = patient_of(one, changed)
        (outcome,) = evaluate(epoch_on(changed, one), case, case.requested[0]).possible
        assert outcome == "not medically necessary"


def test_a_line_without_its_exception_is_told() -> None:
    changed = kaiser(("        unless back_pain_criteria_met\n", ""))
    found = [one for studied in studied_versions(changed) for one in find_overlaps(studied)]
    against = {one.headline.split("`")[1]: one.headline.split("`")[3::2] for one in found}
    assert "acute" in against["not_listed"]
