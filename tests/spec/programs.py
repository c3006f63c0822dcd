"""Programs in the policy language inside Markdown: found, parsed, checked, and their findings by line.

A block may hold several files, each after a line `# file: NAME.policy`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from policyc.check import CheckConfig, Checked, check_files
from policyc.check.consequences import causes_only
from policylang import parse
from policylang.diagnostic import Diagnostic
from policylang.source import Source

FIRST_FILE = "example.policy"
_FENCE = re.compile(
    r"^(?P<mark>```+)(?P<info>[^\n`]*)\n(?P<text>.*?)^(?P=mark)[ \t]*$", re.MULTILINE | re.DOTALL
)
_FILE = re.compile(r"^# file: (\S+)[ \t]*\n", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block: its info string, its text, the line it begins on, and the heading above it."""

    info: str
    text: str
    line: int
    heading: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What parsing and checking a program gave."""

    checked: Checked
    diagnostics: tuple[Diagnostic, ...]

    @property
    def names(self) -> list[str]:
        """The readable names of the findings, each once, sorted."""
        return sorted({found.name for found in self.diagnostics})


def fenced_blocks(markdown: str) -> Iterator[Block]:
    """The fenced blocks of a page, in order."""
    for found in _FENCE.finditer(markdown):
        above = markdown[: found.start()]
        headings = re.findall(r"^#+ +(.*)$", above, re.MULTILINE)
        line = above.count("\n") + 2
        yield Block(found["info"].strip(), found["text"], line, headings[-1] if headings else "")


def split_files(text: str) -> list[Source]:
    """The files of a program; what stands before the first `# file:` line is a file as well."""
    first, *rest = _FILE.split(text)
    named = list(zip(rest[::2], rest[1::2], strict=True))
    head = [Source(FIRST_FILE, first)] if first.strip() or not named else []
    return [*head, *(Source(name, part) for name, part in named)]


def check_program(sources: list[Source], config: CheckConfig | None = None) -> Outcome:
    """Parse and check the files of a program together."""
    parsed = [parse(source) for source in sources]
    checked = check_files([one.file for one in parsed], config)
    told = [found for one in parsed for found in one.diagnostics]
    return Outcome(checked, causes_only(told, checked.diagnostics))


def check_text(text: str, config: CheckConfig | None = None) -> Outcome:
    """Parse and check a program of one text."""
    return check_program(split_files(text), config)
