"""The analysis of Kaiser, all findings with their patients, and the same questions put to z3.

z3 is asked for answers only, not for plain patients, minimal sets of clauses or readings in company, so its side of
the comparison is the lighter one.
"""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench.library import write_library
from tests.bench.measure import in_process, in_turn
from tests.bench.promises import Figure, kaiser, seconds


def all_findings() -> Figure:
    """Everything that is found in all texts of Kaiser, once loaded."""
    from policyc.analysis import analyse

    policy, _ = kaiser()
    return seconds("all findings on Kaiser, in process", in_process(lambda: analyse(policy), runs=9), 0.100)


def findings_of_a_hundred() -> Figure:
    """Everything that is found in a policy of a hundred criteria, one of the library of `make scale`, once loaded."""
    from policyc.analysis import analyse
    from policyc.workspace.load import load, read_project
    from policyc.workspace.project import find_project

    with TemporaryDirectory() as folder:
        project, _ = find_project(write_library(Path(folder) / "library", 1))
        sources, _ = read_project(project)
        (policy,) = load(sources).program.policies.values()
    timing = in_process(lambda: analyse(policy), runs=5)
    return seconds("all findings on 100 criteria, in process", timing, 0.140)


def z3_against_findings() -> Figure:
    """The same questions put to z3, in multiples of our time, in CPU time."""
    from policyc.analysis import analyse

    policy, _ = kaiser()
    _, ours, ratio = in_turn(ask_z3, lambda: analyse(policy), runs=1)
    return Figure(
        "z3 on the same questions, against us", ratio, 5.0, "times", at_least=True, remark=f"us {ours.remark}"
    )


def ask_z3() -> int:
    """Every question about every text of Kaiser; how many there were."""
    from tests.judges.z3_subject import Z3Subject
    from tests.judges.z3_twins import matters, reading_matters
    from tests.mutants.recall import QUESTIONS

    policy, epochs = kaiser()
    asked = 0
    for epoch in epochs:
        subject = Z3Subject(epoch)
        for question in QUESTIONS:
            list(question(subject))
        for name in policy.facts:
            matters(subject, name)
        for name, reading in policy.readings.items():
            if reading.modelled:
                reading_matters(subject, [name])
        asked += subject.asked
    return asked
