"""Lines that disagree about a patient are told; what only looks like it is not."""

import pytest

from policyc.analysis.overlaps import find_overlaps
from policyc.check.acknowledgements import silences
from policyc.model.cases import Acknowledgement
from policyc.model.outcome import Outcome
from policyc.model.program import Policy
from tests.unit.analysis.samples import decided, patient_of, policy_of, told

SECTIONS = """\
version 2024 effective from 2024-01-01
  section I "Infection" cite doc "I"
    criterion I.A "Fever" cite doc "I.A"
      fever
      recommend plain
"""


def with_lines(*lines: str, sections: str = SECTIONS) -> Policy:
    rows = "\n".join(f"    {line}" for line in lines)
    return policy_of(f'{sections}  decide\n{rows}\n    otherwise not medically necessary cite doc "C"\n')


APPROVE = 'infection: approve cite doc "C" when fever'
REVIEW = 'weak: md review cite doc "C" when weakness'


def test_two_lines_that_disagree_are_told_with_the_winner_and_a_patient() -> None:
    policy = with_lines(APPROVE, REVIEW)
    (found,) = told(find_overlaps, policy)
    assert found.code == "P706"
    assert found.headline == "line `weak` disagrees with `infection` about some patients"
    lines = {line.name: line for line in policy.epochs[0].lines}
    assert found.span == lines["weak"].span
    assert [label.span for label in found.labels] == [lines["infection"].span]
    assert "wins: approve" in found.labels[0].message
    assert "would say md review, but" in found.notes[0]
    assert "approve, by line `infection`" in found.notes[0]
    case = patient_of(found, policy)
    assert case.facts["fever"] is True
    assert case.facts["weakness"] is True
    assert decided(policy.epochs[0], case) == (Outcome.APPROVE, "infection")


def test_a_line_is_told_once_with_all_that_win_over_it() -> None:
    pend = 'old: pend cite doc "C" when age > 70 years'
    found = told(find_overlaps, with_lines(APPROVE, REVIEW, pend))
    assert [one.headline for one in found] == [
        "line `weak` disagrees with `infection` about some patients",
        "line `old` disagrees with `infection` and `weak` about some patients",
    ]
    assert len(found[1].labels) == len(found[1].notes) == 2
    assert "about the patient shown" in found[1].notes[0]
    assert "fever" not in found[1].notes[1]
    assert "weakness" in found[1].notes[1]


def test_the_criterion_of_the_line_that_loses_is_named() -> None:
    (found,) = told(find_overlaps, with_lines(REVIEW, 'infection: approve cite doc "C" when I is met'))
    assert "it would say approve, under I.A, but" in found.notes[0]
    assert "by line `weak`" in found.notes[0]


def test_a_line_that_decides_nobody_is_not_told_again() -> None:
    both = ('both: pend cite doc "C" when all of these 2:', "  - fever", "  - weakness")
    found = told(find_overlaps, with_lines(APPROVE, *both))
    assert found == []


def test_an_acknowledgement_reaches_the_line_that_loses_and_no_winner() -> None:
    pend = 'old: pend cite doc "C" when age > 70 years'
    found = told(find_overlaps, with_lines(APPROVE, REVIEW, pend))
    reached = {
        name: [
            one.headline.split("`")[1] for one in found if silences(Acknowledgement("P706", name, "so"), one)
        ]
        for name in ("infection", "weak", "old")
    }
    assert reached == {"infection": [], "weak": ["weak"], "old": ["old"]}


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param(("first", f"  {REVIEW}", "then", f"  {APPROVE}"), id="an override"),
        pytest.param((APPROVE, REVIEW.replace("md review", "approve")), id="one outcome"),
        pytest.param((APPROVE, REVIEW, "  unless fever"), id="an exception"),
        pytest.param((APPROVE, REVIEW.replace("weakness", "not fever")), id="nobody has both"),
        pytest.param((APPROVE,), id="otherwise"),
        pytest.param(("first", f"  {REVIEW}", f"  {APPROVE}"), id="two overrides"),
    ],
)
def test_what_is_deliberate_is_not_told(lines: tuple[str, ...]) -> None:
    assert told(find_overlaps, with_lines(*lines)) == []


def test_a_line_that_fails_for_the_service_alone_does_not_hold() -> None:
    plain_only = 'infection: approve cite doc "C" when I is met'
    other = 'weak: md review cite doc "C" when all of these 2:'
    items = ("  - weakness", "  - service is contrast")
    assert told(find_overlaps, with_lines(plain_only, other, *items)) == []
    plain = ("  - weakness", "  - service is plain")
    (found,) = told(find_overlaps, with_lines(plain_only, other, *plain))
    assert found.witness is not None
    assert found.witness["requested"] == ["plain"]


def test_a_losing_line_that_fails_for_the_service_alone_does_not_hold() -> None:
    plain_only = 'infection: approve cite doc "C" when I is met'
    contrast = (
        'weak: md review cite doc "C" when all of these 2:',
        "  - weakness",
        "  - service is contrast",
    )
    assert told(find_overlaps, with_lines(*contrast, plain_only)) == []


def test_lines_whose_common_patients_an_earlier_line_takes_do_not_clash() -> None:
    both = 'both: pend cite doc "C" when all of these 2:'
    found = told(find_overlaps, with_lines(both, "  - fever", "  - weakness", APPROVE, REVIEW))
    assert [one.headline.split(" about")[0] for one in found] == [
        "line `infection` disagrees with `both`",
        "line `weak` disagrees with `both`",
    ]


def test_an_overlap_on_some_days_says_on_which() -> None:
    dated = REVIEW.replace("md review", "md review effective from 2024-03-01")
    (found,) = told(find_overlaps, with_lines(APPROVE, dated))
    assert found.headline.endswith("about some patients, from 2024-03-01")
    dated = REVIEW.replace("md review", "md review effective before 2024-03-01")
    (found,) = told(find_overlaps, with_lines(APPROVE, dated))
    assert found.headline.endswith("about some patients, from 2024-01-01 through 2024-02-29")
