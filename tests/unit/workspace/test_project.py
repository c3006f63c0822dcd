"""Settings of a project: what they may say, and what is said when they are wrong."""

from pathlib import Path

import pytest

from policyc.workspace.project import find_project


@pytest.mark.parametrize("name", ["policyc.toml", "pyproject.toml"])
def test_the_nearest_settings_count(name: str, tmp_path: Path) -> None:
    head = "[tool.policyc]\n" if name == "pyproject.toml" else ""
    (tmp_path / name).write_text(f'{head}policies = "texts"\nlevels = {{ P501 = "note" }}\n')
    (tmp_path / "texts/deep").mkdir(parents=True)
    project, problems = find_project(tmp_path / "texts/deep")
    assert not problems
    assert (project.root, project.policies) == (tmp_path.resolve(), tmp_path.resolve() / "texts")
    assert project.build == tmp_path.resolve() / "build"
    assert project.levels == {"P501": "note"}
    assert project.declared


def test_a_folder_without_settings_is_a_project_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("[tool.other]\n")
    project, problems = find_project(tmp_path)
    assert not project.declared
    assert not problems
    assert project.policies == tmp_path.resolve()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("policies = [", "cannot be read"),
        ('policies = "../elsewhere"', "inside the project"),
        ('policies = "/etc"', "inside the project"),
        ("policies = 3", "inside the project"),
        ('policies = "a\\u0000b"', "inside the project"),
        ('build = "."', "a folder of its own"),
        ('policies = "x/y"\nbuild = "x"', "a folder of its own"),
        ('levels = "off"', "a table"),
        ('levels = { P999 = "off" }', "P999"),
        ('levels = { P501 = "fatal" }', "fatal"),
        ('polices = "x"', "not a setting"),
        (f"x = {'[' * 5000}", "cannot be read"),
    ],
)
def test_wrong_settings_are_said(text: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "policyc.toml").write_text(text)
    project, problems = find_project(tmp_path)
    assert said in " ".join(one.headline for one in problems)
    assert {one.name for one in problems} == {"bad-setting"}
    assert project.policies.is_relative_to(tmp_path.resolve())
    assert project.build != project.root
