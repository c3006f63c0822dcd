"""The checker: syntax trees to a typed program, in passes that each do one thing.

Every pass reads the tables that earlier passes filled and fills its own. No pass stops the others: one run
reports every independent mistake.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from policyc.check.acknowledgements import read_acknowledgements
from policyc.check.bench import Bench, CheckConfig, PolicyBench
from policyc.check.claims import read_claims
from policyc.check.compile import check_epochs, compile_epochs
from policyc.check.duplicates import first_of_each
from policyc.check.expected_cases import read_cases
from policyc.check.findings import Findings
from policyc.check.headers import read_header
from policyc.check.idle_days import check_idle_days
from policyc.check.levels import with_levels
from policyc.check.locate import in_order, with_places
from policyc.check.neighbourhoods import Elsewhere, Neighbourhood, about, neighbourhoods
from policyc.check.usage import check_usage, unused_facts
from policyc.check.versions import check_timelines, read_versions
from policyc.check.vocabularies import read_vocabularies
from policyc.model.program import Program
from policylang import tree
from policylang.diagnostic import Diagnostic
from policylang.source import Span


@dataclass(frozen=True, slots=True)
class Checked:
    """The typed program, as far as it could be understood, and everything found on the way.

    `used` are the facts, as (vocabulary, fact), that some policy asks for, `meant` the names that mistaken ones are
    near to. `damaged`: some part could not be read, and what nothing uses may be used there.
    """

    program: Program
    diagnostics: tuple[Diagnostic, ...]
    used: frozenset[tuple[str, str]] = frozenset()
    meant: frozenset[str] = frozenset()
    damaged: bool = False


def check_files(files: Sequence[tree.File], config: CheckConfig | None = None) -> Checked:
    """Check all files of a project together. Never raises on what users wrote.

    Diagnostics come sorted by place. A program that comes with errors is for looking at, not for deciding.
    """
    wanted = config or CheckConfig()
    groups = neighbourhoods({file.name: about(file) for file in files})
    parts = [_check_own(group, files, wanted) for group in groups]
    checked = _joined(parts, files)
    if wanted.whole_project and checked.program.policies and not checked.damaged:
        idle = unused_facts(checked.program.vocabularies.values(), checked.used, checked.meant)
        placed = with_levels(with_places(idle, files), wanted.levels)
        return replace(checked, diagnostics=in_order((*checked.diagnostics, *placed)))
    return checked


def check_neighbourhood(
    files: Sequence[tree.File], elsewhere: Elsewhere, config: CheckConfig | None = None
) -> Checked:
    """Check the files of one neighbourhood. Facts that no policy uses are not told: others may use them."""
    damages = [damage for file in files for damage in file.damages]
    unreadable = frozenset(name for damage in damages for name in damage.names)
    findings = Findings(unreadable, tuple(damage.span for damage in damages))
    bench = Bench(files, config or CheckConfig(), findings, elsewhere)
    for run in PASSES:
        run(bench)
    return Checked(
        Program(bench.vocabularies, {name: each.policy for name, each in bench.policies.items()}),
        with_levels(with_places(findings.found, files), bench.config.levels),
        frozenset((owner, name) for kind, owner, name in bench.uses.names if kind == "fact"),
        findings.meant,
        findings.damaged,
    )


def declared_facts(files: Sequence[tree.File]) -> dict[str, tuple[str, ...]]:
    """The facts that each vocabulary of some files declares, rightly or not."""
    facts: dict[str, tuple[str, ...]] = {}
    for file in files:
        for block in file.blocks:
            if isinstance(block, tree.Vocabulary):
                facts.setdefault(block.name.text, tuple(fact.name.text for fact in block.facts))
    return facts


def _check_own(group: Neighbourhood, files: Sequence[tree.File], config: CheckConfig) -> Checked:
    """What a neighbourhood makes of its own files; what it shares is judged in the neighbourhood of that."""
    checked = check_neighbourhood(*_parted(group, files), config)
    own = (one for one in checked.diagnostics if one.span is None or one.span.source in group.own)
    return replace(checked, diagnostics=tuple(own))


def _parted(group: Neighbourhood, files: Sequence[tree.File]) -> tuple[list[tree.File], Elsewhere]:
    """The files of a neighbourhood, and what the other files declare."""
    members = {*group.own, *group.shared}
    others = [file for file in files if file.name not in members]
    blocks = [block for file in others for block in file.blocks]
    policies = frozenset(block.id.text for block in blocks if isinstance(block, tree.Policy))
    own = [file for file in files if file.name in members]
    return own, Elsewhere(policies, declared_facts(others))


def _joined(parts: Sequence[Checked], files: Sequence[tree.File]) -> Checked:
    policies = {name: each for part in parts for name, each in part.program.policies.items()}
    vocabularies = {name: each for part in parts for name, each in part.program.vocabularies.items()}
    ids = [block.id.text for file in files for block in file.blocks if isinstance(block, tree.Policy)]
    found = dict.fromkeys(one for part in parts for one in part.diagnostics)
    return Checked(
        Program(
            {name: vocabularies[name] for name in sorted(vocabularies)},
            {name: policies[name] for name in dict.fromkeys(ids) if name in policies},
        ),
        in_order(found),
        frozenset[tuple[str, str]]().union(*(part.used for part in parts)),
        frozenset[str]().union(*(part.meant for part in parts)),
        any(part.damaged for part in parts),
    )


def _read_vocabularies(bench: Bench) -> None:
    nodes = [node for node in bench.blocks(tree.Vocabulary) if isinstance(node, tree.Vocabulary)]
    bench.vocabularies.update(read_vocabularies(nodes, bench.findings, bench.uses))
    own = {name: tuple(each.facts) for name, each in bench.vocabularies.items()}
    bench.findings.project.note_vocabularies({**bench.elsewhere.vocabularies, **own})


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
    check_idle_days,
    _check_contents,
)
