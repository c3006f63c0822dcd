"""Each exit code, by commands that give it: 0 done, 1 findings, 2 no verdict, 3 our bug, 4 not computed."""

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.cli.running import Policyc
from tests.cli.test_schemas import next_version

DONE = [
    ("check",),
    ("fmt", "--check"),
    ("test",),
    ("test", "policies/knee_mri"),
    ("timeline", "example.knee_mri"),
    ("render", "example.knee_mri"),
    ("render", "example.knee_mri", "--as", "mermaid"),
    ("render", "example.knee_mri", "--as", "dot", "--page", "Lasting"),
    ("render", "example.knee_mri", "--as", "flowchart"),
    ("consolidate", "example.knee_mri"),
    ("diff", "example.knee_mri", "example.knee_mri"),
    ("eval", "example.knee_mri", "--on", "2026-03-01"),
    ("eval", "example.knee_mri", "--on", "2026-03-01", "--nothing-else", "--trace"),
    ("explain", "--list"),
    ("explain", "P101"),
    ("explain", "Missing-Colon"),
]


@pytest.mark.parametrize("words", DONE, ids=" ".join)
def test_done(words: tuple[str, ...], project: Path, policyc: Policyc) -> None:
    answer = policyc(*words)
    assert answer.code == 0, answer.said
    assert answer.err == ""
    assert "\x1b" not in answer.out


def test_findings(project: Path, policyc: Policyc) -> None:
    cases = project / "policies/knee_mri/cases.policy"
    cases.write_text(cases.read_text().replace("under Lasting.a", "under  Mechanical.a", 1))
    assert policyc("fmt", "--check").code == 1
    assert policyc("fmt", "--diff").code == 1
    answer = policyc("test")
    assert answer.code == 1
    assert "cases.policy:" in answer.out
    assert "expected under criterion Mechanical.a, but it is Lasting.a" in " ".join(answer.out.split())
    assert "7 passed, 1 failed" in answer.out
    next_version(project)
    old, new = "example.knee_mri@2026-12-31", "example.knee_mri@2027-01-01"
    assert policyc("diff", old, new).code == 0
    assert policyc("diff", old, new, "--fail-on", "restricts").code == 1
    assert policyc("diff", old, new, "--fail-on", "expands").code == 0
    assert policyc("diff", new, old, "--fail-on", "expands").code == 1
    assert policyc("build", "--check").code == 1
    for version in (project / "policies/knee_mri").glob("202*.policy"):
        version.write_text(
            version.read_text().replace("recommend with_contrast when prior_meniscus_repair", "")
        )
    assert policyc("check").code == 1


def test_a_case_that_expects_nothing_is_not_counted_as_passed(project: Path, policyc: Policyc) -> None:
    cases = project / "policies/knee_mri/cases.policy"
    lines = cases.read_text().splitlines()
    lines.remove(next(line for line in lines if line.startswith("  expect approve")))
    cases.write_text("\n".join(lines) + "\n")
    answer = policyc("test")
    assert answer.code == 1
    assert "7 passed, 1 expects nothing" in answer.out
    assert answer.out.count("P615") == 1
    assert policyc("check").code == 1
    counts = policyc("test", "--format", "json").json["counts"]
    assert counts == {"cases": 8, "passed": 7, "failed": 0, "expects_nothing": 1}


NO_VERDICT = [
    ("check", "nowhere"),
    ("fmt", "nowhere.policy"),
    ("test", "policies/vocabularies"),
    ("timeline", "example.none"),
    ("render", "example.knee_mri@2020-01-01"),
    ("render", "example.knee_mri", "--page", "IX"),
    ("diff", "example.knee_mri", "nowhere:example.knee_mri"),
    ("eval", "example.knee_mri"),
    ("eval", "example.knee_mri", "--on", "2026-02-30"),
    ("eval", "example.knee_mri", "--on", "2026-03-01", "--set", "fever=yes"),
    ("eval", "example.knee_mri", "--on", "2026-03-01", "--set", "locked_knee"),
    ("eval", "example.knee_mri", "--on", "2026-03-01", "--request", "contrast"),
    ("eval", "example.knee_mri", "--case", "nowhere.json"),
    ("eval", "example.knee_mri", "--case", "policies"),
    ("explain", "P000"),
    ("schema", "none"),
]


@pytest.mark.parametrize("words", NO_VERDICT, ids=" ".join)
def test_no_verdict(words: tuple[str, ...], project: Path, policyc: Policyc) -> None:
    answer = policyc(*words)
    assert answer.code == 2
    assert answer.out == "" or words[0] == "check"
    assert answer.said.strip()
    assert "a bug of ours" not in answer.err


def test_text_that_does_not_compile_gives_no_verdict(project: Path, policyc: Policyc) -> None:
    version = project / "policies/knee_mri/2026.policy"
    version.write_text(version.read_text().replace("locked_knee", "locked_kne", 1))
    for words in (
        ("test",),
        ("test", "policies/knee_mri/cases.policy"),
        ("eval", "example.knee_mri", "--on", "2026-03-01"),
        ("render", "example.knee_mri"),
        ("diff", "example.knee_mri", "example.knee_mri"),
        ("build",),
    ):
        answer = policyc(*words)
        assert answer.code == 2, words
        assert "did you mean locked_knee?" in answer.err.replace("`", "")
        assert "passed" not in answer.out
    assert policyc("check").code == 1
    assert policyc("test", "--format", "json").json["verdict"] is False


def test_our_bug_shows_no_traceback_and_nothing_of_the_case(
    project: Path, policyc: Policyc, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ValueError("locked_knee=yes of a patient")

    monkeypatch.setattr("policyc.decide.verdicts.decide", broken)
    answer = policyc("eval", "example.knee_mri@2026-03-01", "--on", "2026-03-01", "--set", "locked_knee=yes")
    assert answer.code == 3
    assert "a bug of ours (ValueError" in answer.err
    assert "patient" not in answer.err
    assert "Traceback" not in answer.err
    assert answer.out == ""


def test_not_computed(project: Path, policyc: Policyc, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    answer = policyc("render", "example.knee_mri", "--engine", "dot", "-o", "knee.svg")
    assert answer.code == 4
    assert "P904" in answer.err
    assert not (project / "knee.svg").exists()


def test_a_verdict_that_was_given_up(
    project: Path, policyc: Policyc, monkeypatch: pytest.MonkeyPatch
) -> None:
    from policyc.decide import verdicts

    decide = verdicts.decide

    def limited(*words: Any, **rest: Any) -> tuple[Any, ...]:
        return tuple(
            replace(one, routes=(), open_facts=(), routes_cut="the solver reached its limit")
            for one in decide(*words, **rest)
        )

    monkeypatch.setattr(verdicts, "decide", limited)
    answer = policyc("eval", "example.knee_mri@2026-03-01", "--on", "2026-03-01")
    assert answer.code == 4
    assert "(the solver reached its limit)" in answer.out


@pytest.mark.skipif(os.name != "posix", reason="needs a shell")
@pytest.mark.parametrize(
    ("tail", "code"),
    [("| head -c 10", 0), ("> /dev/full", 2), (">&-", 0)],
    ids=["closed", "full", "no output"],
)
def test_output_that_goes_nowhere(tail: str, code: int, project: Path) -> None:
    if "full" in tail and not Path("/dev/full").exists():
        pytest.skip("there is no device that is always full")
    program = f'("{sys.executable}" -m policyc explain --list; echo code $? >&2) {tail}'
    done = subprocess.run(["sh", "-c", program], capture_output=True, text=True, check=False)
    assert f"code {code}" in done.stderr
    assert "Traceback" not in done.stderr
    assert "Exception ignored" not in done.stderr


@pytest.mark.parametrize(
    "words",
    [
        ("render", "example.knee_mri", "-o", "README.md/x.svg"),
        ("render", "example.knee_mri", "-o", "policies"),
        ("diff", "example.knee_mri", "example.knee_mri", "-o", "README.md/x.md"),
        ("consolidate", "example.knee_mri", "-o", "README.md/x.policy"),
        ("build", "--into", "README.md/x"),
        ("init", "README.md/x"),
    ],
    ids=lambda words: words[0],
)
def test_output_that_cannot_be_written(words: tuple[str, ...], project: Path, policyc: Policyc) -> None:
    before = (project / "README.md").read_bytes()
    answer = policyc(*words)
    assert answer.code == 2
    assert "P901" in answer.err
    assert (project / "README.md").read_bytes() == before


def test_a_full_disk_leaves_what_was_there(
    project: Path, policyc: Policyc, monkeypatch: pytest.MonkeyPatch
) -> None:
    (project / "knee.svg").write_text("before")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    answer = policyc("render", "example.knee_mri", "--page", "overview", "-o", "knee.svg")
    assert answer.code == 2
    assert "no space left" in answer.err
    assert (project / "knee.svg").read_text() == "before"
    assert not list(project.glob(".*.tmp"))


@pytest.mark.parametrize(
    ("environment", "choice", "coloured"),
    [({}, "auto", False), ({}, "always", True), ({"NO_COLOR": "1"}, "auto", False), ({}, "never", False)],
)
def test_colour(
    environment: dict[str, str], choice: str, coloured: bool,
    project: Path, policyc: Policyc, monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    answer = policyc("eval", "example.knee_mri", "--on", "2026-03-01", "--color", choice)
    assert ("\x1b[" in answer.out) is coloured


def test_colour_on_a_terminal(project: Path, policyc: Policyc, monkeypatch: pytest.MonkeyPatch) -> None:
    from argparse import Namespace
    from io import StringIO

    from policyc.cli.common import colourful

    class Terminal(StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    assert colourful(Namespace(color="auto"), Terminal())
    monkeypatch.setenv("NO_COLOR", "1")
    assert not colourful(Namespace(color="auto"), Terminal())


@pytest.mark.skipif(os.name != "posix", reason="needs a shell")
def test_a_gate_behind_a_pipe_that_is_closed_keeps_its_exit_code(project: Path) -> None:
    (project / "policies" / "bad.policy").write_text("polcy x\n" * 400)
    program = f'("{sys.executable}" -m policyc check --no-cache; echo code $? >&2) | true'
    done = subprocess.run(["sh", "-c", program], cwd=project, capture_output=True, text=True, check=False)
    assert "code 1" in done.stderr
    assert "Traceback" not in done.stderr
