"""What a diff says to people and programs, beyond the goldens."""

from dataclasses import replace
from datetime import date

import pytest

from policyc.diff import ChangeMap, Decision, Diff, Region, diff
from policyc.diff.regions import Elsewhere
from policyc.model.cases import Case
from policyc.model.facts import Moment, Stretch, Visit
from policyc.model.outcome import Outcome
from policyc.report.diff_groups import group_words, groups
from policyc.report.diff_json import diff_json
from policyc.report.diff_markdown import diff_markdown
from policyc.report.diff_text import diff_text
from policyc.report.diff_words import answer_words
from policyc.report.patient_words import patient_words
from policyc.report.style import Style
from tests.unit.diff.texts import POLICY, changed, epoch_of

WIDER = ("at least 2 of these 3", "at least 1 of these 3")


@pytest.fixture(scope="module")
def wider() -> Diff:
    return diff(epoch_of(POLICY), epoch_of(changed(WIDER)))


@pytest.fixture(scope="module")
def unfinished(wider: Diff) -> Diff:
    return replace(wider, change_map=ChangeMap((), complete=False, reason="the solver gave up"))


def region(old: Outcome, new: Outcome) -> Region:
    def nobody() -> Case:
        raise AssertionError

    before, after = (Decision(outcome, "pain", None, ()) for outcome in (old, new))
    return Region("f", ("plain",), before, after, nobody, lambda: Elsewhere((), ()))


def test_the_answer_comes_first_and_the_proof_last(wider: Diff) -> None:
    lines = diff_text(wider).splitlines()
    assert lines[4].startswith("expands: 1 group of patients is newly approved")
    assert lines[-1].endswith("under the chosen readings: nothing else changes.")


def test_lines_fit_eighty_columns(wider: Diff) -> None:
    assert max(len(line) for line in diff_text(wider).splitlines()) <= 80


def test_colour_only_where_it_is_asked_for(wider: Diff) -> None:
    plain, coloured = diff_text(wider), diff_text(wider, Style(colour=True))
    assert "\x1b" not in plain
    assert "\x1b[1;32m 1. Newly approved" in coloured


def test_equal_texts_say_that_nobody_is_concerned() -> None:
    same = diff(epoch_of(POLICY), epoch_of(POLICY))
    assert answer_words(same) == "No patient is decided differently."
    assert "equivalent: No patient is decided differently." in diff_text(same)


def test_an_unfinished_comparison_never_reads_as_no_change(unfinished: Diff) -> None:
    assert answer_words(unfinished) == "No difference was found, but the comparison was not completed."
    text, markdown, data = diff_text(unfinished), diff_markdown(unfinished), diff_json(unfinished)
    for page in (" ".join(text.split()), markdown):
        assert page.count("THIS COMPARISON IS NOT COMPLETE: the solver gave up.") == 2
        assert "nothing else changes" not in page
        assert "equivalent" not in page
    assert (data["complete"], data["verdict"], data["reason"]) == (False, "unknown", "the solver gave up")


def test_json_has_what_the_contract_promises(wider: Diff) -> None:
    data = diff_json(wider)
    assert data["format_version"] == 1
    assert {"old", "new", "verdict", "edits", "complete", "regions"} <= data.keys()
    regions = data["regions"]
    assert isinstance(regions, list)
    first = regions[0]
    assert first["old"] == {"outcome": "md review", "line": "listed", "criterion": None, "services": []}
    assert first["new"] == {
        "outcome": "approve",
        "line": "pain",
        "criterion": "I.A",
        "services": ["contrast"],
    }
    assert first["witness"] == {
        "date_of_service": "2023-01-01",
        "requested": ["contrast"],
        "facts": {"infection": True, "drug_use": True},
        "nothing_else": True,
    }


def test_markdown_keeps_text_text(wider: Diff) -> None:
    policy = replace(wider.new.policy, title="Back | *imaging* <b>")
    page = diff_markdown(replace(wider, new=replace(wider.new, policy=policy)))
    assert page.startswith(r"# Back \| \*imaging\* \<b\> (payer.back)")


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (Outcome.NOT_MEDICALLY_NECESSARY, Outcome.APPROVE, "newly approved"),
        (Outcome.APPROVE, Outcome.NOT_MEDICALLY_NECESSARY, "newly denied"),
        (Outcome.MD_REVIEW, Outcome.NOT_COVERED, "newly denied as not covered"),
        (Outcome.APPROVE, Outcome.MD_REVIEW, "newly sent to review"),
        (Outcome.APPROVE, Outcome.PEND, "newly held for more information"),
        (Outcome.MD_REVIEW, Outcome.PEND, "decided in other terms"),
        (Outcome.APPROVE, Outcome.APPROVE, "supported for other services"),
    ],
)
def test_what_happens_in_the_payers_words(old: Outcome, new: Outcome, words: str) -> None:
    assert group_words(region(old, new)) == words


def test_every_region_is_in_one_group() -> None:
    found = diff(epoch_of(POLICY), epoch_of(changed(("pain: approve", "pain: experimental"))))
    told = [region for group in groups(found) for region in group.regions]
    assert sorted(map(repr, told)) == sorted(map(repr, found.regions))
    assert len(told) > len(groups(found)) > 1


def test_two_policies_are_compared_by_what_they_decide() -> None:
    text = 'policy rival.back "Rival imaging"' + POLICY.partition('"Back imaging"')[2]
    relabelled = text.replace("section I ", "section X ").replace("criterion I.", "criterion X.")
    relabelled = relabelled.replace("I is met\n      - I", "X is met\n      - I").replace(
        "when I applies", "when X applies"
    )
    found = diff(epoch_of(POLICY), epoch_of(relabelled))
    assert found.edits
    page = diff_text(found)
    assert "payer.back, version 2023" in page
    assert "rival.back, version 2023" in page


def test_a_patient_in_words() -> None:
    policy = epoch_of(POLICY).policy
    case = Case(
        {"date_of_service": date(2024, 1, 31)},
        facts={
            "therapy": (
                Stretch(date(2023, 12, 1), date(2024, 1, 10)),
                Visit(date(2023, 12, 1), "evaluation"),
            ),
            "last_scan": Moment.SOME_DAY,
            "age": 71,
            "fever": True,
            "bacteremia": False,
            "plan": "medicaid",
        },
        nothing_else=True,
    )
    assert patient_words(case, policy) == (
        "Age 71 years; fever; plan: Medicaid; last scan: on an unrecorded day; physical therapy: 2023-12-01 through "
        "2024-01-10; evaluation visit on 2023-12-01, nothing else remarkable; date of service 2024-01-31."
    )
    nobody_special = Case({"date_of_service": date(2024, 1, 31)}, nothing_else=True)
    assert patient_words(nobody_special, policy) == "An unremarkable patient; date of service 2024-01-31."
