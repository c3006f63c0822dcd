"""Runs in the environment of `requirements-idp.txt`, where nothing of this project is installed.

Reads theories with questions from standard input as JSON, asks IDP-Z3 whether each has a model, and writes the
answers: a list of true and false for each theory.
"""

from __future__ import annotations

import json
import sys

from idp_engine import IDP, model_expand


def main() -> None:
    """Answer everything."""
    json.dump([answers(each["theory"], each["questions"]) for each in json.load(sys.stdin)], sys.stdout)


def answers(theory: str, questions: list[str]) -> list[bool]:
    """Whether the theory has a model with each formula."""
    blocks = [f"theory Q{number}:V {{ {formula}. }}" for number, formula in enumerate(questions)]
    program = IDP.from_str("\n".join([theory, *blocks, "procedure main() {}"]))
    base, structure = program.get_blocks("T, S")
    found = []
    for number in range(len(questions)):
        (question,) = program.get_blocks(f"Q{number}")
        models = list(model_expand(base, question, structure, max=1))
        found.append(not any("No models" in str(model) for model in models))
    return found


if __name__ == "__main__":
    main()
