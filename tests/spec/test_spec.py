"""Every program of every page in this folder is found exactly as wrong as it says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from policylang.diagnostic import Diagnostic
from policylang.source import Source
from tests.spec.programs import Block, check_program, fenced_blocks, split_files

HERE = Path(__file__).parent
GIVEN = "given.policy"
EXPECTED = re.compile(r'# (error|warning|note): ([a-z][a-z0-9-]*)(?: "([^"]*)")?(?=\s*(?:#|$))')


@dataclass(frozen=True, slots=True)
class Program:
    """A block of a page, and what its page gives to all of them."""

    page: str
    block: Block
    given: tuple[Source, ...]


def programs() -> Iterator[Program]:
    for path in sorted(HERE.glob("*.md")):
        given: list[str] = []
        for block in fenced_blocks(path.read_text()):
            if block.info == "policy given":
                given.append(block.text)
            elif block.info == "policy":
                sources = (Source(GIVEN, "\n".join(given)),) if given else ()
                yield Program(path.name, block, sources)


@pytest.mark.parametrize(
    "program", list(programs()), ids=lambda program: f"{program.page}:{program.block.line}"
)
def test_a_program_is_as_wrong_as_it_says(program: Program) -> None:
    sources = split_files(program.block.text)
    found = check_program([*program.given, *sources]).diagnostics
    told = [one for one in found if one.span is None or one.span.source != GIVEN]
    wanted = [each for source in sources for each in expectations(source)]
    unexpected = [one for one in told if not any(answers(one, each) for each in wanted)]
    missing = [each for each in wanted if not any(answers(one, each) for one in told)]
    assert not unexpected, "\n".join(said(one) for one in unexpected)
    assert not missing, missing


@dataclass(frozen=True, slots=True)
class Expectation:
    """A finding that a line asks for."""

    source: str
    line: int
    level: str
    name: str
    words: str


def expectations(source: Source) -> Iterator[Expectation]:
    for number, line in enumerate(source.text.split("\n"), start=1):
        for level, name, words in EXPECTED.findall(line):
            yield Expectation(source.name, number, level, name, words)


def answers(found: Diagnostic, expected: Expectation) -> bool:
    span = found.span
    if span is None or (span.source, span.line) != (expected.source, expected.line):
        return False
    texts = (
        found.headline,
        found.caption,
        found.help,
        *found.notes,
        *(each.message for each in found.labels),
    )
    return (found.level, found.name) == (expected.level, expected.name) and any(
        expected.words in text for text in texts
    )


def said(found: Diagnostic) -> str:
    place = f"{found.span.source}:{found.span.line}" if found.span else "nowhere"
    return f"{place}: {found.level} {found.name}: {found.headline} ({found.caption}; {found.help})"


def test_an_expectation_is_read_from_its_line() -> None:
    line = '  fevr  # error: unknown-name "did you mean fever?" # note: unused-fact'
    read = [(each.level, each.name, each.words) for each in expectations(Source("a", line))]
    assert read == [("error", "unknown-name", "did you mean fever?"), ("note", "unused-fact", "")]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("policy a.b", ["incomplete-line"]),
        ('vocabulary a "A"\n', []),
    ],
)
def test_a_program_is_parsed_and_checked(text: str, names: list[str]) -> None:
    found = check_program(split_files(text)).diagnostics
    assert sorted({one.name for one in found}) == names
