"""Claims that stand in files are not answered yet, and no command lets a reader believe that they hold."""

from pathlib import Path

from tests.cli.running import Policyc
from tests.cli.test_schemas import check_against

CLAIM = """
prove "Nobody is ever approved"
  whenever any patient then outcome is other than approve
"""


def with_claims(project: Path, number: int) -> None:
    file = next(path for path in sorted(project.rglob("*.policy")) if "\ncase " in path.read_text())
    claims = "".join(CLAIM.replace("Nobody", f"Nobody {one}") for one in range(number))
    file.write_text(file.read_text() + claims)


def test_check_and_test_say_that_claims_are_not_answered(project: Path, policyc: Policyc) -> None:
    with_claims(project, 2)
    sentence = "2 claims stand in these files; they are not answered by this version.\n"
    for command in ("check", "test"):
        answer = policyc(command)
        assert answer.code == 0, answer.said
        assert answer.out.endswith(sentence)
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
