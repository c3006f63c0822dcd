"""The change map of small texts: verdicts, regions, dates, services, vocabularies, and what goes wrong."""

from dataclasses import replace
from datetime import date

import pytest

import policyc.diff.replay as replaying
from policyc.diff import Decision, Effect, ReplayError, Verdict, change_map, diff
from policyc.model.outcome import Outcome
from policyc.prove.pair import Pair
from policyc.prove.solver import Answer, Status
from tests.unit.diff.texts import POLICY, VOCABULARY, changed, epoch_of

WIDER = ("at least 2 of these 3", "at least 1 of these 3")
NARROWER = ("      bacteremia\n", "      all of these 2:\n        - bacteremia\n        - fever\n")


@pytest.mark.parametrize(
    ("replacements", "verdict"),
    [
        ((), Verdict.EQUIVALENT),
        ((WIDER,), Verdict.EXPANDS),
        ((NARROWER,), Verdict.RESTRICTS),
        ((WIDER, NARROWER), Verdict.BOTH),
        ((("pain: approve", "pain: review not required"),), Verdict.EXPANDS),
        ((("listed: md review", "listed: pend"),), Verdict.DIFFERS),
        ((("otherwise not medically necessary", "otherwise not covered"),), Verdict.DIFFERS),
    ],
)
def test_verdicts(replacements: tuple[tuple[str, str], ...], verdict: Verdict) -> None:
    found = change_map(epoch_of(POLICY), epoch_of(changed(*replacements)))
    assert (found.verdict, found.complete) == (verdict, True)


def test_a_region_tells_both_decisions_and_its_plainest_patient() -> None:
    found = change_map(epoch_of(POLICY), epoch_of(changed(WIDER)))
    approved = found.regions[0]
    assert approved.requested == ("contrast",)
    assert approved.old == Decision(Outcome.MD_REVIEW, "listed", None, ())
    assert approved.new == Decision(Outcome.APPROVE, "pain", "I.A", ("contrast",))
    assert approved.effect is Effect.FAVOURABLE
    assert approved.witness.facts == {"infection": True, "drug_use": True}
    assert approved.witness.date_of_service == date(2023, 1, 1)
    assert approved.witness.nothing_else


def test_adverse_regions_come_first() -> None:
    found = change_map(epoch_of(POLICY), epoch_of(changed(WIDER, NARROWER)))
    effects = [region.effect for region in found.regions]
    assert effects == sorted(effects, key=[Effect.ADVERSE, Effect.FAVOURABLE, Effect.NEUTRAL].index)
    assert effects[0] is Effect.ADVERSE


def test_a_region_of_services_says_exactly_which() -> None:
    """Whoever has I.A already and newly meets I.B is supported for the plain scan besides."""
    medicaid = ("      unless plan is medicaid\n", "")
    found = change_map(epoch_of(POLICY), epoch_of(changed(medicaid)))
    (more,) = [region for region in found.regions if region.old.outcome is region.new.outcome]
    assert (more.old.criterion, more.new.criterion) == ("I.A", "I.A")
    assert (more.old.services, more.new.services) == (("contrast",), ("plain", "contrast"))
    assert more.elsewhere.old == more.elsewhere.new == ()


def test_a_service_that_another_line_still_supports() -> None:
    lines = '    pain: approve cite doc "Codes" when any of these 2:\n      - I is met\n      - II is met\n'
    contrast = '    infected: approve cite doc "Codes" when I.A is met\n'
    found = change_map(
        epoch_of(changed((lines, lines + contrast))), epoch_of(changed((lines, contrast + lines)))
    )
    lost = [region for region in found.regions if region.old.services != region.new.services]
    assert lost
    assert all(region.new.line == "infected" and region.new.services == ("contrast",) for region in lost)
    assert {region.elsewhere.new for region in lost} == {("plain",)}


def test_months_and_days_differ_on_some_dates_only() -> None:
    """Two months are 59 to 62 days: sixty days are more on some dates and fewer on others."""
    months = changed(("pain_duration > 6 weeks", "pain_duration > 2 months"))
    days = changed(("pain_duration > 6 weeks", "pain_duration > 60 days"))
    found = change_map(epoch_of(months), epoch_of(days))
    assert found.verdict is Verdict.BOTH
    assert len({region.witness.date_of_service for region in found.regions}) > 1


def test_the_days_of_both_texts_are_compared() -> None:
    """In a February two months are 59 days at the least, which the old text's days have and the new one's lack."""
    february = changed(
        ("effective from 2023-01-01", "effective from 2023-03-01 before 2023-03-05"),
        ("pain_duration > 6 weeks", "pain_duration > 2 months"),
    )
    july = changed(
        ("effective from 2023-01-01", "effective from 2023-07-15 before 2023-07-20"),
        ("pain_duration > 6 weeks", "pain_duration > 60 days"),
    )
    days = {
        region.witness.date_of_service.month
        for region in change_map(epoch_of(february), epoch_of(july)).regions
    }
    assert days == {3, 7}


def test_fingerprints_outlive_reformatting_and_tell_services_apart() -> None:
    plain = change_map(epoch_of(POLICY), epoch_of(changed(WIDER)))
    commented = changed(WIDER, ("version 2023", "# A comment.\n\nversion 2023"))
    again = change_map(epoch_of(POLICY), epoch_of(commented))
    assert [region.fingerprint for region in plain.regions] == [
        region.fingerprint for region in again.regions
    ]
    assert len({region.fingerprint for region in plain.regions}) == len(plain.regions)


# --- Two policies -----------------------------------------------------------------------------------------


def other_payer(*replacements: tuple[str, str]) -> str:
    return changed(("policy payer.back", "policy rival.back"), *replacements)


def test_two_policies_that_share_a_vocabulary() -> None:
    found = diff(epoch_of(POLICY), epoch_of(other_payer(WIDER)))
    assert found.verdict is Verdict.EXPANDS
    assert found.notes == ()


def test_policies_that_share_no_text_are_not_compared_clause_by_clause() -> None:
    """Labels alone make no pair: every payer has a criterion I.A."""
    titles = (
        ("Infection", "One"),
        ("Blood infection", "Two"),
        ("Old scan", "Three"),
        ("Never scanned", "Four"),
    )
    words = (
        ("bacteremia\n      unless", "age > 80 years\n      unless"),
        ("last_scan is never\n", "plan is medicare\n"),
    )
    infection = ("        - infection\n", "        - urgent_need\n")
    few = ("          - fever\n          - drug_use\n          - age > 50 years\n", FOUR)
    text = other_payer(*((f'"{a}"', f'"{b}"') for a, b in titles), *words, infection, few)
    found = diff(epoch_of(POLICY), epoch_of(text))
    assert found.edits == ()
    assert found.notes[0].startswith("These are two different policies")
    assert found.complete
    assert found.regions


FOUR = """\
          - plan is medicare
          - pain_duration > 3 weeks
          - age > 65 years
"""


def test_services_of_one_code_are_one_service() -> None:
    renamed = other_payer(
        ("72148 as plain", "72148 as without"), ("    recommend plain\n", "    recommend without\n"), WIDER
    )
    found = change_map(epoch_of(POLICY), epoch_of(renamed))
    assert found.notes == ("plain of the old text and without of the new are the same service, CPT 72148.",)
    assert found.verdict is Verdict.EXPANDS
    same = change_map(epoch_of(POLICY), epoch_of(other_payer(*RENAMED)))
    assert same.verdict is Verdict.EQUIVALENT


RENAMED = (("72148 as plain", "72148 as without"), ("    recommend plain\n", "    recommend without\n"))


def test_a_service_that_only_one_side_knows_is_named() -> None:
    half = ('as plain "Plain scan"', 'as plain "Plain scan"\n    CPT 72149 as half "Half scan"')
    found = change_map(epoch_of(POLICY), epoch_of(changed(half)))
    assert found.notes == ("Only the new text knows half; requests for it are not compared.",)
    assert found.verdict is Verdict.EQUIVALENT


def test_texts_without_a_common_service_are_not_compared() -> None:
    codes = (("CPT 72148 as plain", "CPT 1 as alpha"), ("CPT 72158 as contrast", "CPT 2 as beta"))
    services = (
        ("      recommend contrast\n", "      recommend beta\n"),
        ("    recommend plain\n", "    recommend alpha\n"),
    )
    found = change_map(epoch_of(POLICY), epoch_of(other_payer(*codes, *services)))
    assert (found.complete, found.verdict) == (False, Verdict.UNKNOWN)
    assert found.reason == "the two texts share no service"


def test_a_fact_that_only_one_side_knows() -> None:
    smoker = '  fact smoker "Smoker"\n    type yes or no\n    normally no\n  fact fever "Fever"'
    vocabulary = VOCABULARY.replace('  fact fever "Fever"', smoker)
    text = changed(("          - drug_use\n", "          - smoker\n"))
    found = change_map(epoch_of(POLICY), epoch_of(text, vocabulary=vocabulary))
    assert found.notes == ("Only the new text's vocabulary knows smoker; the other decides without it.",)
    assert found.verdict is Verdict.BOTH
    assert any("smoker" in region.witness.facts for region in found.regions)


def test_a_fact_with_another_normal_value_is_given_in_words() -> None:
    """Each side would close the case its own way, so the witness leaves nothing to close."""
    vocabulary = VOCABULARY.replace("    normally 40 years\n", "    normally 60 years\n")
    found = change_map(epoch_of(POLICY), epoch_of(changed(WIDER), vocabulary=vocabulary))
    assert "The vocabularies differ" in found.notes[0]
    assert all("age" in region.witness.facts for region in found.regions)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("back from date_of_service", "back from admission_date"), "The old text counts windows back from"),
        (("facts are unknown", "facts are not met"), "Only one of the texts takes undocumented facts"),
    ],
)
def test_what_complete_patients_on_one_day_do_not_show_is_said(change: tuple[str, str], said: str) -> None:
    found = change_map(epoch_of(POLICY), epoch_of(changed(change)))
    assert [note for note in found.notes if note.startswith(said)]
    assert found.verdict is Verdict.EQUIVALENT


# --- What goes wrong --------------------------------------------------------------------------------------


def test_a_limit_is_never_no_change(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Pair, "ask", lambda self, literals: Answer(Status.UNKNOWN, reason="out of patience"))
    found = change_map(epoch_of(POLICY), epoch_of(changed(WIDER)))
    assert (found.regions, found.complete, found.verdict) == ((), False, Verdict.UNKNOWN)
    assert "out of patience" in found.reason


def test_a_patient_whom_the_evaluator_decides_otherwise_is_never_shown(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    evaluate = replaying.evaluate

    def mistaken(*arguments: object) -> object:
        return replace(evaluate(*arguments), possible=(Outcome.EXPERIMENTAL,))  # type: ignore[arg-type]

    monkeypatch.setattr(replaying, "evaluate", mistaken)
    found = change_map(epoch_of(POLICY), epoch_of(changed(WIDER)))
    with pytest.raises(ReplayError, match="the solver says"):
        _ = found.regions[0].witness
