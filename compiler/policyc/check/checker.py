"""The checker: syntax trees to a typed program, in passes that each do one thing.

Every pass reads the tables that earlier passes filled and fills its own. No pass stops the others: one run
reports every independent mistake.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from policyc.check.acknowledgements import read_acknowledgements
from policyc.check.bench import Bench, CheckConfig, PolicyBench
from policyc.check.claims import read_claims
from policyc.check.compile import check_epochs, compile_epochs
from policyc.check.duplicates import first_of_each
from policyc.check.expected_cases import read_cases
from policyc.check.findings import Findings
from policyc.check.headers import read_header
from policyc.check.levels import with_levels
from policyc.check.locate import with_places
from policyc.check.usage import check_usage
from policyc.check.versions import check_timelines, read_versions
from policyc.check.vocabularies import read_vocabularies
from policyc.model.program import Program
from policylang import tree
from policylang.diagnostic import Diagnostic
from policylang.source import Span


@dataclass(frozen=True, slots=True)
class Checked:
    """The typed program, as far as it could be understood, and everything found on the way."""

    program: Program
    diagnostics: tuple[Diagnostic, ...]


def check_files(files: Sequence[tree.File], config: CheckConfig | None = None) -> Checked:
    """Check all files of a project together. Never raises on what users wrote.

    Diagnostics come sorted by place. A program that comes with errors is for looking at, not for deciding.
    """
    damages = [damage for file in files for damage in file.damages]
    unreadable = frozenset(name for damage in damages for name in damage.names)
    bench = Bench(
        files, config or CheckConfig(), Findings(unreadable, tuple(damage.span for damage in damages))
    )
    for run in PASSES:
        run(bench)
    program = Program(bench.vocabularies, {name: each.policy for name, each in bench.policies.items()})
    found = with_levels(with_places(bench.findings.found, files), bench.config.levels)
    return Checked(program, found)


def _read_vocabularies(bench: Bench) -> None:
    nodes = [node for node in bench.blocks(tree.Vocabulary) if isinstance(node, tree.Vocabulary)]
    bench.vocabularies.update(read_vocabularies(nodes, bench.findings, bench.uses))
    bench.findings.project.note_vocabularies(bench.vocabularies)


def _read_headers(bench: Bench) -> None:
    nodes = [node for node in bench.blocks(tree.Policy) if isinstance(node, tree.Policy)]
    kept = first_of_each("policy", [(node.id, node) for node in nodes], bench.findings)
    for name, node in kept.items():
        bench.findings.project.note_policy(node)
        policy = read_header(node, bench.vocabularies, bench.findings, bench.uses)
        bench.policies[name] = PolicyBench(node, policy)


def _check_contents(bench: Bench) -> None:
    """A file that was saved empty, or whose every line is a comment, is not one that was found to be right."""
    for file in bench.files:
        if not file.blocks and not bench.findings.damaged_in(file.name):
            bench.findings.add(
                "empty-file",
                "this policy file declares nothing",
                Span(file.name, 1, 1, 1, 1),
                help="write a policy, a version, a vocabulary or cases into it, or remove it",
            )


PASSES: tuple[Callable[[Bench], None], ...] = (
    _read_vocabularies,
    _read_headers,
    read_versions,
    check_timelines,
    read_cases,
    read_claims,
    read_acknowledgements,
    compile_epochs,
    check_epochs,
    check_usage,
    _check_contents,
)
