"""The pages about files, references and commands: what they avoid raises their code, what they prefer does not."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from policylang.codes import CODES, Rule
from tests.tidy.tracked import ROOT

PAGES = ROOT / "docs/diagnostics"
OURS = [rule for rule in CODES.values() if re.match("P0|P8|P9", rule.code)]
BLOCK = re.compile(r"^## (Avoid|Prefer)\n\n```sh\n(.*?)^```$", re.MULTILINE | re.DOTALL)

pytestmark = pytest.mark.skipif(os.name != "posix", reason="the pages are written for a Unix shell")


def blocks(rule: Rule) -> dict[str, str]:
    path = PAGES / f"{rule.name}.md"
    return dict(BLOCK.findall(path.read_text())) if path.is_file() else {}


WITH_COMMANDS = [rule for rule in OURS if blocks(rule)]


@pytest.mark.parametrize("rule", OURS, ids=lambda rule: rule.name)
def test_every_code_of_the_rim_has_a_page(rule: Rule) -> None:
    text = (PAGES / f"{rule.name}.md").read_text()
    assert text.startswith(f"# {rule.code} {rule.name}\n")
    assert all(f"\n## {head}\n" in text for head in ("What it means", "Why it matters", "Avoid", "Prefer"))


@pytest.mark.parametrize("rule", WITH_COMMANDS, ids=lambda rule: rule.name)
def test_what_is_to_be_avoided_raises_the_code(rule: Rule, project: Path) -> None:
    done = run_block(rule, "Avoid", project)
    assert done.returncode in (1, 2, 4)
    assert set(re.findall(r"^(?:error|warning) (P\d{3})", done.stdout + done.stderr, re.MULTILINE)) == {
        rule.code
    }


@pytest.mark.parametrize("rule", WITH_COMMANDS, ids=lambda rule: rule.name)
def test_what_is_preferred_does_not(rule: Rule, project: Path) -> None:
    done = run_block(rule, "Prefer", project)
    assert done.returncode == 0, done.stdout + done.stderr
    assert not re.search(r"^(?:error|warning) P\d{3}", done.stdout + done.stderr, re.MULTILINE)


def run_block(rule: Rule, which: str, project: Path) -> subprocess.CompletedProcess[str]:
    text = blocks(rule)[which]
    if "git " in text and shutil.which("git") is None:
        pytest.skip("there is no git here")
    if rule.name == "unreadable-file" and which == "Avoid" and not hasattr(os, "symlink"):
        pytest.skip("there are no links here")
    program = f'policyc() {{ "$POLICYC_PYTHON" -m policyc "$@"; }}\n{text}'
    environment = {**os.environ, "POLICYC_PYTHON": sys.executable, "NO_COLOR": "1"}
    environment["GIT_CEILING_DIRECTORIES"] = str(project.parent)
    return subprocess.run(
        ["sh", "-c", program],
        cwd=project,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
