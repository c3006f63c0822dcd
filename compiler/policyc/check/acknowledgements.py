"""Acknowledgements: findings that somebody has seen and accepted, each in one place and with a reason.

A finding is about X when its headline names X in backquotes or its block is X. Blocks are told from the inside
out, `criterion I.C of version 2024 of ID`, so an acknowledgement reaches no other version and no other policy
than it says; what is found in a vocabulary can be acknowledged by each policy that uses it. Whether one silences
anything can be said only after everything that finds has run.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from policyc.check.bench import Bench, CheckConfig, PolicyBench
from policyc.check.expected_cases import owner_of
from policyc.check.levels import with_levels
from policyc.check.neighbourhoods import named_policies
from policyc.model.cases import Acknowledgement
from policyc.model.program import Program
from policylang import tree
from policylang.codes import CODES, diagnostic
from policylang.diagnostic import Diagnostic, Level

_NAMES = re.compile(r"`([^`]+)`")


# Findings about the first name of their headline, which go on to name what stands against it.
_ABOUT_THE_FIRST = frozenset({"P706"})


def read_acknowledgements(bench: Bench) -> None:
    """Read the acknowledgements of every file and give them to the policy they are about."""
    found: dict[str, list[Acknowledgement]] = {}
    for file in bench.files:
        for block, word in named_policies(file):
            if isinstance(block, tree.Acknowledge):
                owner = owner_of(word, block.target, bench)
                if owner is not None and _is_sound(block, owner, bench):
                    found.setdefault(owner.policy.id, []).append(_typed(block, owner))
    for name, read in found.items():
        policy = bench.policies[name]
        policy.policy = replace(policy.policy, acknowledgements=tuple(read))


def apply_acknowledgements(
    found: Sequence[Diagnostic], acknowledgements: Sequence[Acknowledgement]
) -> tuple[Diagnostic, ...]:
    """The diagnostics that no acknowledgement silences, in order."""
    return tuple(one for one in found if not any(silences(each, one) for each in acknowledgements))


def unused_acknowledgements(
    acknowledgements: Sequence[Acknowledgement],
    found: Sequence[Diagnostic],
    looked_for: Collection[str] | None = None,
) -> tuple[Diagnostic, ...]:
    """A diagnostic for each acknowledgement that silences none of the findings.

    `found` are the findings before any is silenced. With `looked_for`, only acknowledgements of these codes are
    judged: of the others nobody knows yet.
    """
    return tuple(
        _unused(each)
        for each in acknowledgements
        if (looked_for is None or each.code in looked_for) and not any(silences(each, one) for one in found)
    )


def settle_acknowledgements(
    found: Sequence[Diagnostic], program: Program, config: CheckConfig
) -> tuple[Diagnostic, ...]:
    """The findings of the checker without those acknowledged, and the acknowledgements that silenced none.

    The latter are told only of a whole project without errors, since errors keep other findings back. Of
    findings that other rooms look for, such as those of the analysis, nothing is said here.
    """
    acknowledgements = [each for policy in program.policies.values() for each in policy.acknowledgements]
    left = apply_acknowledgements(found, acknowledgements)
    if not config.whole_project or any(one.level is Level.ERROR for one in found):
        return left
    looked_for = {code for code in CODES if "P2" <= code[:2] <= "P6"}
    unused = unused_acknowledgements(acknowledgements, found, looked_for)
    return (*left, *with_levels(unused, config.levels))


def silences(acknowledgement: Acknowledgement, found: Diagnostic) -> bool:
    """Whether an acknowledgement is about a finding."""
    if acknowledgement.code != found.code or not can_be_acknowledged(found.code):
        return False
    blocks = found.section.split(" of ")
    if blocks[-1].startswith("vocabulary ") and not acknowledgement.version:
        shared = blocks[-1].removeprefix("vocabulary ") in acknowledgement.vocabularies
        return shared and acknowledgement.target in set(_subjects(found))
    if acknowledgement.policy and acknowledgement.policy not in {block.split(" ")[-1] for block in blocks}:
        return False
    if acknowledgement.version and f"version {acknowledgement.version}" not in blocks:
        return False
    return acknowledgement.target in set(_subjects(found))


def can_be_acknowledged(code: str) -> bool:
    """Whether a finding may be accepted: not where the text could not be read or understood, nor a test that failed.

    A claim that does not hold says so itself (`known to fail because`), and a case is corrected.
    """
    return code in CODES and CODES[code].level is not Level.ERROR and not code.startswith(("P8", "P9"))


def _subjects(found: Diagnostic) -> Iterator[str]:
    names = _NAMES.findall(found.headline)
    yield from names[:1] if found.code in _ABOUT_THE_FIRST else names
    for block in found.section.split(" of ")[:1]:
        kind, _, name = block.partition(" ")
        yield from (name, name.strip('"'), kind) if name else ()


def _unused(acknowledgement: Acknowledgement) -> Diagnostic:
    return diagnostic(
        "unused-acknowledgement",
        f"nothing is found on `{acknowledgement.target}` that {acknowledgement.code} could silence",
        acknowledgement.span,
        caption="silences nothing",
        help="remove it, or correct its code, its target or its version",
    )


def _typed(node: tree.Acknowledge, owner: PolicyBench) -> Acknowledgement:
    return Acknowledgement(
        node.code.text,
        node.target.text,
        node.because.text,
        node.version.text if node.version else "",
        owner.policy.id,
        owner.policy.vocabularies,
        span=node.span,
    )


def _is_sound(node: tree.Acknowledge, owner: PolicyBench, bench: Bench) -> bool:
    code = node.code.text
    if not can_be_acknowledged(code):
        known = code in CODES
        bench.findings.add(
            "wrong-code",
            _refusal(code),
            node.code.span,
            caption="cannot be acknowledged" if known else "no code of a finding",
            help="the code stands before every finding, as in `warning P703`",
        )
        return False
    if node.version is not None and node.version.text not in owner.versions:
        bench.findings.unknown("version", node.version.text, node.version.span, owner.versions)
        return False
    return _knows_target(node, owner, bench)


def _refusal(code: str) -> str:
    if code not in CODES:
        return f"there is no code `{code}`"
    if code.startswith(("P8", "P9")):
        return f"`{code}` is no finding of `policyc check`, which is what an acknowledgement is about"
    return f"`{code}` is an error, and errors are corrected"


def _knows_target(node: tree.Acknowledge, owner: PolicyBench, bench: Bench) -> bool:
    """A name, label or id must exist; a text in quotation marks may be a title or a date."""
    target = node.target.text
    known = set(_targets(owner))
    if target in known or not _NAME.fullmatch(target):
        return True
    bench.findings.unknown(
        "part of the policy", target, node.target.span, known, "name what the finding is on"
    )
    return False


_NAME = re.compile(r"[A-Za-z][\w.]*")


def _targets(owner: PolicyBench) -> Iterator[str]:
    policy = owner.policy
    yield policy.id
    for names in (policy.facts, policy.services, policy.groups, policy.readings, policy.sources):
        yield from names
    yield from policy.vocabularies
    yield from (document.name for document in policy.documents)
    for stated in owner.versions.values():
        yield stated.version.name
        yield from stated.layout.labels
        yield from stated.layout.definitions
        yield from (line.node.name.text for line in stated.layout.lines)
    yield from (expected.title for expected in policy.cases)
    yield from (claim.title for claim in policy.claims)
