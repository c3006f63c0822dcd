"""Every kind of claim proved, refuted and undecided, and what a refutation shows."""

from __future__ import annotations

import pytest

from policyc.analysis.claims import ClaimAnswer, Status, answer_claims
from policyc.model.outcome import Outcome
from policyc.model.program import Policy
from policyc.prove.solver import SolverSettings
from policyc.report.claims_cases import refuting_cases
from policyc.report.claims_diagnostics import claim_diagnostic
from policyc.report.claims_text import known_text
from policyc.report.claims_words import reading_words
from policyc.report.paragraph import WIDTH
from policyc.workspace.testing import run_cases
from tests.spec.programs import check_text

TEXT = """\
vocabulary spine "Spine findings"
  fact plan "Health plan"
    type one of:
      - commercial "Commercial plan"
      - medicare "Medicare"
    normally commercial
  fact fever "Fever"
    type yes or no
    normally no
    worse when yes
  fact weakness "Weakness"
    type yes or no
    normally no
    worse when yes
  fact deficit "Neurological deficit"
    type yes or no
    normally no
  fact pain "Time since the pain began"
    type duration from 0 days to 900 days
    normally 10 days
    worse when longer
  fact inflammation "Inflammation"
    type yes or no
    normally no
  fact last_scan "Last scan"
    type date or never
    normally never
  axiom weakness implies deficit because "Weakness is a deficit"

policy sample.mri "Spine MRI"
  vocabulary spine
  source guide "Guide"
  services
    CPT 72148 as plain "MRI without contrast"
    CPT 72158 as contrast "MRI with contrast"
  version selected by date_of_service
  windows counted back from date_of_service
  reading strict "Is fever needed too?" cite guide "1"
    chosen no_fever "It is not said"
    or with_fever "It may be meant"
  reading broad "Does any pain count?" cite guide "2"
    chosen long_pain "Six weeks are named"
    or any_pain "Perhaps"

version 2023 of sample.mri effective from 2023-01-01 before 2024-01-01
  define weak "Weakness" cite guide "1"
    depending on reading strict:
      - no_fever: weakness
      - with_fever: all of these 2:
        - weakness
        - fever
  section I "Weakness" cite guide "1"
    applies when pain <= 6 weeks
    criterion I.A "Weakness" cite guide "1"
      weak
      recommend plain
  section II "Lasting pain" cite guide "2"
    applies when depending on reading broad:
      - long_pain: pain > 6 weeks
      - any_pain: any patient
    criterion II.A "Weakness that lasts" cite guide "2"
      all of these 2:
        - weak
        - fever
      recommend plain
  decide
    first
      medicare: review not required cite guide "0" when plan is medicare
    then
      short: approve cite guide "1" when I is met
      long: approve cite guide "2" when II is met
    otherwise not medically necessary cite guide "3"

version 2024 of sample.mri effective from 2024-01-01
  define weak "Weakness" cite guide "1"
    depending on reading strict:
      - no_fever: weakness
      - with_fever: all of these 2:
        - weakness
        - fever
  section I "Weakness" cite guide "1"
    applies when pain <= 6 weeks
    criterion I.A "Weakness" cite guide "1"
      weak
      recommend plain
  section II "Lasting pain" cite guide "2"
    applies when depending on reading broad:
      - long_pain: pain > 6 weeks
      - any_pain: any patient
    criterion II.A "Weakness that lasts" cite guide "2"
      weak
      recommend plain
  section V "Inflammation" effective from 2024-03-01 cite guide "5"
    criterion V.A "Inflammation" cite guide "5"
      inflammation
      recommend contrast
  decide
    first
      medicare: review not required cite guide "0" when plan is medicare
      inflamed: md review effective before 2024-03-01 cite guide "5" when inflammation
    then
      inflamed_later: approve effective from 2024-03-01 cite guide "5" when V is met
      short: approve cite guide "1" when I is met
      long: approve cite guide "2" when II is met
    otherwise not medically necessary cite guide "3"

"""
RESTS_ON_STRICT = (
    "whenever weakness and pain <= 6 weeks and plan is commercial and service is plain"
    " then outcome is approve or md review"
)
CASES = "cases for sample.mri\n\n"

PROVED = {
    "whenever": "whenever plan is medicare then outcome is review not required",
    "outcomes": "whenever I is met and plan is commercial and not inflammation"
    " then outcome is approve or other service supported",
    "other than": "whenever plan is medicare and weakness then outcome is other than not medically necessary",
    "never": "never not medically necessary when plan is medicare",
    "never given": "never experimental when any patient",
    "implies": "I is met implies not II applies",
    "monotone": "more fever never worsens the outcome",
    "same": "same outcome in 2023 and 2024 when pain <= 6 weeks and not inflammation",
    "never worse": "outcome is never worse in 2024 than in 2023 when not inflammation",
    "a section not yet in force is not met": "never approve when service is contrast and not V is met",
    "other service": "whenever V is met and service is plain and not weakness and plan is commercial"
    " then outcome is other service supported",
}
REFUTED = {
    "whenever": "whenever weakness then outcome is approve",
    "other than": "whenever weakness then outcome is other than approve",
    "never": "never md review when plan is commercial",
    "implies": "I.A is met implies fever",
    "monotone": "more pain never worsens the outcome",
    "same": "same outcome in 2023 and 2024 when not inflammation",
    "never worse": "outcome is never worse in 2024 than in 2023",
    "a dated section": "never approve when V is met",
    "other service": "never other service supported when weakness",
    "a window in months": "never approve when at least 5 months since last_scan",
}


def policy_with(*claims: str) -> Policy:
    outcome = check_text(f"{TEXT}# file: claims.policy\n{CASES}" + "\n".join(claims))
    assert not [found for found in outcome.diagnostics if found.level == "error"], outcome.diagnostics
    return outcome.checked.program.policies["sample.mri"]


def claim(words: str, *more: str, every: bool = False) -> str:
    head = f'prove "It holds"{" under every reading" if every else ""}'
    return "\n".join([head, f"  {words}", *(f"  {each}" for each in more), ""])


def answer_to(words: str, *more: str, every: bool = False) -> ClaimAnswer:
    [answer] = answer_claims(policy_with(claim(words, *more, every=every)))
    return answer


@pytest.mark.parametrize("words", PROVED.values(), ids=PROVED)
def test_proved(words: str) -> None:
    answer = answer_to(words)
    assert answer.status is Status.PROVED
    assert not answer.refutations
    assert claim_diagnostic(answer) is None


@pytest.mark.parametrize("words", REFUTED.values(), ids=REFUTED)
def test_refuted_with_cases_that_pass_where_they_are_pasted(words: str) -> None:
    answer = answer_to(words)
    assert answer.status is Status.REFUTED
    found = claim_diagnostic(answer)
    assert found is not None
    assert found.code == "P803"
    assert found.labels
    assert found.witness is not None
    pasted = [case for each in answer.refutations for case in refuting_cases(answer, each)]
    assert pasted
    ran = list(run_cases(policy_with(*pasted)))
    assert len(ran) == len(pasted)
    assert all(result.passed for result in ran), [result.mismatches for result in ran]


def test_the_plainest_patient_is_shown() -> None:
    [refutation, *_] = answer_to("never approve when any patient").refutations
    [decided] = refutation.decided
    assert dict(decided.case.facts) == {"weakness": True, "deficit": True}
    assert (decided.service, decided.outcome, decided.line) == ("plain", Outcome.APPROVE, "short")


def test_each_text_is_answered() -> None:
    answer = answer_to("never md review when inflammation")
    assert [text.status for text in answer.texts] == [Status.PROVED, Status.REFUTED, Status.PROVED]
    assert [text.epochs[0].name for text in answer.texts][1] == "sample.mri@2024-01-01"


def test_what_only_one_text_has_is_asked_of_that_one() -> None:
    answer = answer_to("same outcome in 2023 and 2024 when V is met")
    assert [text.vacuous for text in answer.texts] == [True, False]
    assert answer.status is Status.REFUTED


def test_more_of_a_fact_is_shown_with_two_patients() -> None:
    [refutation, *_] = answer_to("more pain never worsens the outcome").refutations
    before, after = refutation.decided
    assert before.case.facts["pain"] == 42
    assert after.case.facts["pain"] == 43
    assert (before.outcome, after.outcome) == (Outcome.APPROVE, Outcome.NOT_MEDICALLY_NECESSARY)
    assert len(refuting_cases(answer_to("more pain never worsens the outcome"), refutation)) == 2


def test_a_claim_of_nobody() -> None:
    answer = answer_to("whenever I is met and II is met then outcome is experimental")
    assert answer.status is Status.PROVED
    assert answer.vacuous
    assert not answer_to("whenever I is met then outcome is other than experimental").vacuous


@pytest.mark.parametrize("every", [False, True])
@pytest.mark.parametrize("words", [*PROVED.values(), *REFUTED.values()])
def test_a_limit_is_never_an_answer(words: str, every: bool) -> None:
    policy = policy_with(claim(words, every=every))
    [free] = answer_claims(policy)
    [answer] = answer_claims(policy, settings=SolverSettings(conflicts=1))
    assert answer.status in (Status.UNDECIDED, free.status)
    if answer.status is Status.UNDECIDED:
        assert answer.reason
        found = claim_diagnostic(answer)
        assert found is not None
        assert found.code == "P805"


def test_a_limit_is_met() -> None:
    policy = policy_with(*(claim(words) for words in PROVED.values()))
    answers = answer_claims(policy, settings=SolverSettings(conflicts=1))
    assert Status.UNDECIDED in {answer.status for answer in answers}


# --- Readings ---------------------------------------------------------------------------------------------


def test_proved_under_every_reading() -> None:
    answer = answer_to("whenever plan is medicare then outcome is review not required", every=True)
    assert answer.status is Status.PROVED
    assert answer.by_reading is None


def test_what_breaks_and_what_keeps() -> None:
    assert answer_to(RESTS_ON_STRICT).status is Status.PROVED
    answer = answer_to(RESTS_ON_STRICT, every=True)
    assert answer.status is Status.REFUTED
    assert answer.by_reading is not None
    [breaking] = answer.by_reading.breaking
    assert dict(breaking.refutation.turned) == {"strict": "with_fever"}
    assert breaking.refutation.decided[0].outcome is Outcome.NOT_MEDICALLY_NECESSARY
    assert answer.by_reading.keeping == (("strict",),)
    assert answer.by_reading.complete


def test_readings_that_break_a_claim_only_together() -> None:
    answer = answer_to(
        "never not medically necessary when II applies and weakness and pain <= 6 weeks and plan is commercial"
        " and service is plain",
        every=True,
    )
    assert answer.by_reading is not None
    assert [each.readings for each in answer.by_reading.breaking] == [("strict", "broad")]
    assert set(answer.by_reading.keeping) == {("strict",), ("broad",)}
    words = " ".join(reading_words(answer, answer.by_reading))
    assert "strict is read as with_fever (“Is fever needed too?”) and broad is read as any_pain" in words


def test_a_patient_under_turned_readings_can_be_pasted() -> None:
    answer = answer_to(RESTS_ON_STRICT, every=True)
    [case] = [text for each in answer.refutations for text in refuting_cases(answer, each)]
    assert 'note "Where strict is read as with_fever, version 2023 gives not medically necessary"' in case
    assert "expect approve by short under I.A" in case
    [ran] = run_cases(policy_with(case))
    assert ran.passed


def test_a_claim_that_fails_as_it_is_read_says_so_first() -> None:
    answer = answer_to("never approve when weakness", every=True)
    assert answer.status is Status.REFUTED
    assert answer.by_reading is None
    assert answer.refutations[0].turned == {}


# --- Known to fail ----------------------------------------------------------------------------------------


def test_known_refutations_are_expected_and_proofs_of_them_are_not() -> None:
    known = answer_to(REFUTED["never"], 'known to fail because "Inflammation goes to a physician"')
    assert known.expected
    assert claim_diagnostic(known) is None
    shown = known_text(known)
    assert "Known to fail: Inflammation goes to a physician." in shown
    assert all(len(line) <= WIDTH for line in shown.split("\ncase ", maxsplit=1)[0].splitlines())
    holds = answer_to(PROVED["never"], 'known to fail because "It was once so"')
    found = claim_diagnostic(holds)
    assert not holds.expected
    assert found is not None
    assert found.code == "P804"


# --- Drafts -----------------------------------------------------------------------------------------------

DRAFT = """\
# file: draft.policy
version 2025 of sample.mri effective from 2025-01-01
  draft
  section I "Weakness" cite guide "1"
    criterion I.A "Weakness and fever" cite guide "1"
      all of these 2:
        - weakness
        - fever
      recommend plain
  decide
    short: approve cite guide "1" when I is met
    otherwise not medically necessary cite guide "3"

"""


def test_a_claim_in_the_file_of_a_draft_is_about_the_draft() -> None:
    words = claim("whenever weakness and service is plain then outcome is approve")
    outcome = check_text(TEXT + DRAFT + words)
    policy = outcome.checked.program.policies["sample.mri"]
    [answer] = answer_claims(policy)
    [text] = answer.texts
    assert text.epochs[0].version.draft
    [case] = refuting_cases(answer, answer.refutations[0])
    pasted = check_text(TEXT + DRAFT + words + case).checked.program.policies["sample.mri"]
    [ran] = run_cases(pasted)
    assert ran.passed, ran.mismatches


def test_a_draft_is_compared_with_the_text_in_force() -> None:
    words = claim("outcome is never worse in 2025 than in 2024 when service is plain")
    outcome = check_text(f"{TEXT}{DRAFT}# file: claims.policy\n{CASES}{words}")
    [answer] = answer_claims(outcome.checked.program.policies["sample.mri"])
    assert [[epoch.version.name for epoch in text.epochs] for text in answer.texts] == [["2024", "2025"]] * 2
    assert answer.status is Status.REFUTED
    assert refuting_cases(answer, answer.refutations[0])
