"""What is typed on a command line is answered in the words of the command line, not of JSON."""

import pytest

from tests.cli.running import Policyc
from tests.tidy.tracked import ROOT

ID = "kaiser_wa.lumbar_mri"


@pytest.fixture(autouse=True)
def in_this_project(policyc: Policyc, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--set", "fever=yes"), "`--on DATE`"),
        (("--on", "03/01/2026"), "`--on 2024-02-01`"),
        (("--on", "2024-02-01", "--set", "fever=maybe"), "yes, no or unknown"),
        (("--on", "2024-02-01", "--request", "7214"), "`without_contrast` (CPT 72148)"),
    ],
)
def test_what_to_type_is_said(words: tuple[str, ...], said: str, policyc: Policyc) -> None:
    answer = policyc("eval", ID, *words)
    assert answer.code == 2
    assert said in " ".join(answer.err.split())
    assert "schema" not in answer.err


def test_a_code_and_episodes_are_typed_as_a_reviewer_has_them(policyc: Policyc) -> None:
    given = "physical_therapy=from 2023-12-01 through 2024-01-10, evaluation on 2023-12-01"
    answer = policyc("eval", ID, "--on", "2024-02-01", "--request", "CPT 72148", "--set", given)
    assert answer.code == 0, answer.said
    assert "(CPT 72148)" in answer.out
    assert "(CPT 72149)" not in answer.out
