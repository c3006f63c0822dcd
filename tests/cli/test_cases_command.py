"""`policyc cases`: what is written can be kept as a file, and then nothing is missing."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.cli.running import Policyc
from tests.cli.test_schemas import check_against
from tests.tidy.tracked import ROOT

ID = "example.knee_mri"


def test_what_is_written_checks_and_passes_and_then_nothing_is_missing(
    project: Path, policyc: Policyc
) -> None:
    answer = policyc("cases", ID, "-o", "policies/knee_mri/more.policy")
    assert answer.code == 0, answer.said
    assert "case " in (project / "policies/knee_mri/more.policy").read_text()
    assert policyc("test", "policies/knee_mri/more.policy").code == 0
    assert policyc("check").code == 0, policyc("check").out
    assert "\ncase " not in policyc("cases", ID).out


def test_kaisers_missing_cases_check_and_pass(
    tmp_path: Path, policyc: Policyc, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(ROOT / "policies", tmp_path / "policies")
    (tmp_path / "policyc.toml").write_text('policies = "policies"\n')
    monkeypatch.chdir(tmp_path)
    more = "policies/kaiser_wa/lumbar_mri/more.policy"
    written = policyc("cases", "kaiser_wa.lumbar_mri@2024-03-01", "-o", more)
    assert written.code == 0, written.said
    tested = policyc("test", more, "--format", "json")
    assert tested.code == 0
    assert tested.json["counts"]["passed"] == tested.json["counts"]["cases"] > 50


def test_criteria_are_shown_in_every_way_where_there_is_no_case(project: Path, policyc: Policyc) -> None:
    (project / "policies/knee_mri/cases.policy").unlink()
    assert policyc("cases", ID, "--only", "criteria", "-o", "policies/more.policy").code == 0
    coverage = policyc("test", "--format", "json").json["coverage"]
    rows = [row for text in coverage for row in text["criteria"]]
    assert rows
    assert all(row["met"] and row["not_met"] and row["unknown"] for row in rows)


def test_limits_are_shown_from_both_sides(project: Path, policyc: Policyc) -> None:
    (project / "policies/knee_mri/cases.policy").unlink()
    text = policyc("cases", ID, "--only", "boundaries").out
    assert "# Limits from both sides" in text
    assert "# Criteria" not in text
    assert "just so" in text
    assert "just not" in text


def test_json(project: Path, policyc: Policyc) -> None:
    (project / "policies/knee_mri/cases.policy").unlink()
    answer = policyc("cases", ID, "--format", "json")
    assert answer.code == 0
    check_against("cases", answer.json)
    [text] = answer.json["texts"]
    assert {each["shows"] for each in text["cases"]} == {"criteria", "boundaries", "mcdc"}
    for each in text["cases"]:
        check_against("case", each["case"])


def test_a_reference_that_means_nothing(project: Path, policyc: Policyc) -> None:
    answer = policyc("cases", "example.knee")
    assert answer.code == 2
    assert "example.knee_mri" in answer.err


def test_a_limit_is_exit_4_and_no_proof(
    project: Path, policyc: Policyc, monkeypatch: pytest.MonkeyPatch
) -> None:
    from policyc.analysis.subject import Subject, UndecidedError

    def give_up(subject: Subject, literals: object) -> None:
        raise UndecidedError("too hard")

    (project / "policies/knee_mri/cases.policy").unlink()
    monkeypatch.setattr(Subject, "plainest", give_up)
    answer = policyc("cases", ID, "--only", "criteria")
    assert answer.code == 4
    assert "(not proved: too hard)" in answer.out


def test_a_policy_file_is_not_written_over(project: Path, policyc: Policyc) -> None:
    text = next(project.rglob("policy.policy"))
    before = text.read_bytes()
    answer = policyc("cases", "example.knee_mri", "-o", str(text))
    assert (answer.code, "P902" in answer.err) == (2, True)
    assert text.read_bytes() == before
