"""The schemas are valid, and every JSON that a command prints obeys its own."""

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, ValidationError

from policyc.report.schemas import schema_names, schema_text
from tests.cli.running import Policyc

CASE = {
    "date_of_service": "2026-03-01",
    "requested": ["without_contrast"],
    "facts": {
        "locked_knee": True,
        "plain_films_nondiagnostic": None,
        "knee_pain_duration": "6 weeks",
        "exercise_therapy": [
            {"from": "2026-01-20", "to": "2026-02-16"},
            {"on": "2026-02-10", "visit": "follow_up"},
        ],
    },
    "nothing_else": True,
}


def check_against(name: str, data: Any) -> None:
    Draft202012Validator(json.loads(schema_text(name) or "")).validate(data)


def test_the_list_is_complete(policyc: Policyc) -> None:
    assert policyc("schema", "--list").out.split() == [
        "case", "cases", "claims", "diagnostics", "diff", "graph", "random-test", "test", "timeline", "verdict",
    ]  # fmt: skip


@pytest.mark.parametrize("name", schema_names())
def test_every_schema_is_one(name: str, policyc: Policyc) -> None:
    answer = policyc("schema", name)
    assert answer.code == 0
    assert answer.json["$schema"].endswith("2020-12/schema")
    Draft202012Validator.check_schema(answer.json)


def test_a_schema_that_does_not_exist(policyc: Policyc) -> None:
    answer = policyc("schema", "vredict")
    assert answer.code == 2
    assert "verdict" in answer.err


def test_cases() -> None:
    check_against("case", CASE)
    check_against("case", {"date_of_service": "2026-03-01"})
    with pytest.raises(ValidationError):
        check_against("case", {"requested": []})
    with pytest.raises(ValidationError):
        check_against("case", {**CASE, "fact": {}})


@pytest.mark.parametrize("closed", [True, False])
def test_verdicts(closed: bool, project: Path, policyc: Policyc) -> None:
    answer = policyc(
        "eval", "example.knee_mri", "--case", "-", "--format", "json",
        given=json.dumps({**CASE, "nothing_else": closed}),
    )  # fmt: skip
    assert answer.code == 0
    check_against("verdict", answer.json)
    assert answer.json["verdicts"][0]["trace"]


def test_a_verdict_where_no_text_is_in_force(project: Path, policyc: Policyc) -> None:
    answer = policyc("eval", "example.knee_mri", "--on", "2020-01-01", "--format", "json")
    check_against("verdict", answer.json)
    assert {one["outcome"] for one in answer.json["verdicts"]} == {"not in force"}


def test_a_contradiction(project: Path, policyc: Policyc) -> None:
    vocabulary = project / "policies/vocabularies/knee.policy"
    vocabulary.write_text(vocabulary.read_text() + "\n  axiom never locked_knee and prior_meniscus_repair\n")
    answer = policyc(
        "eval", "example.knee_mri", "--on", "2026-03-01", "--format", "json",
        "--set", "locked_knee=yes", "--set", "prior_meniscus_repair=yes",
    )  # fmt: skip
    assert answer.code == 2
    check_against("verdict", answer.json)
    assert answer.json["verdicts"][0]["contradiction"]["facts"] == ["locked_knee", "prior_meniscus_repair"]


def test_diagnostics(project: Path, policyc: Policyc) -> None:
    (project / "policies/broken.policy").write_text('vocabulary other "Other"\n  fact Pain\n')
    answer = policyc("check", "--format", "json")
    assert answer.code == 1
    check_against("diagnostics", answer.json)
    assert answer.json["counts"]["error"] > 0


def test_diagnostics_without_a_verdict(project: Path, policyc: Policyc) -> None:
    answer = policyc("check", "nowhere.policy", "--format", "json")
    assert answer.code == 2
    check_against("diagnostics", answer.json)
    assert answer.json["verdict"] is False


def test_timelines(project: Path, policyc: Policyc) -> None:
    answer = policyc("timeline", "example.knee_mri", "--format", "json")
    check_against("timeline", answer.json)
    assert answer.json["history"][0]["notice_kept"] is True


def test_runs_of_cases(project: Path, policyc: Policyc) -> None:
    answer = policyc("test", "--format", "json")
    check_against("test", answer.json)
    assert answer.json["counts"] == {"cases": 8, "passed": 8, "failed": 0, "expects_nothing": 0}


def test_diffs(project: Path, policyc: Policyc) -> None:
    next_version(project)
    answer = policyc("diff", "example.knee_mri@2026-12-31", "example.knee_mri@2027-01-01", "--format", "json")
    assert answer.code == 0
    check_against("diff", answer.json)
    assert answer.json["verdict"] == "restricts"
    assert answer.json["regions"]


def test_graphs(project: Path, policyc: Policyc) -> None:
    assert policyc("build").code == 0
    [graph] = (project / "build").glob("**/graph.json")
    check_against("graph", json.loads(graph.read_text()))


def next_version(project: Path) -> None:
    """A version of 2027 in which four weeks of exercise have become six."""
    old = project / "policies/knee_mri/2026.policy"
    text = old.read_text()
    old.write_text(text.replace("from 2026-02-01\n", "from 2026-02-01 before 2027-01-01\n", 1))
    later = text.replace("version 2026", "version 2027").replace("from 2026-02-01", "from 2027-01-01")
    later = later.replace("approved 2025-11-04", "approved 2026-10-06").replace(
        "at least 4 weeks", "at least 6 weeks"
    )
    (project / "policies/knee_mri/2027.policy").write_text(later)
