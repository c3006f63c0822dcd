"""What a reviewer reads: the outcome, by which words, on which facts, what is missing, what to send."""

import re
from pathlib import Path

import pytest

from policyc.check.cases import read_json_case
from policyc.decide.expectations import decide_by_clock
from policyc.model.program import Policy
from policyc.report.style import PLAIN, Style
from policyc.report.verdict_text import verdicts_text
from policyc.workspace.load import document_labels, load
from policyc.workspace.starting import starter_files
from policylang.source import Source


def page(
    facts: dict[str, object],
    service: str = "without_contrast",
    day: str = "2026-03-01",
    *,
    closed: bool = True,
    trace: bool = False,
    style: Style = PLAIN,
    change: tuple[str, str] = ("", ""),
) -> str:
    sources = [
        Source(name, data.decode().replace(*change) if change[0] else data.decode())
        for name, data in starter_files().items()
        if name.endswith(".policy")
    ]
    program = load(sources).program
    policy: Policy = program.policies["example.knee_mri"]
    data = {
        "date_of_service": day,
        "requested": [service] if service else [],
        "facts": facts,
        "nothing_else": closed,
    }
    case = read_json_case(data, policy)
    assert not isinstance(case, tuple), case
    epoch, verdicts = decide_by_clock(policy, tuple(policy.epochs), case)
    text = verdicts_text(
        policy, epoch, case, verdicts, style, trace=trace, documents=document_labels(program)
    )
    assert not [line for line in text.splitlines() if len(re.sub(r"\x1b\[[0-9;]*m", "", line)) > 80]
    return text


def flat(text: str) -> str:
    return " ".join(text.split())


def test_an_approval() -> None:
    said = flat(page({"locked_knee": True, "plain_films_nondiagnostic": True}))
    for words in (
        "MRI of the knee without contrast (CPT 73721) Approved",
        "Criterion Mechanical.a Locked knee after X-rays",
        "Source: Example criteria for MRI of the knee, 1, first item",
        "Decision line `criteria_met`",
        "Services supported: MRI of the knee without contrast (CPT 73721)",
        "What this rests on - Knee that locks or cannot be straightened [locked_knee]",
        "Send along with the request - Clinical notes of the last six months",
        "in force from 2026-02-01 Date of service: 2026-03-01",
    ):
        assert words in said
    assert "lacks" not in said
    assert "Still open" not in said


def test_what_the_decision_rests_on_leaves_out_what_is_not_met() -> None:
    facts: dict[str, object] = {
        "locked_knee": True,
        "plain_films_nondiagnostic": True,
        "knee_pain_duration": "7 weeks",
    }
    said = page(facts)
    assert "[locked_knee]" in said
    assert "knee_pain_duration" not in said


def test_a_denial_says_for_each_way_what_it_lacks() -> None:
    said = flat(page({"knee_pain_duration": "41 days", "locked_knee": True}))
    assert "Not medically necessary Decision line `otherwise`" in said
    assert "Mechanical.a Locked knee after X-rays - X-rays that do not explain" in said
    assert (
        "Section Lasting Lasting pain: does not apply - Duration of knee pain at least 6 weeks "
        "[knee_pain_duration: 41 days]"
    ) in said
    assert "What this rests on" not in said


def test_a_requirement_that_fails_is_told_once() -> None:
    change = (
        "    recommend without_contrast\n    criterion Lasting.a",
        "    requires prior_meniscus_repair\n    recommend without_contrast\n    criterion Lasting.a",
    )
    said = flat(page({"knee_pain_duration": "8 weeks"}, change=change))
    assert "Section Lasting Lasting pain: applies, but not what it requires - Earlier repair" in said
    assert "Lasting.a" not in said


def test_another_service() -> None:
    said = flat(page({"locked_knee": True, "plain_films_nondiagnostic": True}, "with_contrast"))
    assert "Not this service: the criteria support another one" in said
    assert "The criteria that are met support: MRI of the knee without contrast (CPT 73721)" in said
    assert "met, but it does not support this service" in said


def test_an_undecided_verdict_shows_routes_and_open_facts() -> None:
    facts: dict[str, object] = {
        "locked_knee": True,
        "prior_meniscus_repair": False,
        "knee_pain_duration": "3 days",
    }
    said = flat(page(facts, closed=False))
    assert "Undecided: facts are missing. It can still become: Approved; Not medically necessary" in said
    assert "Would be approved if, for example 1. X-rays that do not explain the complaint: yes" in said
    assert "Still open; nothing else matters - X-rays" in said
    assert "Ask: Were X-rays taken that do not explain the complaint?" in said
    assert "Documented by: Imaging report, within the last 6 months" in said


def test_routes_come_shortest_first() -> None:
    said = page({}, closed=False)
    routes = said[said.index("Would be approved") : said.index("Still open")]
    sizes = [
        1 + len(re.findall(r"^ +and ", part, re.MULTILINE))
        for part in re.split(r"^ +\d\. ", routes, flags=re.MULTILINE)[1:]
    ]
    assert len(sizes) > 1
    assert sizes == sorted(sizes)


def test_a_case_that_no_patient_can_be() -> None:
    axiom = '\n  axiom never locked_knee and prior_meniscus_repair because "Example"\n'
    change = ("    changes by nothing\n", f"    changes by nothing\n{axiom}")
    said = flat(page({"locked_knee": True, "prior_meniscus_repair": True}, change=change))
    assert "No verdict: no patient can be like this case." in said
    assert "Earlier repair of a meniscus [prior_meniscus_repair]" in said
    assert "never locked_knee and prior_meniscus_repair" in said


def test_a_day_without_a_text() -> None:
    said = page({}, day="2026-01-31")
    assert "No decision: no text of this policy was in force on that day" in flat(said)
    assert "Send along" not in said


def test_a_text_that_is_not_held_says_why() -> None:
    change = (
        "  notice 60 days\n",
        '  notice 60 days\n  text not held before 2026-02-01 because "It was lost"\n',
    )
    said = flat(page({}, day="2026-01-31", change=change))
    assert "is not held here" in said
    assert "It was lost" in said


def test_an_outcome_in_the_words_of_the_policy() -> None:
    change = ("  notice 60 days\n", '  outcomes\n    approve worded "covered"\n  notice 60 days\n')
    facts: dict[str, object] = {"locked_knee": True, "plain_films_nondiagnostic": True}
    assert "covered (approved)" in page(facts, change=change)


def test_every_service_where_none_is_named() -> None:
    said = page({}, "")
    assert "No service is named, so 2 services of the policy are decided." in said
    assert said.count("(CPT 7372") >= 2


@pytest.mark.parametrize("closed", [True, False])
def test_the_trace_shows_every_criterion_once(closed: bool) -> None:
    said = flat(page({"locked_knee": True}, closed=closed, trace=True))
    for words in ("Criterion Mechanical.a Locked knee", "Criterion Lasting.a Pain in spite"):
        assert len(re.findall(re.escape(words) + r"[^\[]*\[[^\]]*\](?! \(as above\))", said)) == 1
    assert "(reading six_weeks)" in said
    assert ("unknown X-rays that do not" in said) is not closed


def test_colour_adds_nothing_but_colour() -> None:
    facts: dict[str, object] = {"locked_knee": True}
    coloured = page(facts, trace=True, style=Style(colour=True))
    assert "\x1b[1;31m" in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == page(facts, trace=True)


def test_nothing_of_a_file_reaches_the_terminal_raw() -> None:
    change = ("MRI of the knee without contrast", "MRI \u202e of the knee")
    assert "\u202e" not in page({}, change=change)


def test_the_starter_is_where_the_tests_expect_it() -> None:
    assert {Path(name).suffix for name in starter_files()} == {".policy", ".md", ".toml"}
