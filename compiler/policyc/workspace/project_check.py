"""`policyc check`: everything there is to say about a project, slice by slice, what was found before looked up."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from policyc.workspace.cache import Store, digest, key
from policyc.workspace.checking import UNREADABLE, concerns, projects_of, read_wanted
from policyc.workspace.examining import Examined, Finding, Slice
from policyc.workspace.joining import Acknowledged, join
from policyc.workspace.project import Project
from policyc.workspace.slices import first_look, slices, with_elsewhere
from policyc.workspace.storing import to_data
from policyc.workspace.workers import examine_all
from policylang.diagnostic import Diagnostic
from policylang.source import Source, Span

# How often a project is cut anew, before it is examined in one piece.
_MOST_CUTS = 4

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class CheckSettings:
    """`on` is the day for what becomes due; without `cached`, nothing is looked up or kept."""

    on: date | None = None
    cached: bool = True
    progress: Progress = lambda _: None


@dataclass(frozen=True, slots=True)
class CheckResult:
    """Findings in order of file and place; `unreadable` when something could not be read at all.

    `acknowledged` are the findings that somebody accepted. `not_analysed` are the policies at which the analysis
    did not look, since their text has errors; `undecided`: it could not be finished somewhere. `claims` counts the
    claims that stand in what was checked; checking answers none of them. `without_settings`: nothing says that the
    folder is a whole project, so what none of its files uses was not looked for.
    """

    findings: tuple[Finding, ...]
    acknowledged: tuple[Acknowledged, ...]
    sources: Mapping[str, Source]
    unreadable: bool
    claims: int = 0
    not_analysed: tuple[str, ...] = ()
    undecided: bool = False
    without_settings: bool = False

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """What is told, without what was acknowledged."""
        return tuple(one.diagnostic for one in self.findings)


def check_paths(paths: Sequence[Path], folder: Path, settings: CheckSettings | None = None) -> CheckResult:
    """Check and analyse the projects around the paths (the one around `folder` when there is none).

    A project is always read whole, since names are shared across files; with paths, only what is said about
    files below them is told.
    """
    results = [
        check_project(project, wanted, settings or CheckSettings())
        for project, wanted in projects_of(paths, folder).items()
    ]
    return CheckResult(
        tuple(sorted((each for one in results for each in one.findings), key=_order)),
        tuple(sorted((each for one in results for each in one.acknowledged), key=_order_accepted)),
        {name: source for one in results for name, source in one.sources.items()},
        any(one.unreadable for one in results),
        sum(one.claims for one in results),
        tuple(name for one in results for name in one.not_analysed),
        any(one.undecided for one in results),
        any(one.without_settings for one in results),
    )


def check_project(project: Project, wanted: Sequence[Path], settings: CheckSettings) -> CheckResult:
    """Check and analyse one project, and tell what concerns the paths (everything where there is none)."""
    sources, problems = read_wanted(project, wanted)
    names = {source.name for source in sources if concerns(_top(source), wanted, project)}
    examined, whole = examine_sources(sources, names, project, settings)
    joined = join(examined, project.levels, project.declared and whole)
    meant = {name for one in examined if one.about.keys() & names for name in one.policies}
    return CheckResult(
        (
            *(Finding(one) for one in problems),
            *(one for one in joined.findings if concerns(one.diagnostic.span, wanted, project)),
        ),
        tuple(one for one in joined.acknowledged if concerns(one.finding.diagnostic.span, wanted, project)),
        {source.name: source for source in sources},
        any(one.name in UNREADABLE for one in problems),
        sum(name in names for one in examined for name in one.claims),
        tuple(sorted(name for name, each in joined.analysed.items() if name in meant and not each.looked)),
        any(concerns(one.span, wanted, project) for one in joined.undecided),
        not project.declared,
    )


def examine_sources(
    sources: Sequence[Source], names: Iterable[str], project: Project, settings: CheckSettings
) -> tuple[list[Examined], bool]:
    """What is found in the slices that some files belong to, and whether these are all there are.

    Facts are shared by all policies, so where a vocabulary is meant, all of them are looked at.
    """
    work = _Work(project, settings)
    looks = first_look(sources)
    meant = set(names)
    whole = meant >= looks.keys() or any(looks[name].vocabularies for name in meant)
    found: dict[Slice, Examined] = {}
    for _ in range(_MOST_CUTS):
        cut = slices(sources, looks)
        found = work.examine([one for one in cut if whole or one.own & meant])
        exact = looks | {name: each for one in found.values() for name, each in one.about.items()}
        if exact == looks or slices(sources, exact) == cut:
            break
        looks = exact
    else:
        everything = Slice(tuple(sources), frozenset(looks))
        return list(work.examine([everything]).values()), True
    if any(one.asks_elsewhere for one in found.values()) and not whole:
        return examine_sources(sources, looks, project, settings)
    asking = {one: with_elsewhere(one, found) for one, each in found.items() if each.asks_elsewhere}
    again = work.examine(list(asking.values()))
    work.store.tidy()
    return [again[asking[one]] if one in asking else each for one, each in found.items()], whole


class _Work:
    """Examining slices of a project, each once for each of its contents."""

    def __init__(self, project: Project, settings: CheckSettings) -> None:
        self.project, self.settings = project, settings
        self.store = Store(project.cache if settings.cached else None)
        self.known: dict[str, Examined] = {}

    def examine(self, wanted: Sequence[Slice]) -> dict[Slice, Examined]:
        """What is found in each slice, in order."""
        names = {one: self._name(one) for one in wanted}
        for name in names.values():
            if name not in self.known and (kept := self.store.get(name, Examined)) is not None:
                self.known[name] = kept
        missing = [one for one in wanted if names[one] not in self.known]
        told = examine_all(missing, self.project.declared, self.settings.on, self._tell)
        for one, found in zip(missing, told, strict=True):
            self.known[names[one]] = found
            self.store.put(names[one], found)
        return {one: self.known[names[one]] for one in wanted}

    def _name(self, wanted: Slice) -> str:
        texts = [[each.name, digest(each.text), each.name in wanted.own] for each in wanted.sources]
        day = str(self.settings.on or "")
        return key(texts, to_data(wanted.elsewhere), self.project.declared, day)

    def _tell(self, done: int, of: int) -> None:
        self.settings.progress(f"checked {done} of {of}")


def _top(source: Source) -> Span:
    return Span(source.name, 1, 1, 1, 1)


def _order_accepted(one: Acknowledged) -> tuple[str, int, int, str, str]:
    return _order(one.finding)


def _order(one: Finding) -> tuple[str, int, int, str, str]:
    found = one.diagnostic
    span = found.span
    return (
        (span.source, span.line, span.column, found.code, found.headline)
        if span
        else ("", 0, 0, found.code, found.headline)
    )
