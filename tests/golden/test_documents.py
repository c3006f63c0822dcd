"""What the documents show is what happens: commands and their output, excerpts, Python, JSON.

A block ` ```console N ` shows commands after `$` and the first N lines of each output, then `…` where there is
more; without N the whole output. POLICYC_ACCEPT=1 writes the outputs anew.
"""

import json
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = sorted(
    path
    for path in [
        ROOT / "README.md",
        *(ROOT / "docs").glob("*.md"),
        *(ROOT / "docs" / "policies").glob("*.md"),
    ]
)
BLOCK = re.compile(r"^```(?P<info>[^\n`]+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
ACCEPT = bool(os.environ.get("POLICYC_ACCEPT"))


@dataclass(frozen=True)
class Block:
    document: Path
    kind: str
    argument: str
    text: str


def blocks(document: Path, kind: str) -> Iterator[Block]:
    for found in BLOCK.finditer(document.read_text(encoding="utf-8")):
        name, _, argument = found["info"].partition(" ")
        if name == kind:
            yield Block(document, name, argument, found["text"])


def run(command: str, folder: Path) -> str:
    words = shlex.split(command)
    assert words[0] == "policyc"
    environment = {**os.environ, "NO_COLOR": "1", "COLUMNS": "80"}
    done = subprocess.run(
        [sys.executable, "-m", "policyc", *words[1:]],
        cwd=folder, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode in (0, 1), done.stderr
    return done.stdout


def shown(output: str, limit: str) -> str:
    lines = output.rstrip("\n").split("\n")
    return "\n".join(lines if not limit or len(lines) <= int(limit) else [*lines[: int(limit)], "…"]) + "\n"


@pytest.mark.parametrize(
    "document", [d for d in DOCUMENTS if list(blocks(d, "console"))], ids=lambda d: d.name
)
def test_commands_print_what_is_shown(document, tmp_path):
    folder = ROOT if document.name == "README.md" else tmp_path
    text = document.read_text(encoding="utf-8")
    for block in blocks(document, "console"):
        commands = [line[2:] for line in block.text.split("\n") if line.startswith("$ ")]
        assert commands
        really = "".join(
            f"$ {command}\n{shown(run(command, folder), block.argument)}" for command in commands
        )
        if ACCEPT:
            text = text.replace(f"\n{block.text}```", f"\n{really}```", 1)
        else:
            assert block.text == really
    if ACCEPT:
        document.write_text(text, encoding="utf-8")


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda d: d.name)
def test_excerpts_stand_in_their_files(document):
    for block in blocks(document, "policy-excerpt"):
        assert block.text in (ROOT / block.argument).read_text(encoding="utf-8")


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda d: d.name)
def test_python_runs_and_json_parses(document):
    for block in blocks(document, "python"):
        done = subprocess.run(
            [sys.executable, "-c", block.text], cwd=ROOT, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        assert done.stdout
    for block in blocks(document, "json"):
        assert json.loads(block.text)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda d: d.name)
def test_links_lead_somewhere(document):
    text = document.read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", text):
        assert (document.parent / target).exists(), f"{document.name}: {target}"
