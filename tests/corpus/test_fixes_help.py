"""Whoever applies an offered fix has no more to mend than before, and the text says yes and no where it did."""

import random
import re
from collections import Counter
from pathlib import Path

import pytest

import policylang
from policylang.diagnostic import Diagnostic, Fix
from policylang.source import Source
from tests.tidy.tracked import ROOT

SLIPS = sorted(
    [
        *(ROOT / "tests" / "corpus" / "slips").glob("*.policy"),
        *(ROOT / "tests" / "unit" / "policylang" / "mistakes").glob("*.policy"),
    ]
)
VALID = sorted(
    path
    for folder in ("policies", "tests/samples", "compiler/policyc/workspace/starter")
    for path in (ROOT / folder).rglob("*.policy")
    if path.stat().st_size < 8000
)
INTRUDERS = (
    "not", "unless", "covered", "no", "approve", "yes", "never", "when", "all", "and", "two", "none", "5", "-", ":",
)  # fmt: skip
# Words that turn a sentence round, those that plain English has for them, and the outcomes of either class.
NEGATIVE = frozenset({"not", "no", "none", "never", "nothing", "unless", "without", "neither", "except"})
APPROVING = frozenset({"approve", "approved", "allow"})
# What may be written for each by a fix: the same word misspelt, in capitals, or as plain English has it.
FIRST_LETTERS = {"not": "nw", "none": "n", "unless": "ue", "approve": "a"}


def findings(text: str) -> tuple[Diagnostic, ...]:
    return policylang.parse(Source("text", text)).diagnostics


def applied(text: str, fix: Fix) -> str:
    rows = text.split("\n")
    for edit in sorted(fix.edits, key=lambda edit: (edit.span.line, edit.span.column), reverse=True):
        row = rows[edit.span.line - 1]
        rows[edit.span.line - 1] = (
            row[: edit.span.column - 1] + edit.replacement + row[edit.span.end_column - 1 :]
        )
    return "\n".join(rows)


def words(text: str) -> Counter[str]:
    return Counter(re.findall(r"[a-z]+", re.sub(r"yes (?:or )?no", "", text.lower())))


def turned(text: str, fixed: str) -> list[str]:
    """The turning words that a fix adds or removes without a word in their place that could stand for them."""
    before, after = words(text), words(fixed)
    gone, come = list((before - after).elements()), list((after - before).elements())
    return [
        word
        for word, others in [*((word, gone) for word in come), *((word, come) for word in gone)]
        if word in NEGATIVE | APPROVING
        and not any(other[0] in FIRST_LETTERS.get(word, word[0]) or other in NEGATIVE for other in others)
    ]


def harmful(text: str) -> list[Diagnostic]:
    """The findings of a text whose fixes leave more to mend, or turn what it says."""
    found = findings(text)
    harm = []
    for finding in found:
        if finding.fix is None:
            continue
        fixed = applied(text, finding.fix)
        turns = finding.name not in ("comparison-sign", "control-character") and turned(text, fixed)
        if turns or len(findings(fixed)) > len(found):
            harm.append(finding)
    return harm


@pytest.mark.parametrize("path", SLIPS, ids=lambda path: path.stem)
def test_the_fixes_of_slips_help(path: Path) -> None:
    assert harmful(path.read_bytes().decode("utf-8", errors="replace")) == []


def mutated(text: str, chance: random.Random) -> str:
    """A text with a slip in one line: a word lost, misspelt, put in or exchanged, capitals, or another depth."""
    rows = text.split("\n")
    number = chance.choice([i for i, row in enumerate(rows) if row.strip() and row.strip()[0] != "#"])
    row = rows[number]
    parts = row.split(" ")
    place = chance.choice([i for i, part in enumerate(parts) if part])
    word = parts[place]
    cut = chance.randrange(len(word))
    parts[place : place + 1] = chance.choice(
        [[], [word[:cut] + word[cut + 1 :]], [chance.choice(INTRUDERS), word], [chance.choice(INTRUDERS)],
         [word.capitalize()]]
    )  # fmt: skip
    depths = ["  " + row, "    " + row, row.removeprefix("  "), "\t" + row.lstrip()]
    rows[number] = chance.choice([" ".join(parts), " ".join(parts), chance.choice(depths)])
    return "\n".join(rows)


# The last seeds are those with which the law once failed.
@pytest.mark.parametrize("seed", [*range(60), 295, 297, 430, 937])
def test_the_fixes_of_a_file_with_a_slip_help(seed: int) -> None:
    chance = random.Random(seed)
    text = mutated(chance.choice(VALID).read_text(encoding="utf-8"), chance)
    assert harmful(text if seed % 3 else mutated(text, chance)) == []


HEAD = 'version 1\n  section I "S"\n    criterion I.A "A"\n      fever\n  decide\n'


@pytest.mark.parametrize(
    "line",
    [
        "injury: covered when fever", "injury: medically necessary when fever", "otherwise necessary",
        "otherwise unsupported", "otherwise disapprove", "otherwise in force", "otherwise review",
        "otherwise not approved", "otherwise denied", "injury: uncovered when fever", "otherwise complete",
    ],
)  # fmt: skip
def test_no_fix_chooses_between_yes_and_no(line: str) -> None:
    (finding,) = findings(f"{HEAD}    {line}\n")
    assert finding.fix is None
    assert "not` is missing" not in finding.headline
    assert "`approve`" in finding.help or "`pend`" in finding.help or "`not" in finding.help
