"""The documents keep up with the program: commands, error codes, README counts."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import typer.main

from counterclaim.cli.main import app

ROOT = Path(__file__).resolve().parents[1]


def test_every_command_and_option_has_help_and_every_command_is_in_the_readme() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    group = typer.main.get_command(app)
    stack = [("counterclaim", group)]
    while stack:
        name, command = stack.pop()
        for sub, child in getattr(command, "commands", {}).items():
            stack.append((f"{name} {sub}", child))
        if not hasattr(command, "commands"):
            assert command.help, name
            assert name.removeprefix("counterclaim ").split()[0] in readme, name
        for parameter in command.params:
            if parameter.name != "help":
                assert getattr(parameter, "help", None), f"{name} {parameter.name}"


def test_error_codes_are_used_for_one_thing_each() -> None:
    listed = (ROOT / "docs" / "errors.md").read_text("utf-8")
    for path in sorted((ROOT / "src").rglob("*.py")):
        for code in re.findall(r'"(CC\d{3})"', path.read_text("utf-8")):
            assert f"| {code} |" in listed, f"{code} ({path.name}) is not in docs/errors.md"


def test_every_phrasing_has_three_cases_and_the_readme_counts_them() -> None:
    cases = [
        case
        for path in (ROOT / "tests" / "phrasings").glob("*.toml")
        for case in tomllib.loads(path.read_text("utf-8"))["case"]
    ]
    for number in range(1, 95):
        assert sum(case.get("phrasing") == number for case in cases) >= 3, number
    readme = (ROOT / "README.md").read_text("utf-8")
    failing = sum("xfail" in case for case in cases)
    assert f"{len(cases)} cases, {failing} of them not read yet" in readme


def test_the_readme_does_not_name_this_machine() -> None:
    for path in [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")]:
        assert not re.search(r"/(root|work|home|tmp)/", path.read_text("utf-8")), path.name
