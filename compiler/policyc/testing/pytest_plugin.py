"""A plugin for pytest: `.policy` files are collected, each `case` and each `prove` in them is a test.

It is loaded by every pytest where policyc is installed, so everything that costs is imported where a policy file is
met. What fails is told as the command line tells it. A text with errors is one failing test, since nothing can be
decided by it. A claim that is known to fail passes while it is refuted, and fails once it is proved.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from policyc.analysis.claims import Statement
    from policyc.testing.collecting import Collected, Known, Stated
    from policylang.diagnostic import Diagnostic

_SUFFIX = ".policy"
_PROJECTS: pytest.StashKey[Known] = pytest.StashKey()


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> PolicyFile | None:
    """The cases and claims of a policy file."""
    return PolicyFile.from_parent(parent, path=file_path) if file_path.suffix == _SUFFIX else None


class PolicyProblemError(Exception):
    """Diagnostics that make a test fail, as the command line shows them."""


class PolicyFile(pytest.File):
    """One `.policy` file. The project around it is read once, since names are shared across files."""

    def collect(self) -> Iterator[pytest.Item]:
        """Its errors as one test, or else a test for each case and each claim."""
        from policyc.testing.collecting import collected

        found = collected(self.path, self.config.stash.setdefault(_PROJECTS, {}))
        if found.unfit:
            yield ErrorsItem.from_parent(self, name="errors", found=found)
            return
        for stated in found.cases:
            yield CaseItem.from_parent(self, name=stated.expected.title, found=found, stated=stated)
        for statement in found.statements:
            yield ClaimItem.from_parent(self, name=statement.title, found=found, statement=statement)


class PolicyItem(pytest.Item):
    """What all tests of a policy file have: where they stand, and how they fail."""

    def __init__(self, *, found: Collected, **words: Any) -> None:
        super().__init__(**words)
        self.found = found

    def fail(self, told: list[Diagnostic], blocks: tuple[str, ...] = ()) -> None:
        """Fail with diagnostics, and cases to paste after them. Raises PolicyProblemError."""
        from policyc.report.terminal import render_diagnostics

        raise PolicyProblemError("\n".join([render_diagnostics(told, self.found.sources), *blocks]).rstrip())

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """Our own failures without a traceback, since none of our lines is at fault."""
        if isinstance(excinfo.value, PolicyProblemError):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def line(self) -> int | None:
        """The line on which it stands, from 1."""
        return None

    def reportinfo(self) -> tuple[Path, int | None, str]:
        """The file, the line from 0, and the name."""
        line = self.line()
        return self.path, None if line is None else line - 1, self.name


class ErrorsItem(PolicyItem):
    """A text that cannot be decided with."""

    def runtest(self) -> None:
        """Fail with everything that is wrong."""
        self.fail(list(self.found.unfit))


class CaseItem(PolicyItem):
    """A `case`."""

    def __init__(self, *, stated: Stated, **words: Any) -> None:
        super().__init__(**words)
        self.stated = stated

    def runtest(self) -> None:
        """Fail where it does not come out as expected, or expects nothing."""
        from policyc.testing.collecting import case_problems

        told = case_problems(self.stated)
        if told:
            self.fail(told)

    def line(self) -> int | None:
        """Where it begins."""
        span = self.stated.expected.span
        return span.line if span else None


class ClaimItem(PolicyItem):
    """A `prove`."""

    def __init__(self, *, statement: Statement, **words: Any) -> None:
        super().__init__(**words)
        self.statement = statement

    def runtest(self) -> None:
        """Fail where it is refuted, undecided, or proved although it is known to fail."""
        from policyc.testing.collecting import claim_problem

        told, blocks = claim_problem(self.statement, self.found)
        if told is not None:
            self.fail([told], blocks)

    def line(self) -> int | None:
        """Where it begins."""
        return self.statement.span.line if self.statement.span else None
