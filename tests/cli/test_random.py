"""`policyc test --random`: seeds, failures as cases to paste, exits, text and JSON."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from policylang import parse
from policylang.source import Source
from tests.cli.running import Policyc
from tests.cli.test_schemas import check_against

CLAIM = """
prove "An earlier repair is never worse"
  more prior_meniscus_repair never worsens the outcome
"""


def test_a_sound_policy_passes_and_branches_are_listed(project: Path, policyc: Policyc) -> None:
    answer = policyc("test", "--random", "20", "--seed", "1")
    assert answer.code == 0, answer.said
    assert "example.knee_mri@2026-02-01 (version 2026): 20 cases" in answer.out
    assert "3 branches: 3 can be reached, and a patient shows each" in answer.out
    assert answer.out.endswith("Seed 1: `--seed 1` draws the same cases again.\n")
    assert not [line for line in answer.out.splitlines() if len(line) > 80]


def test_a_seed_repeats_a_run_and_one_is_chosen_where_none_is_given(project: Path, policyc: Policyc) -> None:
    first = policyc("test", "--random", "20")
    [seed] = re.findall(r"--seed (\d+)", first.out)
    again = policyc("test", "--random", "20", "--seed", seed)
    assert (again.code, again.out) == (first.code, first.out)
    other = policyc("test", "--random", "20")
    assert re.findall(r"--seed (\d+)", other.out) != [seed]


def test_a_failure_is_printed_as_cases_to_paste(project: Path, policyc: Policyc) -> None:
    file = project / "policies/knee_mri/cases.policy"
    file.write_text(file.read_text() + CLAIM)
    answer = policyc("test", "--random", "60", "--seed", "1")
    assert answer.code == 1
    assert answer.out.startswith("error P806 Claim “An earlier repair is never worse” does not hold\n")
    blocks = re.findall(r"^case .*?(?=^\S|\Z)", answer.out, re.MULTILINE | re.DOTALL)
    assert len(blocks) == 2
    pasted = "cases for example.knee_mri\n\n" + "\n".join(blocks)
    assert not parse(Source("pasted.policy", pasted)).diagnostics
    (project / "policies/pasted.policy").write_text(pasted)
    assert policyc("test", "policies/pasted.policy").code == 0


def test_json(project: Path, policyc: Policyc) -> None:
    file = project / "policies/knee_mri/cases.policy"
    file.write_text(file.read_text() + CLAIM)
    answer = policyc("test", "--random", "60", "--seed", "1", "--format", "json")
    assert answer.code == 1
    check_against("random-test", answer.json)
    [text] = answer.json["texts"]
    assert answer.json["failed"] == 1
    assert {each["status"] for each in text["branches"]} == {"reached"}
    [failure] = text["failures"]
    assert failure["twin"]["facts"]["prior_meniscus_repair"] is True


def test_what_cannot_be_reached_is_said_to_be_proved(project: Path, policyc: Policyc) -> None:
    file = project / "policies/knee_mri/2026.policy"
    dead = '    nobody: md review cite plan "Decision" when all of these 2:\n'
    dead += "      - locked_knee\n      - not locked_knee\n"
    text = file.read_text()
    assert "    otherwise not" in text
    file.write_text(text.replace("    otherwise not", dead + "    otherwise not"))
    answer = policyc("test", "--random", "5", "--seed", "1")
    assert answer.code == 0
    assert "nobody: md review: proved unreachable" in answer.out


def test_a_limit_is_exit_4(project: Path, policyc: Policyc, monkeypatch: pytest.MonkeyPatch) -> None:
    from policyc.analysis.subject import Subject, UndecidedError

    def give_up(subject: Subject, literals: object) -> None:
        raise UndecidedError("too hard")

    monkeypatch.setattr(Subject, "plainest", give_up)
    answer = policyc("test", "--random", "5", "--seed", "1")
    assert answer.code == 4
    assert "undecided, too hard" in answer.out
    assert policyc("test", "--random", "5", "--format", "json").json["complete"] is False


def test_a_text_with_errors_is_not_tested(project: Path, policyc: Policyc) -> None:
    file = project / "policies/knee_mri/2026.policy"
    file.write_text(file.read_text().replace("at least 4 weeks", "at least 4 wekes"))
    answer = policyc("test", "--random", "5")
    assert answer.code == 2
    assert "wekes" in answer.err


@pytest.mark.parametrize("number", ["0", "-3", "many", "1e3"])
def test_a_number_that_is_none_is_refused(number: str, policyc: Policyc) -> None:
    assert policyc("test", "--random", number).code == 2


def test_without_hypothesis_it_says_what_to_install(
    project: Path, policyc: Policyc, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    answer = policyc("test", "--random", "5")
    assert answer.code == 2
    assert "policyc[testing]" in answer.err


def test_a_text_about_nobody_is_not_tested_and_that_is_said(project: Path, policyc: Policyc) -> None:
    vocabulary = next(project.rglob("knee.policy"))
    facts = [line.split()[1] for line in vocabulary.read_text().splitlines() if line.startswith("  fact ")]
    yes_no = [name for name in facts if name in ("locked_knee", "plain_films_nondiagnostic")]
    one, other = yes_no
    axioms = (f"{one} implies {other}", f"{other} implies {one}", f"never {one} and {other}")
    nobody = (*axioms, f"not {one} implies {other}")
    vocabulary.write_text(vocabulary.read_text() + "".join(f"  axiom {each}\n" for each in nobody))
    for path in project.rglob("cases.policy"):
        path.unlink()
    answer = policyc("test", "--random", "5", "--seed", "1")
    assert answer.code in (2, 4), answer.said
