"""In which block of its file a finding stands, and which place of the source that block cites.

Blocks are named from the inside out, `criterion I.C of version 2024 of kaiser_wa.lumbar_mri`, so that two
findings of one headline can be told apart.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, replace

from policyc.check.neighbourhoods import named_policies
from policylang import tree
from policylang.diagnostic import Diagnostic
from policylang.source import Span

_OUTER = ("policy ", "version ", "vocabulary ")
_NAMED = tree.Vocabulary | tree.Fact | tree.Version | tree.Definition | tree.Reading | tree.Line


@dataclass(frozen=True, slots=True)
class _Block:
    span: Span
    name: str
    cite: str


def with_places(found: Iterable[Diagnostic], files: Sequence[tree.File]) -> tuple[Diagnostic, ...]:
    """The diagnostics with section and citation of the innermost blocks around them, sorted by place.

    Those without a place come last. Each file is gone through once, however much is found in it.
    """
    all_found = list(found)
    named = {one.span.source for one in all_found if one.span is not None}
    blocks = [block for file in files if file.name in named for block in _blocks_of(file)]
    return (
        *_swept([one for one in all_found if one.span is not None], blocks),
        *sorted((one for one in all_found if one.span is None), key=_by_place),
    )


def in_order(found: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Sorted by place, what stands in no text last."""
    return tuple(sorted(found, key=lambda one: (one.span is None, _by_place(one))))


def _swept(found: list[Diagnostic], blocks: list[_Block]) -> Iterator[Diagnostic]:
    """Go through findings and blocks in the order of the text, with the blocks that are open at each place."""
    ahead = deque(sorted(blocks, key=lambda block: _start(block.span)))
    around: list[_Block] = []
    for one in sorted(found, key=_by_place):
        span = one.span or Span("", 0, 0, 0, 0)
        while ahead and _start(ahead[0].span) <= _start(span):
            around = [block for block in around if _end(block.span) >= _end(ahead[0].span)]
            around.append(ahead.popleft())
        around = [block for block in around if _end(block.span) >= _end(span)]
        names = _shortened([block.name for block in around if block.name])
        cites = [block.cite for block in around if block.cite]
        yield replace(
            one,
            section=one.section or " of ".join(reversed(names)),
            citation=one.citation or (cites[-1] if cites else ""),
        )


def _by_place(found: Diagnostic) -> tuple[Span, str, str]:
    return (found.span or Span("", 0, 0, 0, 0), found.code, found.headline)


def _start(span: Span) -> tuple[str, int, int]:
    return (span.source, span.line, span.column)


def _end(span: Span) -> tuple[str, int, int]:
    return (span.source, span.end_line, span.end_column)


def _shortened(names: list[str]) -> list[str]:
    """The outermost blocks (policy and version, or vocabulary) and the innermost; what lies between is long."""
    outer = [name for name in names[:2] if name.startswith(_OUTER)]
    return [*outer, *(names[-1:] if len(names) > len(outer) else [])]


def _blocks_of(file: tree.File) -> Iterator[_Block]:
    for block, owner in named_policies(file):
        about = isinstance(block, tree.Version | tree.Case | tree.Prove | tree.Acknowledge)
        if owner is not None and about:
            yield _Block(block.span, f"policy {owner.text}", "")
        yield from _blocks(block)


def _blocks(node: tree.Node) -> Iterator[_Block]:
    name, cite = _name_of(node), _cite_of(node)
    if name or cite:
        yield _Block(node.span, name, cite)
    for child in _children(node):
        yield from _blocks(child)


def _children(node: tree.Node) -> Iterator[tree.Node]:
    for field in fields(node):
        value = getattr(node, field.name)
        for child in value if isinstance(value, tuple) else (value,):
            if isinstance(child, tree.Node) and not isinstance(child, tree.Word):
                yield child


def _name_of(node: tree.Node) -> str:
    match node:
        case tree.Section() | tree.Criterion():
            return f"{_kind(node)} {node.label.text}"
        case tree.Policy():
            return f"policy {node.id.text}"
        case tree.Case() | tree.Prove():
            return f'{_kind(node)} "{node.title.text}"'
        case _ if isinstance(node, _NAMED):
            return f"{_kind(node)} {node.name.text}"
    return ""


def _kind(node: tree.Node) -> str:
    return type(node).__name__.lower()


def _cite_of(node: tree.Node) -> str:
    cite = getattr(node, "cite", None)
    return f'{cite.source.text} "{cite.place.text}"' if isinstance(cite, tree.Cite) else ""
