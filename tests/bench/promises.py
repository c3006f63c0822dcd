"""What is promised, and how each figure is measured."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, ClassVar

from tests.bench.measure import ROOT, Timing, in_process, in_turn

if TYPE_CHECKING:
    from lark import Lark

    from policyc.model.program import Epoch, Policy

_NOT_LARKS = r"^ *#.*\n|\n +(?=(?:and|then|because|under) )"
FOLDER = ROOT / "policies" / "kaiser_wa" / "lumbar_mri"


@dataclass(frozen=True, slots=True)
class Figure:
    """What was measured, and its bound where one is promised; `at_least` for figures that should be high."""

    what: str
    measured: float
    bound: float | None
    unit: str
    at_least: bool = False
    remark: str = ""

    @property
    def kept(self) -> bool:
        """Whether the figure is within its bound."""
        if self.bound is None:
            return True
        return self.measured >= self.bound if self.at_least else self.measured <= self.bound

    @property
    def row(self) -> str:
        """One line of the table; without a promise there is no verdict."""
        shown = f"{self.measured:,.0f}" if self.measured >= 100 else f"{self.measured:.3f}"
        sign = "≥" if self.at_least else "≤"
        promised = "" if self.bound is None else f"promised {sign} {self.bound:g} {self.unit}"
        verdict = "" if self.bound is None else "kept" if self.kept else "NOT KEPT"
        return f"{self.what:<50} {shown:>9} {self.unit:<6} {promised:<22} {verdict:<9} {self.remark}".rstrip()


def seconds(what: str, timing: Timing, bound: float | None = None) -> Figure:
    """A figure in seconds, with the spread and the CPU time beside it."""
    return Figure(what, timing.median, bound, "s", remark=timing.remark)


def diff_in_process() -> Timing:
    """Edits and change map of Kaiser's two texts, once loaded; witnesses are worked out when looked at."""
    from policyc.diff import diff

    _, epochs = kaiser()
    return in_process(lambda: diff(epochs[0], epochs[1]))


def cases_per_second(readable: bool = False) -> float:
    """Kaiser's own cases, one service each, evaluated with the truth of every part of the text that was looked at.

    readable: the tree that shows them to people is built as well.
    """
    from policyc.evaluate import close_case, evaluate, requested_services, trace

    policy, epochs = kaiser()
    asked = [
        (epoch, close_case(each.case, policy), requested_services(each.case, policy)[0])
        for each in policy.cases
        for epoch in epochs
        if each.case.date_of_service in epoch.interval
    ]

    def work() -> None:
        for epoch, case, service in asked:
            found = evaluate(epoch, case, service)
            if readable:
                trace(epoch, found)

    return len(asked) / in_process(work, runs=5).median


def parsing_against_lark() -> float:
    """Parsing Kaiser's versions and vocabulary, against Lark alone with the same grammar on the same text."""
    from policylang import parse
    from policylang.source import Source

    bare = bare_lark()
    paths = [FOLDER / "policy.policy", FOLDER / "2023.policy", FOLDER / "2024.policy"]
    # Comments go first: Lark's own indenter takes a file that opens with one for a blank line.
    # It does not know continuation lines either.
    texts = [
        re.sub(_NOT_LARKS, " ", path.read_text(encoding="utf-8"), flags=re.MULTILINE).lstrip()
        for path in paths
    ]
    sources = [Source(path.name, text) for path, text in zip(paths, texts, strict=True)]
    _, _, ratio = in_turn(
        lambda: [parse(source) for source in sources],
        lambda: [bare.parse(source.text) for source in sources],
        runs=9,
    )
    return ratio


def bare_lark() -> Lark:
    """Lark as it comes: the same rules, its own lexer and indenter, a parse tree with positions, no syntax tree."""
    from lark import Lark
    from lark.indenter import Indenter

    from policylang.keywords import grammar_text

    class Layout(Indenter):
        NL_type, INDENT_type, DEDENT_type = "_NL", "_INDENT", "_DEDENT"
        OPEN_PAREN_types: ClassVar[list[str]] = []
        CLOSE_PAREN_types: ClassVar[list[str]] = []
        tab_len = 8

    grammar = re.sub(r"^%declare.*$", "", grammar_text(), flags=re.MULTILINE)
    grammar += "\n%declare _INDENT _DEDENT LOST\n_NL: /(\\r?\\n[ ]*(#[^\\n]*)?)+/\n"
    grammar += ""
    grammar += "COMMENT: /#[^\\n]*/\n%ignore COMMENT\n"
    if "%ignore" not in grammar_text():
        grammar += "%ignore / +/\n"
    return Lark(grammar, parser="lalr", postlex=Layout(), propagate_positions=True, maybe_placeholders=False)


@cache
def kaiser() -> tuple[Policy, Sequence[Epoch]]:
    """The policy and its texts, read and checked."""
    from policyc.workspace.load import load, read_project
    from policyc.workspace.project import find_project

    project, _ = find_project(ROOT)
    sources, _ = read_project(project)
    policy = load(sources).program.policies["kaiser_wa.lumbar_mri"]
    return policy, policy.epochs
