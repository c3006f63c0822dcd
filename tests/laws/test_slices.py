"""A project examined slice by slice is told the same as one examined whole, whatever mistakes stand in it."""

import importlib
import re
from collections.abc import Sequence
from pathlib import Path
from random import Random

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from policyc.workspace.joining import join
from policyc.workspace.load import load, read_project
from policyc.workspace.project import Project, find_project
from policyc.workspace.project_check import CheckSettings, examine_sources
from policylang.diagnostic import Diagnostic, Level
from policylang.source import Source

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def no_analysis(monkeypatch: pytest.MonkeyPatch) -> None:
    """The analysis looks at one policy at a time, sliced or not, and takes its time."""
    module = importlib.import_module("policyc.analysis.analyse")
    monkeypatch.setattr(module, "PASSES", ())
    monkeypatch.setattr(module, "POLICY_PASSES", ())
    monkeypatch.setattr(
        module, "facts_that_matter", lambda versions: [*versions[0].policy.facts] if versions else []
    )


def vocabulary(name: str) -> str:
    return f"""\
vocabulary {name} "{name.title()}"
  document {name}_note "Note"
  fact {name}_pain "Pain"
    type yes or no
    documented by {name}_note
    normally no
  fact {name}_fever "Fever"
    type yes or no
    normally no
  fact {name}_weeks "Weeks"
    type duration
  fact {name}_never_asked "Never asked"
    type yes or no
  axiom {name}_fever implies {name}_pain
"""


def header(number: int, used: Sequence[str]) -> str:
    lines = "".join(f"  vocabulary {name}\n" for name in used)
    return f"""\
policy payer.p{number} "Policy {number}"
{lines}  source book "Book"
  services
    CPT 7000{number} as plain "Plain"
    CPT 8000{number} as contrast "Contrast"
  version selected by date_of_service
  windows counted back from date_of_service
  undocumented facts are unknown
  reading narrow "How narrow?"
    chosen tight "As written"
    or loose "As meant"
"""


def version(number: int, name: str) -> str:
    return f"""\
version 2024 of payer.p{number} effective from 2024-01-01
  define severe "Severe" cite book "1"
    depending on reading narrow:
      - tight: {name}_pain
      - loose: {name}_fever
  section A "Early" cite book "A"
    applies when {name}_weeks <= 6 weeks
    criterion A.1 "One" cite book "A 1"
      severe
      recommend plain
    criterion A.2 "Two" cite book "A 2"
      {name}_fever
      recommend contrast
  decide
    good: approve cite book "2" when A is met
    otherwise not medically necessary cite book "3"
acknowledge P205 on {name}_never_asked because "another project asks for it"
acknowledge P501 on contrast because "never paid"
"""


def cases(number: int, name: str) -> str:
    return f"""\
cases for payer.p{number}
case "One {number}" on 2024-02-01
  requests plain
  given {name}_pain, {name}_weeks 3 weeks
  and nothing else
  expect approve
prove "Never worse {number}"
  more {name}_weeks never worsens the outcome
"""


def project_files() -> dict[str, str]:
    """Three vocabularies; a policy of one, of another, and of two; one file that holds a policy and a vocabulary."""
    files = {f"v/{name}.policy": vocabulary(name) for name in ("spine", "knee", "unused")}
    used = {1: ["spine"], 2: ["knee"], 3: ["knee", "spine"], 4: ["hip"]}
    for number, names in used.items():
        files[f"p{number}/policy.policy"] = header(number, names)
        files[f"p{number}/2024.policy"] = version(number, names[0])
        files[f"p{number}/cases.policy"] = cases(number, names[0])
    files["p4/policy.policy"] += vocabulary("hip")
    return files


def with_mistake(files: dict[str, str], rng: Random) -> None:
    """Change one place of one file as a tired author might."""
    name = rng.choice(sorted(files))
    lines = files[name].split("\n")
    place = rng.randrange(len(lines))
    line = lines[place]
    words = line.split(" ")
    match rng.randrange(10):
        case 0:
            del lines[place]
        case 1:
            lines[place] = line[: rng.randrange(len(line) + 1)]
        case 2 if line:
            at = rng.randrange(len(line))
            lines[place] = line[:at] + rng.choice("xq(\"'%. ") + line[at + 1 :]
        case 3:
            words[rng.randrange(len(words))] = rng.choice(
                [
                    "spine",
                    "knee",
                    "hip",
                    "hop",
                    "spine_pain",
                    "knee_fevr",
                    "payer.p1",
                    "payer.p9",
                    "A.1",
                    "plain",
                    "1",
                ]
            )
            lines[place] = " ".join(words)
        case 4:
            lines.insert(place, line)
        case 5:
            del files[name]
            return
        case 6:
            lines = [] if rng.random() < 0.5 else ["# nothing"]
        case 7:
            files[f"copy/{rng.randrange(99)}.policy"] = "\n".join(lines)
        case 8:
            lines[place] = " " + line
        case _:
            other = rng.choice(["spine", "knee", "hip"])
            lines[place] = line.replace("spine", other).replace("p3", "p1")
    files[name] = "\n".join(lines)


def told(found: Sequence[Diagnostic]) -> list[Diagnostic]:
    """What can be compared: acknowledgements are judged in each slice apart once there are errors."""
    errors = any(one.level is Level.ERROR for one in found)
    return sorted((one for one in found if one.name != "unused-acknowledgement" or not errors), key=repr)


def both_ways(sources: Sequence[Source], project: Project) -> tuple[list[Diagnostic], list[Diagnostic]]:
    whole = load(sources, levels=project.levels, whole_project=True).diagnostics
    names = [source.name for source in sources]
    examined, complete = examine_sources(sources, names, project, CheckSettings(cached=False))
    assert complete
    joined = join(examined, project.levels, whole_project=True)
    # The checker alone knows nothing of the analysis, which is without passes here and would find nothing to accept.
    found = [one.diagnostic for one in joined.findings if not is_of_analysis(one.diagnostic)]
    return told(whole), told(found)


def is_of_analysis(found: Diagnostic) -> bool:
    about = re.search(r"that (P7\d\d) could silence", found.headline)
    return found.code.startswith("P7") or about is not None


def as_sources(files: dict[str, str]) -> list[Source]:
    return [Source(name, text) for name, text in sorted(files.items())]


PROJECT = Project(ROOT, ROOT, ROOT / "build", {"P205": "warning", "P409": "off"})


def test_without_a_mistake() -> None:
    sources = as_sources(project_files())
    whole, sliced = both_ways(sources, PROJECT)
    assert whole == sliced
    assert {one.headline for one in sliced} >= {"no policy of the project uses `unused_pain`"}
    assert not any("`spine_never_asked`" in one.headline for one in sliced)


@given(st.integers(0, 2**32), st.integers(1, 5))
@example(10534, 5)
@example(20539, 5)
def test_with_mistakes(seed: int, mistakes: int) -> None:
    rng = Random(seed)
    files = project_files()
    for _ in range(mistakes):
        if files:
            with_mistake(files, rng)
    whole, sliced = both_ways(as_sources(files), PROJECT)
    assert whole == sliced


@pytest.mark.parametrize("folder", [ROOT, ROOT / "tests" / "samples" / "sample"], ids=["kaiser", "sample"])
def test_what_ships(folder: Path) -> None:
    project, _ = find_project(folder)
    sources, _ = read_project(project)
    whole, sliced = both_ways(sources, project)
    assert whole == sliced
