"""Edits of the policy's header: what it is called, its clocks, its documents, its notice and its history."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from policyc.diff.edits.correspondence import Texts
from policyc.diff.edits.edit import EditKind, Site, TextEdit
from policyc.diff.edits.wording import Owner, edit_of
from policyc.model.program import HistoryRow, Policy, RequiredDocument


def header_edits(texts: Texts) -> Iterator[TextEdit]:
    """Nothing for two epochs of one policy object, whose header is one."""
    old, new = texts.old.policy, texts.new.policy
    if old is new:
        return
    yield from _meaning(old, new)
    for what, before, after in (
        ("is titled", old.title, new.title),
        ("is the policy of", old.payer, new.payer),
        ("gives notice of", _days(old.notice_days), _days(new.notice_days)),
        ("is reviewed every", old.review_every, new.review_every),
    ):
        if before != after:
            yield _edit(EditKind.HEADER, old, new, f"{what} {_said(after)}, before {_said(before)}", False)
    if (old.wordings, old.notes, old.sources) != (new.wordings, new.notes, new.sources):
        words = "its wordings, notes or source documents are reworded"
        yield _edit(EditKind.REWORDED, old, new, words, False)
    yield from _documents(old, new)
    yield from _history(old, new)


def _meaning(old: Policy, new: Policy) -> Iterator[TextEdit]:
    for what, before, after in (
        ("picks the version by", old.version_clock, new.version_clock),
        ("counts windows back from", old.window_clock, new.window_clock),
        ("takes undocumented facts as", _undocumented(old), _undocumented(new)),
    ):
        if before != after:
            yield _edit(EditKind.HEADER, old, new, f"{what} {after}, before {before}", True)


def _documents(old: Policy, new: Policy) -> Iterator[TextEdit]:
    before, after = _by_name(old.documents), _by_name(new.documents)
    for name in dict.fromkeys((*after, *before)):
        if name not in before:
            yield _edit(EditKind.HEADER, old, new, f"also asks for “{after[name].label}”", False)
        elif name not in after:
            yield _edit(EditKind.HEADER, old, new, f"no longer asks for “{before[name].label}”", False)
        elif before[name] != after[name]:
            words = f"asks for “{after[name].label}”, before “{before[name].label}”"
            yield _edit(EditKind.HEADER, old, new, words, False)


def _history(old: Policy, new: Policy) -> Iterator[TextEdit]:
    """Rows of the document's own history; they say what changed and change nothing."""
    yield from _rows(old, new, [row for row in new.history if row not in old.history], "new")
    yield from _rows(old, new, [row for row in old.history if row not in new.history], "gone")


def _rows(old: Policy, new: Policy, rows: list[HistoryRow], what: str) -> Iterator[TextEdit]:
    for row in rows:
        yield _edit(EditKind.HEADER, old, new, f"history row {what}: {row.on} “{row.description}”", False)


def _by_name(documents: tuple[RequiredDocument, ...]) -> Mapping[str, RequiredDocument]:
    return {document.name: document for document in documents}


def _edit(kind: EditKind, old: Policy, new: Policy, words: str, meaning: bool) -> TextEdit:
    owner = Owner("policy", new.id)
    return edit_of(kind, owner, words, Site(old.id, old.span), Site(new.id, new.span), meaning)


def _undocumented(policy: Policy) -> str:
    return "not met" if policy.undocumented_not_met else "unknown"


def _days(days: int | None) -> str | None:
    return None if days is None else f"{days} days"


def _said(value: object) -> str:
    return str(value) if value else "nothing stated"
