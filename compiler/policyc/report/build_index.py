"""The index of a build folder: every policy with its texts, pictures and comparisons."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from policyc.model.program import Epoch, Policy
from policyc.report.outline_markdown import escaped, table
from policyc.report.timeline import days_words

_VERDICTS = {
    "equivalent": "nothing changes for anybody",
    "expands": "outcomes only get better",
    "restricts": "outcomes only get worse",
    "both": "some outcomes get better, some worse",
    "differs": "other services or reviews, no outcome better or worse",
}


@dataclass(frozen=True, slots=True)
class IndexText:
    """A text, its folder, and the files in it."""

    epoch: Epoch
    folder: str
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class IndexDiff:
    """A comparison of two texts, its page and its verdict."""

    old: Epoch
    new: Epoch
    page: str
    verdict: str


@dataclass(frozen=True, slots=True)
class IndexPolicy:
    """A policy, its folder, and all that was made of it."""

    policy: Policy
    folder: str
    texts: tuple[IndexText, ...]
    diffs: tuple[IndexDiff, ...]


def index_markdown(policies: Sequence[IndexPolicy]) -> str:
    """The index page; its links are relative to the build folder."""
    parts = [
        "# What the policies say, drawn and compared\n",
        "Made from the policy files by `policyc build`; the same text gives the same bytes.\n",
    ]
    for one in policies:
        parts += _policy(one)
    return "\n".join(parts)


def _policy(one: IndexPolicy) -> Iterator[str]:
    payer = f", {escaped(one.policy.payer)}" if one.policy.payer else ""
    yield f"## {escaped(one.policy.title)}{payer}\n"
    pages = " · ".join(f"[{name}]({one.folder}/{name}.md)" for name in ("findings", "timeline"))
    yield f"Policy `{one.policy.id}` · {pages}\n"
    rows = [(days_words(text.epoch.interval), _version(text.epoch), _links(text)) for text in one.texts]
    yield table(("In force", "Version", "Pages"), rows)
    if one.diffs:
        yield "What changes from each text to the next:\n"
        yield table(("From", "To", "For patients"), [_diff(found) for found in one.diffs])


def _version(epoch: Epoch) -> str:
    return f"{'draft ' if epoch.version.draft else ''}{escaped(epoch.version.name)}"


def _links(text: IndexText) -> str:
    links = [
        f"[{name.removesuffix('.svg').replace('section-', 'section ')}]({text.folder}/{name})"
        for name in text.files
        if name.endswith(".svg")
    ]
    links += [f"[outline]({text.folder}/text.md)", f"[graph]({text.folder}/graph.json)"]
    return " · ".join(links)


def _diff(found: IndexDiff) -> tuple[str, str, str]:
    words = _VERDICTS.get(found.verdict, found.verdict)
    return _day(found.old), _day(found.new), f"[{words}]({found.page})"


def _day(epoch: Epoch) -> str:
    draft = f" (draft {escaped(epoch.version.name)})" if epoch.version.draft else ""
    return f"{epoch.interval.start or days_words(epoch.interval)}{draft}"
