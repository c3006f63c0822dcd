"""The plugin: each case and each claim of a policy file is a test, and fails as the command line would say it."""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import entry_points
from pathlib import Path

import pytest

from policyc.workspace.starting import starter_files, write_project
from tests.tidy.tracked import ROOT

pytest_plugins = ["pytester"]

CLAIMS = """
prove "Nobody is ever approved"
  whenever any patient then outcome is other than approve

prove "Nobody is ever approved, as is known"
  known to fail because "Some are"
  whenever any patient then outcome is other than approve

prove "An approval is an approval"
  known to fail because "Somebody thought so"
  whenever any patient then outcome is approve or not medically necessary or md review or other service supported
"""

UNDECIDED = """
from policyc.analysis.claims import ClaimAnswer, Status
from policyc.testing import collecting

def answer(policy, chosen):
    return iter([ClaimAnswer(one, Status.UNDECIDED, (), None, "too hard") for one in chosen])

collecting.answer_claims = answer
"""


@pytest.fixture
def project(pytester: pytest.Pytester) -> Path:
    write_project(pytester.path, starter_files())
    return pytester.path


def test_every_case_is_a_test_and_passes(project: Path, pytester: pytest.Pytester) -> None:
    result = run(pytester, "policies", "-v")
    result.assert_outcomes(passed=8)
    result.stdout.fnmatch_lines(["policies/knee_mri/cases.policy::* PASSED*"])


def test_a_failing_case_is_told_as_the_command_line_tells_it(
    project: Path, pytester: pytest.Pytester
) -> None:
    change(project, "expect approve by criteria_met under Mechanical.a", "expect not medically necessary")
    result = run(pytester, "policies")
    outcomes = result.parseoutcomes()
    assert outcomes["failed"] >= 1
    assert outcomes["passed"] + outcomes["failed"] == 8
    result.stdout.fnmatch_lines(["error P801 Case *does not come out as expected*"])
    assert "Traceback" not in result.stdout.str()


def test_claims_are_tests(project: Path, pytester: pytest.Pytester) -> None:
    with (project / "policies/knee_mri/cases.policy").open("a") as file:
        file.write(CLAIMS)
    result = run(pytester, "policies", "-rA")
    result.assert_outcomes(passed=9, failed=2)
    result.stdout.fnmatch_lines(["error P803 *", "case *", "error P804 *"])
    result.stdout.fnmatch_lines(["PASSED *Nobody is ever approved, as is known"])


def test_an_undecided_claim_fails_with_that_word(project: Path, pytester: pytest.Pytester) -> None:
    with (project / "policies/knee_mri/cases.policy").open("a") as file:
        file.write(CLAIMS.split("\n\n", maxsplit=1)[0] + "\n")
    pytester.makeconftest(UNDECIDED)
    result = run(pytester, "policies")
    result.assert_outcomes(passed=8, failed=1)
    result.stdout.fnmatch_lines(["warning P805 *undecided*"])


def test_a_file_with_errors_is_one_failing_test(project: Path, pytester: pytest.Pytester) -> None:
    (project / "policies/broken.policy").write_text('vocabulary other "Other"\n  fact Pain\n')
    result = run(pytester, "policies/broken.policy")
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["error P*", "*broken.policy*"])
    run(pytester, "policies/knee_mri").assert_outcomes(passed=8)


def test_errors_of_the_text_reach_the_file_of_cases(project: Path, pytester: pytest.Pytester) -> None:
    change(project, "at least 4 weeks", "at least 4 wekes", "2026.policy")
    result = run(pytester, "policies/knee_mri/cases.policy")
    assert result.parseoutcomes() == {"failed": 1}


def test_nothing_happens_where_there_is_no_policy(pytester: pytest.Pytester) -> None:
    pytester.makepyfile("def test_it(): assert 1 == 1")
    run(pytester).assert_outcomes(passed=1)


def test_no_claim_passes_beside_a_text_that_cannot_be_read(project: Path, pytester: pytest.Pytester) -> None:
    (project / "policies/knee_mri/unread.policy").write_bytes(b"\xff\xfe")
    (project / "policies/knee_mri/more.policy").write_text(f"cases for example.knee_mri\n{CLAIMS}")
    result = run(pytester, "policies/knee_mri/more.policy")
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*`policies/knee_mri/unread.policy` is not written in UTF-8*"])


def test_our_own_run_collects_no_policy_file_unless_asked() -> None:
    done = collect_only("tests/samples", "tests/corpus")
    assert ".policy::" not in done
    assert "acute_2024.policy::" in collect_only("policies/kaiser_wa/lumbar_mri/cases")


def test_it_is_an_entry_point_and_cheap_to_import() -> None:
    [point] = [each for each in entry_points(group="pytest11") if each.value.startswith("policyc")]
    program = f"import sys, pytest, {point.value}; print(*sorted(sys.modules))"
    loaded = subprocess.run(
        [sys.executable, "-c", program], check=True, capture_output=True, text=True
    ).stdout.split()
    ours = [name for name in loaded if name.partition(".")[0] in ("policyc", "policylang")]
    assert ours == ["policyc", "policyc.testing", "policyc.testing.pytest_plugin"]
    assert not {"hypothesis", "lark", "pysat", "networkx"} & set(loaded)


def run(pytester: pytest.Pytester, *words: str) -> pytest.RunResult:
    """In a process of its own: pytester forgets what a run in this one has imported, and our types with it."""
    return pytester.runpytest_subprocess("-p", "no:cacheprovider", *words)


def change(project: Path, old: str, new: str, name: str = "cases.policy") -> None:
    file = project / "policies/knee_mri" / name
    assert old in file.read_text()
    file.write_text(file.read_text().replace(old, new))


def collect_only(*paths: str) -> str:
    words = [sys.executable, "-m", "pytest", "--collect-only", "-q", "-p", "no:cacheprovider", *paths]
    return subprocess.run(words, cwd=ROOT, check=False, capture_output=True, text=True).stdout
