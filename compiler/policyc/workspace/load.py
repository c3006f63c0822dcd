"""Loading: from files to a checked program.

A command about one policy reads only the files that can matter to it: a quick look at the first words of each
line tells what a file declares. The files that are read are parsed and checked whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from policyc.check import CheckConfig, check_files, settle_acknowledgements
from policyc.check.consequences import causes_only
from policyc.model.program import Program
from policyc.workspace.files import no_policy_files, policy_files, read_source
from policyc.workspace.project import Project
from policylang import parse
from policylang.diagnostic import Diagnostic, Level
from policylang.source import Source
from policylang.tree import File

_HEAD = re.compile(
    r"^(?:(?P<kind>policy|vocabulary|cases[ \t]+for|version)[ \t]+(?P<name>[\w.]+)(?P<rest>[^\n]*))",
    re.MULTILINE,
)
_OF = re.compile(r"^[ \t]+of[ \t]+([\w.]+)")
_ABOUT_CASES = "P6"
_USES = re.compile(r"^[ \t]+vocabulary[ \t]+\"?([\w.]+)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Loaded:
    """A checked program with the texts it came from, and everything there is to say about them."""

    program: Program
    sources: Mapping[str, Source]
    files: Mapping[str, File] = field(default_factory=dict)
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def unfit(self) -> tuple[Diagnostic, ...]:
        """The errors in the texts themselves; a mistake in a case of a file makes no text unfit to decide with."""
        return tuple(found for found in self.errors if not found.code.startswith(_ABOUT_CASES))

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        """Everything that is wrong, cases included."""
        return tuple(found for found in self.diagnostics if found.level is Level.ERROR)


@dataclass(frozen=True, slots=True)
class Heads:
    """What a file declares, by a quick look: ids of policies it is about, vocabularies it declares and uses.

    `states` tells a file with a header, a version or a vocabulary from one that holds only cases and claims.
    """

    policies: frozenset[str]
    vocabularies: frozenset[str]
    uses: frozenset[str]
    states: bool


@lru_cache(maxsize=4096)
def heads(text: str) -> Heads:
    """What a text declares. Never misses a declaration that the parser would accept."""
    policies, vocabularies, kinds = set(), set(), set()
    for found in _HEAD.finditer(text):
        kind = found["kind"].split()[0]
        kinds.add(kind)
        if kind == "vocabulary":
            vocabularies.add(found["name"])
        elif kind != "version":
            policies.add(found["name"])
        elif of := _OF.match(found["rest"]):
            policies.add(of[1])
    uses = frozenset(_USES.findall(text)) if kinds else frozenset[str]()
    return Heads(frozenset(policies), frozenset(vocabularies), uses, bool(kinds - {"cases"}))


def read_project(project: Project) -> tuple[list[Source], list[Diagnostic]]:
    """Every policy file of a project, and what kept any of them from being read."""
    sources: list[Source] = []
    paths, problems = policy_files(project.policies, recursive=project.declared)
    for path in paths:
        read = read_source(path, project.root)
        if isinstance(read, Diagnostic):
            problems.append(read)
        else:
            sources.append(read)
    return sources, problems


def select(sources: Sequence[Source], policy: str, cases: bool = True) -> list[Source]:
    """The sources that a policy is made of: its own files and the vocabularies it uses.

    Without `cases` only what its text consists of, and not the files that hold nothing but cases and claims.
    """
    known = {source.name: heads(source.text) for source in sources}
    own = [name for name, head in known.items() if policy in head.policies and (cases or head.states)]
    wanted = frozenset[str]().union(*(known[name].uses for name in own))
    return [source for source in sources if source.name in own or known[source.name].vocabularies & wanted]


def load(
    sources: Iterable[Source],
    problems: Iterable[Diagnostic] = (),
    levels: Mapping[str, str] | None = None,
    whole_project: bool = False,
) -> Loaded:
    """Parse and check sources. With `whole_project` also says what nothing in the project uses."""
    texts = {source.name: source for source in sources}
    parsed = [parse(source) for source in texts.values()]
    config = CheckConfig(levels=dict(levels or {}), whole_project=whole_project)
    checked = check_files([one.file for one in parsed], config)
    found = causes_only([each for one in parsed for each in one.diagnostics], checked.diagnostics)
    told = [*problems, *settle_acknowledgements(found, checked.program, config)]
    return Loaded(checked.program, texts, {one.file.name: one.file for one in parsed}, tuple(told))


def load_project(project: Project, settings: Iterable[Diagnostic] = ()) -> Loaded:
    """A whole project; `settings` is what is wrong with how it is set up."""
    sources, problems = read_project(project)
    if not sources and not problems:
        problems.append(no_policy_files(project.policies))
    return load(sources, [*settings, *problems], whole_project=project.declared)


def document_labels(program: Program) -> dict[str, str]:
    """What every kind of document is called, of all vocabularies."""
    return {
        name: label
        for vocabulary in program.vocabularies.values()
        for name, label in vocabulary.documents.items()
    }
