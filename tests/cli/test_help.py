"""Every command explains itself at 80 columns, and asking costs next to nothing."""

import subprocess
import sys

import pytest

from policyc.cli.main import COMMANDS
from tests.cli.running import Policyc

HEAVY = (
    "lark",
    "networkx",
    "pysat",
    "wasmtime",
    "graphviz",
    "policyc.check",
    "policyc.render",
    "policylang.parser",
)


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_help_of_every_command(command: str, policyc: Policyc, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    answer = policyc(command, "--help")
    assert answer.code == 0
    assert f"usage: policyc {command}" in answer.out
    assert "example" in answer.out
    assert not [line for line in answer.out.splitlines() if len(line) > 80]


def test_the_overview_names_every_command(policyc: Policyc, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    answer = policyc("--help")
    assert answer.code == 0
    assert all(f"  {command} " in answer.out for command in COMMANDS)
    assert "exit codes" in answer.out
    assert not [line for line in answer.out.splitlines() if len(line) > 80]
    assert policyc().out == answer.out


def test_the_version(policyc: Policyc) -> None:
    assert policyc("--version").out.startswith("policyc 0.")


@pytest.mark.parametrize("words", [("--frobnicate",), ("check", "--frobnicate"), ("diff", "one")])
def test_wrong_usage_is_exit_2(words: tuple[str, ...], policyc: Policyc) -> None:
    answer = policyc(*words)
    assert answer.code == 2
    assert "usage: policyc" in answer.err
    assert "Traceback" not in answer.err


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("chek", "policyc: no command is called chek; did you mean check?\n"),
        ("frobnicate" * 20, "policyc --help lists them\n"),
    ],
)
def test_a_word_that_is_no_command_is_one_short_line(word: str, said: str, policyc: Policyc) -> None:
    answer = policyc(word)
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.endswith(said)
    assert answer.err.count("\n") == 1
    assert len(answer.err) <= 81


def test_a_page_is_set_to_the_width_of_the_terminal(
    policyc: Policyc, monkeypatch: pytest.MonkeyPatch
) -> None:
    for width in ("60", "80"):
        monkeypatch.setenv("COLUMNS", width)
        page = policyc("explain", "unknown-name").out
        prose = "".join(page.split("```")[::2])
        assert max(len(line) for line in prose.splitlines()) <= int(width)
    monkeypatch.setenv("COLUMNS", "60")
    assert '    criterion I.A "Fever" cite guide "1a"\n      fever\n' in page


def test_the_example_of_a_draft_names_the_version(policyc: Policyc) -> None:
    assert "ID@2027" in policyc("consolidate", "--help").out


def test_help_imports_nothing_heavy() -> None:
    program = (
        "import sys; from policyc.cli.main import main; main(['--help']); "
        f"print([name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "[]"
