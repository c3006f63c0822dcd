"""What `policyc build` writes: every text of every policy drawn, and neighbouring texts compared.

    build/README.md                                     an index with links
    build/ID/findings.md .json                          what the check found, accepted findings and notes included
    build/ID/timeline.md                                dots of the id are folders: kaiser_wa/lumbar_mri
    build/ID/FROM/graph.json overview.svg section-I.svg … text.md
    build/ID/diff-OLD-NEW.md .json

FROM is the first day of a text. Everything is made in memory first and is the same on every machine; then the
folder is made to hold exactly that, each file whole or not at all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from policyc.model.program import Epoch, Policy, Program
from policyc.report.build_index import IndexDiff, IndexPolicy, IndexText, index_markdown
from policyc.report.findings_page import PageFinding, findings_json, findings_markdown
from policyc.report.timeline_markdown import timeline_markdown
from policyc.workspace.files import exists, is_file, is_folder, write_atomically

MARK = "<!-- Written by `policyc build`; what is put here by hand is removed. -->\n"
_SUFFIXES = (".json", ".md", ".svg")


@dataclass(frozen=True, slots=True)
class Built:
    """All files by their path below the build folder, and the comparisons that could not be completed."""

    files: Mapping[str, bytes]
    incomplete: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Staleness:
    """Files that are missing, that say something else, and that should not be there; each sorted."""

    missing: tuple[str, ...]
    different: tuple[str, ...]
    orphaned: tuple[str, ...]

    def __bool__(self) -> bool:
        """Whether anything is stale."""
        return bool(self.missing or self.different or self.orphaned)


def build(
    program: Program,
    findings: Mapping[str, Sequence[PageFinding]],
    tell: Callable[[str], None] = lambda _: None,
) -> Built:
    """Everything there is to write for a program without errors. `tell` hears what is being made.

    `findings` are those about each policy, by its id.
    """
    files: dict[str, bytes] = {}
    incomplete: list[str] = []
    index = []
    for policy in sorted(program.policies.values(), key=lambda each: each.id):
        folder = policy.id.replace(".", "/")
        texts = []
        for epoch in all_epochs(policy):
            tell(f"drawing {epoch.name}")
            name = epoch_folder(epoch)
            made = dict(_epoch_files(epoch))
            files |= {f"{folder}/{name}/{file}": text.encode() for file, text in made.items()}
            texts.append(IndexText(epoch, f"{folder}/{name}", tuple(made)))
        diffs = []
        for old, new in _neighbours(policy):
            tell(f"comparing {old.name} with {new.name}")
            name, words, complete, made = _diff_files(old, new)
            files |= {f"{folder}/{file}": text.encode() for file, text in made.items()}
            incomplete += [] if complete else [f"{folder}/{name}.md"]
            diffs.append(IndexDiff(old, new, f"{folder}/{name}.md", words))
        files |= _findings_files(folder, policy, findings.get(policy.id, ()))
        files[f"{folder}/timeline.md"] = timeline_markdown(policy).encode()
        index.append(IndexPolicy(policy, folder, tuple(texts), tuple(diffs)))
    files["README.md"] = (MARK + index_markdown(index)).encode()
    return Built(files, tuple(incomplete))


def compare(folder: Path, built: Built) -> Staleness:
    """How a folder differs from what should be in it."""
    present = set(_present(folder))
    wanted = built.files
    return Staleness(
        tuple(sorted(wanted.keys() - present)),
        tuple(
            sorted(name for name in wanted.keys() & present if (folder / name).read_bytes() != wanted[name])
        ),
        tuple(sorted(present - wanted.keys())),
    )


def is_ours(folder: Path) -> bool:
    """Whether a folder may be written over: it does not exist, is empty, or was made by a build before."""
    if not exists(folder):
        return True
    index = folder / "README.md"
    if is_file(index):
        return index.read_text(encoding="utf-8", errors="replace").startswith(MARK)
    return folder.is_dir() and not any(folder.iterdir())


def write(folder: Path, built: Built, stale: Staleness) -> None:
    """Make a folder hold what was built: write what is stale, remove what is orphaned. Raises OSError."""
    for name in (*stale.missing, *stale.different):
        write_atomically(folder / name, built.files[name])
    for name in stale.orphaned:
        (folder / name).unlink(missing_ok=True)
    for below in sorted((path for path in folder.rglob("*") if path.is_dir()), reverse=True):
        if not any(below.iterdir()):
            below.rmdir()


def all_epochs(policy: Policy) -> tuple[Epoch, ...]:
    """The adopted texts in order of time, then the drafts."""
    return (*policy.epochs, *(epoch for name in sorted(policy.drafts) for epoch in policy.drafts[name]))


def epoch_folder(epoch: Epoch) -> str:
    """`2024-01-01`; `before-2024-01-01` or `always` where a text has no first day; drafts begin with their name."""
    days = epoch.interval
    name = str(days.start) if days.start else f"before-{days.end}" if days.end else "always"
    return f"draft-{epoch.version.name}-{name}" if epoch.version.draft else name


def _present(folder: Path) -> Iterator[str]:
    for path in sorted(folder.rglob("*")) if is_folder(folder) else ():
        if path.is_file() and path.suffix in _SUFFIXES:
            yield path.relative_to(folder).as_posix()


def _neighbours(policy: Policy) -> Iterator[tuple[Epoch, Epoch]]:
    """Texts that follow each other, and each text of a draft with the adopted one on the day it would begin."""
    yield from pairwise(policy.epochs)
    for name in sorted(policy.drafts):
        for draft in policy.drafts[name]:
            day = draft.interval.start
            yield from ((each, draft) for each in policy.epochs if day is not None and day in each.interval)


def _epoch_files(epoch: Epoch) -> Iterator[tuple[str, str]]:
    from policyc.graph.build import build_graph
    from policyc.graph.graph_json import graph_to_json
    from policyc.render.svg import render_svg
    from policyc.render.text import render_text
    from policyc.report.outline_markdown import outline_markdown
    from policyc.workspace.pages import linked, pages

    found = pages(epoch)
    names = {page.name: f"section-{page.name}.svg" for page in found} | {found[0].name: "overview.svg"}
    yield "graph.json", graph_to_json(build_graph(epoch))
    for page in found:
        drawn = render_svg(linked(page, names))
        if not isinstance(drawn, str):
            raise TypeError(f"the layout that needs no library is missing: {drawn.reason}")
        yield names[page.name], drawn
    yield "text.md", outline_markdown([(page.chart.title, render_text(page.chart)) for page in found])


def _findings_files(folder: str, policy: Policy, found: Sequence[PageFinding]) -> dict[str, bytes]:
    import json

    data = json.dumps(findings_json(found), indent=2, ensure_ascii=False) + "\n"
    page = findings_markdown(policy, found)
    return {f"{folder}/findings.md": page.encode(), f"{folder}/findings.json": data.encode()}


def _diff_files(old: Epoch, new: Epoch) -> tuple[str, str, bool, dict[str, str]]:
    """The file name without its ending, the verdict, whether it is complete, and the files."""
    import json

    from policyc.diff import diff
    from policyc.report.diff_json import diff_json
    from policyc.report.diff_markdown import diff_markdown

    found = diff(old, new)
    name = f"diff-{epoch_folder(old)}-{epoch_folder(new)}"
    data = json.dumps(diff_json(found), indent=2, ensure_ascii=False) + "\n"
    return (
        name,
        str(found.verdict),
        found.complete,
        {f"{name}.md": diff_markdown(found), f"{name}.json": data},
    )
