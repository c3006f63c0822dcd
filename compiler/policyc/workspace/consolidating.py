"""The full text of a version that amends another, as `policyc consolidate` prints it."""

from __future__ import annotations

from dataclasses import replace

from policyc.check.amendments import consolidate
from policyc.check.findings import Findings
from policyc.workspace.load import Loaded
from policyc.workspace.stating import version_text
from policylang import format_text, parse, tree
from policylang.source import Source


def consolidated_text(loaded: Loaded, policy: str, name: str) -> str:
    """A version of a policy stated in full, in canonical layout. The program must be free of errors.

    The text is parsed again and compared with what it states; a difference is a bug of ours and raises.
    """
    versions = {version.name.text: version for version in _versions_of(loaded, policy)}
    full = consolidate(versions[name], versions, Findings())
    stated = replace(full, policy=tree.Word(policy), amends=None, amendments=())
    formatted = format_text(version_text(stated, policy), name)
    if formatted.diagnostics:
        raise AssertionError(f"the full text of {name} is not canonical: {formatted.diagnostics[0].headline}")
    (again,) = parse(Source(name, formatted.text)).file.blocks
    if again != stated:
        raise AssertionError(f"the full text of {name} does not say what the version says")
    return formatted.text


def _versions_of(loaded: Loaded, policy: str) -> list[tree.Version]:
    """The versions of a policy: those that name it, and those that stand in a file with its header."""
    found = []
    for file in loaded.files.values():
        headers = {block.id.text for block in file.blocks if isinstance(block, tree.Policy)}
        for block in file.blocks:
            if isinstance(block, tree.Version):
                named = block.policy.text if block.policy else next(iter(headers), "")
                found += [block] if named == policy else []
    return found
