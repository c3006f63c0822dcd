"""The JSON that others rely on, key by key, from the command line and on Kaiser's text.

The schemas are written beside the code and could change with it; these names stand here a second time so that
neither can lose one unnoticed.
"""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.cli.running import Policyc
from tests.tidy.tracked import ROOT

ID = "kaiser_wa.lumbar_mri"
CASE = {
    "date_of_service": "2024-02-01",
    "requested": ["without_contrast"],
    "facts": {
        "age": "44 years",
        "fever": True,
        "elevated_esr_or_crp": None,
        "last_lumbar_mri": "never",
        "physical_therapy": [
            {"from": "2023-12-01", "to": "2024-01-10"},
            {"on": "2023-12-01", "visit": "evaluation"},
        ],
    },
    "nothing_else": True,
}
VERDICT = {
    "outcome",
    "decided",
    "possible",
    "decided_by",
    "possible_lines",
    "services",
    "also_supported",
    "citations",
    "routes",
    "open_facts",
    "trace",
}


@pytest.fixture(autouse=True)
def in_this_project(policyc: Policyc, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


def verdicts(policyc: Policyc, case: dict[str, Any]) -> list[dict[str, Any]]:
    answer = policyc("eval", ID, "--case", "-", "--format", "json", given=json.dumps(case))
    assert answer.code == 0, answer.said
    assert answer.json["format_version"] == 1
    return list(answer.json["verdicts"])


def test_the_verdict_of_the_example_case(policyc: Policyc) -> None:
    """No plan is given, and none is normal: so the case is open, and the plan is what it waits for."""
    [verdict] = verdicts(policyc, CASE)
    assert verdict.keys() >= VERDICT
    assert verdict["service"] == "without_contrast"
    assert (verdict["outcome"], verdict["decided"], verdict["decided_by"]) == ("pend", False, None)
    assert {"not medically necessary", "review not required"} <= set(verdict["possible"])
    assert {"medicare", "otherwise"} <= set(verdict["possible_lines"])
    assert "plan" in verdict["open_facts"]
    assert {"plan", "medicare"} <= {
        word
        for route in verdict["routes"]
        for one in route["answers"]
        for word in (one["fact"], one["value"])
    }


def test_a_decided_verdict(policyc: Policyc) -> None:
    urgent = {"plan": "commercial", "symptom_duration": "8 weeks", "urgent_intervention_needed": True}
    [verdict] = verdicts(policyc, {**CASE, "facts": urgent})
    assert verdict.keys() >= VERDICT
    assert (verdict["outcome"], verdict["decided"], verdict["possible"]) == ("approve", True, ["approve"])
    assert verdict["decided_by"] == {"line": "subacute", "criterion": "II.A.4"}
    assert verdict["possible_lines"] == ["subacute"]
    assert verdict["services"] == ["without_contrast"]
    assert verdict["also_supported"] == []
    assert (verdict["routes"], verdict["open_facts"]) == ([], [])
    assert {"source": "kp", "place": "II.A, fourth bullet"} in verdict["citations"]
    assert verdict["trace"]
    assert verdict["trace"][0].keys() >= {"node", "kind", "value", "text", "cite", "children"}


def test_a_null_is_unknown_in_a_closed_case_and_an_absent_fact_is_not(policyc: Policyc) -> None:
    suspected = {
        "plan": "commercial",
        "symptom_duration": "8 days",
        "strong_suspicion_of_spine_infection": True,
    }
    asked = {**CASE, "requested": ["with_and_without_contrast"]}
    one_risk = {**suspected, "fever": True}
    [absent] = verdicts(policyc, {**asked, "facts": one_risk})
    [null] = verdicts(policyc, {**asked, "facts": {**one_risk, "elevated_esr_or_crp": None}})
    [open_case] = verdicts(policyc, {**asked, "facts": one_risk, "nothing_else": False})
    assert absent["outcome"] == "not medically necessary"
    assert (null["outcome"], null["open_facts"]) == ("pend", ["elevated_esr_or_crp"])
    assert not open_case["decided"]
    assert len(open_case["open_facts"]) > 1


def test_one_verdict_for_each_service_of_a_case_that_names_none(policyc: Policyc) -> None:
    found = verdicts(policyc, {"date_of_service": "2024-02-01", "facts": {"plan": "medicare"}})
    assert [verdict["service"] for verdict in found] == [
        "without_contrast",
        "with_contrast",
        "with_and_without_contrast",
    ]
    assert {verdict["outcome"] for verdict in found} == {"review not required"}


def test_an_event_on_an_unrecorded_day(policyc: Policyc) -> None:
    facts = {"plan": "commercial", "last_lumbar_mri": "some day", "symptom_duration": "8 weeks"}
    [verdict] = verdicts(policyc, {**CASE, "facts": facts})
    assert verdict["outcome"] == "not medically necessary"


def test_the_diff(policyc: Policyc) -> None:
    answer = policyc("diff", f"{ID}@2023-12-31", f"{ID}@2024-01-01", "--format", "json")
    assert answer.code == 0
    found = answer.json
    assert found["format_version"] == 1
    assert found.keys() >= {"old", "new", "verdict", "edits", "complete", "regions"}
    assert (found["verdict"], found["complete"]) == ("expands", True)
    for region in found["regions"]:
        assert region.keys() >= {"fingerprint", "old", "new", "witness"}
        for side in (region["old"], region["new"]):
            assert side.keys() == {"outcome", "line", "criterion", "services"}
        assert region["witness"].keys() >= {"date_of_service", "requested", "facts", "nothing_else"}


@pytest.mark.parametrize("number", [0, 40, 95])
def test_a_witness_put_before_both_texts_is_decided_as_its_region_says(number: int, policyc: Policyc) -> None:
    """From the shell: the case printed by `diff` is taken by `eval` as it is."""
    old, new = f"{ID}@2023-12-31", f"{ID}@2024-01-01"
    region = policyc("diff", old, new, "--format", "json").json["regions"][number]
    for reference, side in ((old, region["old"]), (new, region["new"])):
        answer = policyc(
            "eval", reference, "--case", "-", "--format", "json", given=json.dumps(region["witness"])
        )
        [verdict] = answer.json["verdicts"]
        assert verdict["outcome"] == side["outcome"]
        assert verdict["decided_by"] == {"line": side["line"], "criterion": side["criterion"]}
        assert set(side["services"]) <= set(verdict["services"])
