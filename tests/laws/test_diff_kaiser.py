"""The diffs of Kaiser's three texts, judged by z3 and patient by patient."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from policyc.check import check_files
from policyc.diff import ChangeMap, Verdict, change_map
from policyc.model.outcome import Outcome
from policyc.model.program import Epoch
from policylang import parse
from policylang.source import Source
from tests.judges.z3_diff import objections

POLICIES = Path(__file__).parents[2] / "policies"


@pytest.fixture(scope="module")
def epochs() -> Sequence[Epoch]:
    paths = sorted(POLICIES.rglob("*.policy"))
    files = [parse(Source(path.name, path.read_text(encoding="utf-8"))).file for path in paths]
    return check_files(files).program.policies["kaiser_wa.lumbar_mri"].epochs


def newly_approved(found: ChangeMap) -> set[str | None]:
    return {
        region.new.criterion
        for region in found.regions
        if region.new.outcome is Outcome.APPROVE and region.old.outcome is not Outcome.APPROVE
    }


def test_january_2024_newly_approves_under_these_criteria(epochs: Sequence[Epoch]) -> None:
    """Urgent patients no longer wait for therapy (II), stenosis moved to II, and III.A has two new bullets."""
    found = change_map(epochs[0], epochs[1])
    assert (found.verdict, found.complete) == (Verdict.EXPANDS, True)
    assert newly_approved(found) == {"II.A.1", "II.A.2", "II.A.3", "II.A.4", "III.A.3", "III.A.4"}


def test_march_2024_takes_spondylitis_from_the_physician_to_criteria(epochs: Sequence[Epoch]) -> None:
    found = change_map(epochs[1], epochs[2])
    assert (found.verdict, found.complete) == (Verdict.BOTH, True)
    assert {"V.A", "V.B"} <= newly_approved(found)
    assert {region.old.line for region in found.regions} == {"as_review"}


@pytest.mark.slow
@pytest.mark.parametrize(("old", "new"), [(0, 1), (1, 2)], ids=["2024-01-01", "2024-03-01"])
def test_z3_has_no_objection(epochs: Sequence[Epoch], old: int, new: int) -> None:
    found = change_map(epochs[old], epochs[new])
    assert objections(found, epochs[old], epochs[new]) == []


@pytest.mark.parametrize(("old", "new"), [(0, 1), (1, 2)], ids=["2024-01-01", "2024-03-01"])
def test_every_patient_replays(epochs: Sequence[Epoch], old: int, new: int) -> None:
    """Looking at a witness has both evaluations decide it, and raises where they disagree with the solver."""
    found = change_map(epochs[old], epochs[new])
    assert all(region.witness.nothing_else for region in found.regions)
    assert len({region.fingerprint for region in found.regions}) == len(found.regions)
