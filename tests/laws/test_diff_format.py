"""A text and its canonical form are one text to the diff: no edit, no region."""

from __future__ import annotations

import re
from pathlib import Path
from random import Random

import pytest

from policyc.check import check_files
from policyc.diff import Verdict, diff
from policyc.model.program import Policy
from policylang import format_text, parse
from policylang.source import Source
from tests.generators.policy_texts import to_text
from tests.generators.programs import random_policy
from tests.tidy.tracked import ROOT

KAISER = "kaiser_wa.lumbar_mri"
WORDS = re.compile(r'("(?:\\.|[^"\\])*"|#.*)')


@pytest.mark.parametrize("seed", range(16))
def test_formatting_a_random_policy_changes_nothing(seed: int) -> None:
    rng = Random(seed)
    policy = random_policy(rng, rng.randint(1, 8))
    untidy = {"sample.policy": in_a_hurry(rng, to_text(policy))}
    tidy = {name: formatted(text) for name, text in untidy.items()}
    assert tidy != untidy
    check_equivalent(compiled(untidy, policy.id), compiled(tidy, policy.id))


def test_formatting_kaiser_changes_nothing() -> None:
    texts = {path.name: path.read_text(encoding="utf-8") for path in kaiser()}
    untidy = {name: in_a_hurry(Random(name), text) for name, text in texts.items()}
    tidy = {name: formatted(text) for name, text in untidy.items()}
    assert all(tidy[name] != untidy[name] for name in texts)
    check_equivalent(compiled(untidy, KAISER), compiled(tidy, KAISER))


def check_equivalent(before: Policy, after: Policy) -> None:
    for old, new in zip(before.epochs, after.epochs, strict=True):
        found = diff(old, new)
        assert (found.edits, found.regions) == ((), ())
        assert (found.complete, found.verdict) == (True, Verdict.EQUIVALENT)


def compiled(texts: dict[str, str], policy: str) -> Policy:
    files = [parse(Source(name, text)) for name, text in texts.items()]
    assert not [finding for file in files for finding in file.diagnostics]
    return check_files([file.file for file in files]).program.policies[policy]


def formatted(text: str) -> str:
    result = format_text(text)
    assert not result.diagnostics
    return result.text


def in_a_hurry(rng: Random, text: str) -> str:
    """Deeper or shallower steps, blanks between words, blank lines and remarks."""
    step = rng.choice([1, 3, 4])
    rows = []
    for line in text.split("\n"):
        body = line.lstrip(" ")
        depth = (len(line) - len(body)) // 2
        parts = WORDS.split(body)
        parts[::2] = [part.replace(" ", " " * rng.randint(1, 3)) for part in parts[::2]]
        rows += ["", "# a remark"] if body and not depth and rng.random() < 0.5 else []
        rows.append(" " * (step * depth) + "".join(parts))
    return "\n".join(rows)


def kaiser() -> list[Path]:
    """The vocabulary, the header and the texts; cases take no part in a diff."""
    folder = ROOT / "policies" / "kaiser_wa" / "lumbar_mri"
    return [ROOT / "policies/vocabularies/spine.policy", *sorted(folder.glob("*.policy"))]
