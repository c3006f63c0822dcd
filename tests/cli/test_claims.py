"""Claims: `policyc prove` answers them, and no other command lets a reader believe that they hold."""

import re
from functools import partial
from pathlib import Path

import pytest

from policyc.prove.solver import SolverSettings
from policyc.workspace.proving import prove_project
from tests.cli.running import Policyc
from tests.cli.test_schemas import check_against
from tests.tidy.tracked import ROOT

CLAIM = """
prove "Nobody is ever approved"
  whenever any patient then outcome is other than approve
"""
TRUE = """
prove "Nobody is approved without X-rays"
  never approve when not plain_films_nondiagnostic
"""
FALSE = """
prove "A locked knee is enough"
  whenever locked_knee then outcome is approve
"""
STRICT = """
prove "Pain of six weeks is not enough" under every reading
  never approve when knee_pain_duration = 6 weeks and not locked_knee
"""
BECAUSE = '  known to fail because "X-rays come first"\n'
CASE = re.compile(r"^case .*?(?=^\S|\Z)", re.MULTILINE | re.DOTALL)


def cases_file(project: Path) -> Path:
    return next(path for path in sorted(project.rglob("*.policy")) if "\ncase " in path.read_text())


def with_claims(project: Path, number: int) -> None:
    claims = "".join(CLAIM.replace("Nobody", f"Nobody {one}") for one in range(number))
    append(project, claims)


def append(project: Path, text: str) -> None:
    file = cases_file(project)
    file.write_text(file.read_text() + text)


def test_check_and_test_say_who_answers_claims(project: Path, policyc: Policyc) -> None:
    with_claims(project, 2)
    for command in ("check", "test"):
        answer = policyc(command)
        assert answer.code == 0, answer.said
        assert answer.out.endswith("2 claims stand here; `policyc prove` answers them.\n")
    with_claims(project, 1)
    assert "3 claims stand" in policyc("check").out


def test_nothing_is_said_where_there_is_no_claim(project: Path, policyc: Policyc) -> None:
    assert "claim" not in policyc("check").out + policyc("test").out


def test_json_tells_how_many_claims_were_answered(project: Path, policyc: Policyc) -> None:
    with_claims(project, 1)
    tested, checked = policyc("test", "--format", "json").json, policyc("check", "--format", "json").json
    assert tested["claims"] == checked["claims"] == {"stated": 1, "answered": 0}
    check_against("test", tested)
    check_against("diagnostics", checked)


@pytest.mark.parametrize(
    ("text", "code", "said"),
    [
        (TRUE, 0, "1 claim, 1 proved"),
        (FALSE, 1, "1 claim, 1 REFUTED"),
        (FALSE + BECAUSE, 0, "1 claim, 1 refuted as known"),
        (TRUE + BECAUSE, 1, "1 claim, 1 HOLDS"),
        (TRUE + FALSE + BECAUSE, 0, "2 claims, 1 proved, 1 refuted as known"),
    ],
)
def test_answers_and_exit_codes(text: str, code: int, said: str, project: Path, policyc: Policyc) -> None:
    append(project, text)
    answer = policyc("prove")
    assert answer.code == code, answer.said
    assert said in answer.out
    assert not answer.err
    assert all(
        len(line) <= 80 for line in answer.out.splitlines() if not line.startswith(("case", "  given"))
    )


def test_a_refutation_can_be_pasted_and_passes(project: Path, policyc: Policyc) -> None:
    append(project, FALSE)
    refuted = policyc("prove")
    [case] = CASE.findall(refuted.out)
    append(project, "\n" + case)
    assert policyc("check").code == 0, policyc("check").said
    tested = policyc("test", "--format", "json").json
    assert tested["counts"]["failed"] == tested["counts"]["expects_nothing"] == 0
    [pasted] = [one for one in tested["cases"] if one["title"] == "Against: A locked knee is enough"]
    assert pasted["verdicts"][0]["outcome"] == "not medically necessary"


def test_what_every_case_gives_does_not_change_a_pasted_refutation(project: Path, policyc: Policyc) -> None:
    file = project / "policies/knee_mri/claims.policy"
    head = "cases for example.knee_mri\n\nevery case\n  given plain_films_nondiagnostic, locked_knee\n"
    file.write_text(head + FALSE)
    [case] = CASE.findall(policyc("prove").out)
    assert "not plain_films_nondiagnostic" in case
    file.write_text(f"{head}\n{case}")
    assert policyc("test").code == 0, policyc("test").out


def test_known_refutations_are_shown_on_request(project: Path, policyc: Policyc) -> None:
    append(project, FALSE + BECAUSE)
    assert "case " not in policyc("prove").out
    shown = policyc("prove", "--show")
    assert "Known to fail: X-rays come first." in shown.out
    assert CASE.findall(shown.out)


def test_claims_are_picked_by_title(project: Path, policyc: Policyc) -> None:
    append(project, TRUE + FALSE)
    assert policyc("prove", "--claim", "LOCKED").code == 1
    assert policyc("prove", "--claim", "x-rays").code == 0
    answer = policyc("prove", "--claim", "fever")
    assert answer.code == 2
    assert "P807" in answer.err
    assert "“fever”" in answer.err


def test_a_text_with_errors_is_not_asked_about(project: Path, policyc: Policyc) -> None:
    append(project, TRUE)
    version = project / "policies/knee_mri/2026.policy"
    version.write_text(version.read_text().replace("prior_meniscus_repair", "prior_menisus_repair"))
    answer = policyc("prove")
    assert answer.code == 2
    assert "proved" not in answer.out
    assert "did you mean" in answer.err


def test_a_claim_of_nobody_is_said_to_be_one(project: Path, policyc: Policyc) -> None:
    append(project, TRUE.replace("not plain", "locked_knee and not locked_knee and not plain"))
    answer = policyc("prove")
    assert answer.code == 0
    assert "no patient meets what it presupposes" in " ".join(answer.out.split())
    assert policyc("prove", "--format", "json").json["claims"][0]["vacuous"] is True


def test_answers_in_json(project: Path, policyc: Policyc) -> None:
    append(project, TRUE + FALSE + FALSE.replace("enough", "enough again") + BECAUSE)
    append(project, STRICT)
    answer = policyc("prove", "--format", "json")
    check_against("claims", answer.json)
    assert answer.code == 1
    counts = answer.json["counts"]
    assert (counts["claims"], counts["proved"], counts["unexpected"]) == (4, 1, 2)
    assert [one["code"] for one in answer.json["diagnostics"]] == ["P803"] * 2
    assert answer.json["diagnostics"][0]["witness"]["facts"]["locked_knee"] is True


def test_undecided_claims_are_exit_4_and_nothing_else(
    policyc: Policyc, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    limited = partial(prove_project, settings=SolverSettings(conflicts=1))
    monkeypatch.setattr("policyc.workspace.proving.prove_project", limited)
    answer = policyc("prove", "policies/kaiser_wa", "--claim", "ordinary acute pain")
    assert answer.code == 4
    assert "1 claim, 1 undecided" in answer.out
    assert "warning P805" in answer.out
    assert "gave up after 1 conflicts" in " ".join(answer.out.split())
    told = policyc("prove", "policies/kaiser_wa", "--claim", "ordinary acute pain", "--format", "json")
    check_against("claims", told.json)
    assert told.json["counts"]["undecided"] == 1
    assert told.json["claims"][0]["reason"]
