"""Diagnostics as JSON, schema `diagnostics`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from policylang.diagnostic import Diagnostic
from policylang.source import Span


def diagnostics_json(found: Sequence[Diagnostic], verdict: bool = True) -> dict[str, object]:
    """All diagnostics; `verdict` false says that nothing was decided, so no diagnostics does not mean clean."""
    counts = Counter(str(one.level) for one in found)
    return {
        "format_version": 1,
        "verdict": verdict,
        "counts": {level: counts.get(level, 0) for level in ("error", "warning", "note")},
        "diagnostics": [_diagnostic(one) for one in found],
    }


def acknowledged_json(accepted: Sequence[tuple[Diagnostic, str]]) -> list[dict[str, object]]:
    """Findings that somebody accepted, each with the reason."""
    return [{**_diagnostic(found), "because": because} for found, because in accepted]


def _diagnostic(found: Diagnostic) -> dict[str, object]:
    return {
        "code": found.code,
        "name": found.name,
        "level": str(found.level),
        "headline": found.headline,
        "span": _span(found.span),
        "caption": found.caption,
        "section": found.section,
        "labels": [{"span": _span(label.span), "message": label.message} for label in found.labels],
        "notes": list(found.notes),
        "help": found.help,
        "citation": found.citation,
        "fix": None
        if found.fix is None
        else {
            "message": found.fix.message,
            "edits": [
                {"span": _span(edit.span), "replacement": edit.replacement} for edit in found.fix.edits
            ],
        },
        "witness": found.witness,
        "twin": found.twin,
    }


def _span(span: Span | None) -> dict[str, object] | None:
    if span is None:
        return None
    return {
        "file": span.source,
        "line": span.line,
        "column": span.column,
        "end_line": span.end_line,
        "end_column": span.end_column,
    }
