"""A chart as an outline for a terminal: numbered steps, their criteria indented, and where each answer leads.

Every word of the chart is there. Lines are at most 80 columns wide, counting East Asian characters and emoji as two.
"""

import unicodedata
from collections.abc import Iterator

from policyc.render.chart import BodyLine, Chart, LineRole, Node, relative_link
from policyc.render.clean_text import clean
from policyc.render.steps import Branch, Step, steps_of
from policyc.render.text_metrics import clusters

COLUMNS = 80
ANSWER_COLUMNS = 20
DEPTH_SHOWN_MAX = 8


def render_text(chart: Chart) -> str:
    """The outline, ending in a newline."""
    title = list(_wrapped(clean(chart.title), "", ""))
    lines = [*title, "=" * max((_columns(line) for line in title), default=0)]
    lines += _wrapped(clean(chart.subtitle), "", "")
    steps = steps_of(chart)
    margin = len(str(len(steps))) + 2
    told: set[str] = set()
    for step in steps:
        lines += ["", *_step(step, margin, told)]
    if any(clean(remark) for remark in chart.footer):
        lines.append("")
        lines += [line for remark in chart.footer for line in _wrapped(clean(remark), "", "")]
    return "\n".join(lines) + "\n"


def _step(step: Step, margin: int, told: set[str]) -> Iterator[str]:
    indent = " " * margin
    yield from _wrapped(_name(step.node), f"{step.number}.".ljust(margin), indent)
    yield from _details(step.node, indent)
    width = max((_columns(answer) for answer in map(_short_answer, step.branches)), default=0)
    for branch in step.branches:
        answer = _short_answer(branch)
        if not answer:
            yield from _wrapped(clean(branch.edge.words), indent, indent)
        padded = answer + " " * (width - _columns(answer)) + " " if width else ""
        yield from _branch(branch, f"{indent}{padded}-> ", indent + "  ", told)


def _short_answer(branch: Branch) -> str:
    """The answer if it fits before its arrow, else nothing: it gets lines of its own."""
    words = clean(branch.edge.words)
    return words if _columns(words) <= ANSWER_COLUMNS else ""


def _branch(branch: Branch, lead: str, indent: str, told: set[str]) -> Iterator[str]:
    if branch.step_number is not None:
        yield from _wrapped(f"step {branch.step_number}", lead, indent)
        return
    target = branch.target
    yield from _wrapped(_name(target), lead, indent)
    if target.id not in told:
        told.add(target.id)
        yield from _details(target, indent + "  ")


def _name(node: Node) -> str:
    outcome = f"({node.outcome_class.value})" if node.outcome_class else ""
    return " ".join(part for part in (clean(node.label), clean(node.headline), outcome) if part)


def _details(node: Node, indent: str) -> Iterator[str]:
    for line in node.body:
        lead = indent + "  " * min(line.depth, DEPTH_SHOWN_MAX) + _bullet(line)
        cited = f"{clean(line.text)} [{clean(line.citation)}]" if clean(line.citation) else clean(line.text)
        yield from _wrapped(cited, lead, " " * len(lead))
    if relative_link(node.link):
        yield from _wrapped(f"see {node.link}", indent, indent)
    if clean(node.citation):
        yield from _wrapped(f"[{clean(node.citation)}]", indent, indent + " ")


def _bullet(line: BodyLine) -> str:
    has_bullet = line.role is LineRole.ITEM or (line.role is LineRole.CONNECTIVE and line.depth > 0)
    return "- " if has_bullet else ""


def _wrapped(text: str, lead: str, indent: str) -> Iterator[str]:
    """The text in lines, the first after `lead`, the others after `indent`."""
    line, used = lead, _columns(lead)
    is_empty = True
    for word in text.split(" "):
        for part in _fitting(word, COLUMNS - max(len(indent), _columns(lead))):
            needed = _columns(part) + (0 if is_empty else 1)
            if used + needed > COLUMNS and not is_empty:
                yield line
                line, used, is_empty, needed = indent, len(indent), True, _columns(part)
            line += part if is_empty else f" {part}"
            used += needed
            is_empty = is_empty and not part
    if text:
        yield line.rstrip()


def _fitting(word: str, columns: int) -> list[str]:
    """The word, or its parts if it is wider than this."""
    if _columns(word) <= columns:
        return [word]
    parts = [""]
    for cluster in clusters(word):
        if _columns(parts[-1]) + _columns(cluster) > columns:
            parts.append("")
        parts[-1] += cluster
    return parts


def _columns(text: str) -> int:
    return len(text) + sum(_is_wide(character) for character in text)


def _is_wide(character: str) -> bool:
    """East Asian, or younger than Unicode 3.2, as emoji are."""
    unicode = unicodedata.ucd_3_2_0
    return unicode.category(character) == "Cn" or unicode.east_asian_width(character) in "WF"
