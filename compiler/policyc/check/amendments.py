"""Amending versions, consolidated: the parent's text with whole parts replaced, added and removed.

Parts are found by identity: a criterion or section by its label, a definition or a line by its name. A name
that the parent gives to several dated parts stands for all of them. The consolidated version is an ordinary
version, stated in full; check, diff and proof know no other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from policyc.check.duplicates import report_duplicate
from policyc.check.findings import Findings
from policylang import tree
from policylang.source import Span

Part = tree.Definition | tree.Criterion | tree.Section | tree.Line
Child = tree.Criterion | tree.Section
AnyPart = TypeVar("AnyPart", bound=Part)


def consolidate(
    version: tree.Version, versions: Mapping[str, tree.Version], findings: Findings
) -> tree.Version:
    """The version stated in full, whatever it amends; `versions` are those of its policy by name.

    A version that amends nothing is returned as it is. A parent that does not exist, and a chain of amendments
    that comes back to where it began, are reported, and the version stands for itself.
    """
    chain = _chain(version, versions, findings)
    text = chain[-1]
    for amending in reversed(chain[:-1]):
        text = _amend(text, amending, findings)
    return text


def part_name(part: Part) -> tree.Word:
    """The identity of a part."""
    return part.label if isinstance(part, tree.Criterion | tree.Section) else part.name


def _chain(
    version: tree.Version, versions: Mapping[str, tree.Version], findings: Findings
) -> list[tree.Version]:
    """The version, what it amends, what that amends, and so on to a version stated in full."""
    chain = [version]
    while (word := chain[-1].amends) is not None:
        parent = versions.get(word.text)
        if parent is None:
            findings.unknown("version", word.text, word.span, versions)
            break
        if parent in chain:
            _report_circle(chain, parent, findings)
            break
        chain.append(parent)
    return chain


def _report_circle(chain: list[tree.Version], parent: tree.Version, findings: Findings) -> None:
    """Report a circle once, from the first of its versions; what merely leads into it is not to blame."""
    if parent is not chain[0] or min(chain, key=lambda step: step.span) is not parent:
        return
    names = [step.name.text for step in (*chain, parent)]
    findings.add(
        "reference-cycle",
        f"versions amend each other in a circle: {' amends '.join(names)}",
        parent.amends.span if parent.amends else parent.span,
        caption="comes back to where it began",
        help="state one of the versions in full",
    )


def _amend(parent: tree.Version, amending: tree.Version, findings: Findings) -> tree.Version:
    _check_not_restated(amending, findings)
    text = parent
    for amendment in amending.amendments:
        match amendment:
            case tree.Replace():
                text = _replace(text, amendment, findings)
            case tree.Remove():
                text = _remove(text, amendment, findings)
            case tree.Add():
                text = _add(text, amendment, findings)
    return replace(
        amending,
        definitions=text.definitions,
        sections=text.sections,
        lines=text.lines,
        decide_span=text.decide_span,
        amendments=(),
        amends=None,
    )


def _check_not_restated(amending: tree.Version, findings: Findings) -> None:
    restated: list[Part] = [*amending.definitions, *amending.sections, *amending.lines]
    for part in restated[:1]:
        findings.add(
            "mixed-version",
            f"version `{amending.name.text}` amends another, so its parts stand under replace or add",
            part_name(part).span,
            caption="neither replaced nor added",
            help="move it under `replace` or `add`, or remove `amends` and state the version in full",
        )


# --- Replace and remove -----------------------------------------------------------------------------------


def _replace(text: tree.Version, amendment: tree.Replace, findings: Findings) -> tree.Version:
    grouped: dict[tuple[str, str], list[Part]] = {}
    for part in amendment.parts:
        grouped.setdefault((_kind(part), part_name(part).text), []).append(part)
    for (kind, name), parts in grouped.items():
        if name in _names(text, kind):
            text = _substitute(text, kind, name, parts)
        else:
            findings.unknown(_kind_words(kind), name, part_name(parts[0]).span, _names(text, kind))
    return text


def _remove(text: tree.Version, amendment: tree.Remove, findings: Findings) -> tree.Version:
    name = amendment.target.text
    if name in _names(text, amendment.kind):
        return _substitute(text, amendment.kind, name, [])
    known = _names(text, amendment.kind)
    findings.unknown(_kind_words(amendment.kind), name, amendment.target.span, known)
    return text


def _substitute(text: tree.Version, kind: str, name: str, parts: Sequence[Part]) -> tree.Version:
    """All parts of a name give way to these, at the place of the first of them."""
    if kind == "define":
        definitions = [part for part in parts if isinstance(part, tree.Definition)]
        return replace(text, definitions=_exchange(text.definitions, name, definitions))
    if kind == "line":
        old = next(line for line in text.lines if line.name.text == name)
        lines = [replace(part, first=old.first) for part in parts if isinstance(part, tree.Line)]
        return replace(text, lines=_exchange(text.lines, name, lines))
    children = [part for part in parts if isinstance(part, tree.Criterion | tree.Section)]
    return replace(text, sections=_sections(_in_outline(text.sections, name, kind, children)))


def _exchange(siblings: Sequence[AnyPart], name: str, parts: Sequence[AnyPart]) -> tuple[AnyPart, ...]:
    found: list[AnyPart] = []
    pending = list(parts)
    for sibling in siblings:
        if part_name(sibling).text == name:
            found += pending
            pending = []
        else:
            found.append(sibling)
    return tuple(found)


def _in_outline(children: Sequence[Child], name: str, kind: str, parts: Sequence[Child]) -> tuple[Child, ...]:
    wanted = tree.Criterion if kind == "criterion" else tree.Section
    found: list[Child] = []
    pending = list(parts)
    for child in children:
        if isinstance(child, wanted) and child.label.text == name:
            found += pending
            pending = []
        elif isinstance(child, tree.Section):
            found.append(replace(child, children=_in_outline(child.children, name, kind, pending)))
        else:
            found.append(child)
    return tuple(found)


# --- Add --------------------------------------------------------------------------------------------------


def _add(text: tree.Version, amendment: tree.Add, findings: Findings) -> tree.Version:
    parts = [part for part in amendment.parts if not _is_doubled(part, text, findings)]
    anchor = amendment.anchor
    if anchor is not None and not _has_anchor(text, anchor.text):
        known = {name for kind in _KINDS for name in _names(text, kind)}
        findings.unknown("part", anchor.text, anchor.span, known)
        return text
    for part in parts if amendment.where != "after" else reversed(parts):
        text = _insert(text, part, amendment.where, anchor.text if anchor else "", findings)
    return text


def _is_doubled(part: Part, text: tree.Version, findings: Findings) -> bool:
    kind, word = _kind(part), part_name(part)
    if word.text not in _names(text, kind) or getattr(part, "effective", None) is not None:
        return False
    report_duplicate(_kind_words(kind), word, _places(text, kind)[word.text], findings)
    return True


def _has_anchor(text: tree.Version, name: str) -> bool:
    return any(name in _names(text, kind) for kind in _KINDS)


def _insert(text: tree.Version, part: Part, where: str, anchor: str, findings: Findings) -> tree.Version:
    if isinstance(part, tree.Definition):
        return replace(text, definitions=_beside(text.definitions, part, where, anchor))
    if isinstance(part, tree.Line):
        return replace(text, lines=_add_line(text.lines, part, where, anchor))
    if where == "" and isinstance(part, tree.Criterion):
        findings.add(
            "amendment-place",
            f"criterion `{part.label.text}` is added to no section",
            part.label.span,
            caption="to which section?",
            help="write `add in SECTION`, `add after CRITERION` or `add before CRITERION`",
        )
        return text
    if where == "":
        return replace(text, sections=_sections((*text.sections, part)))
    return replace(text, sections=_sections(_place(text.sections, part, where, anchor)))


def _add_line(lines: Sequence[tree.Line], part: tree.Line, where: str, anchor: str) -> tuple[tree.Line, ...]:
    """A line beside another joins its block; without a place it goes last, before `otherwise`."""
    neighbour = next((line for line in lines if line.name.text == anchor), None)
    if neighbour is not None:
        part = replace(part, first=neighbour.first)
        return _beside(lines, part, where, anchor)
    last = next((position for position, line in enumerate(lines) if line.condition is None), len(lines))
    return (*lines[:last], part, *lines[last:])


def _beside(siblings: Sequence[AnyPart], part: AnyPart, where: str, anchor: str) -> tuple[AnyPart, ...]:
    names = [part_name(sibling).text for sibling in siblings]
    if anchor not in names:
        return (*siblings, part)
    before, after = names.index(anchor), len(names) - names[::-1].index(anchor)
    position = before if where == "before" else after
    return (*siblings[:position], part, *siblings[position:])


def _place(children: Sequence[Child], part: Child, where: str, anchor: str) -> tuple[Child, ...]:
    if where != "in" and any(child.label.text == anchor for child in children):
        return _beside(children, part, where, anchor)
    found: list[Child] = []
    for child in children:
        if not isinstance(child, tree.Section):
            found.append(child)
        elif where == "in" and child.label.text == anchor:
            found.append(replace(child, children=(*child.children, part)))
        else:
            found.append(replace(child, children=_place(child.children, part, where, anchor)))
    return tuple(found)


# --- Names ------------------------------------------------------------------------------------------------

_KINDS = ("define", "criterion", "section", "line")


def _kind(part: Part) -> str:
    match part:
        case tree.Definition():
            return "define"
        case tree.Criterion():
            return "criterion"
        case tree.Section():
            return "section"
        case _:
            return "line"


def _kind_words(kind: str) -> str:
    return "definition" if kind == "define" else kind


def _names(text: tree.Version, kind: str) -> set[str]:
    return set(_places(text, kind))


def _places(text: tree.Version, kind: str) -> dict[str, Span]:
    if kind == "define":
        return {part.name.text: part.name.span for part in text.definitions}
    if kind == "line":
        return {part.name.text: part.name.span for part in text.lines}
    wanted = tree.Criterion if kind == "criterion" else tree.Section
    return {
        child.label.text: child.label.span
        for child in _descendants(text.sections)
        if isinstance(child, wanted)
    }


def _descendants(children: Sequence[Child]) -> list[Child]:
    found: list[Child] = []
    for child in children:
        found.append(child)
        if isinstance(child, tree.Section):
            found += _descendants(child.children)
    return found


def _sections(children: Sequence[Child]) -> tuple[tree.Section, ...]:
    return tuple(child for child in children if isinstance(child, tree.Section))
