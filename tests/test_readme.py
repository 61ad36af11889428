"""The README tells everything there is, and nothing else."""

import argparse
import re
from pathlib import Path

import pytest

from voiceguide.cli.arguments import build_parser, build_screen_parser
from voiceguide.content.library import Shelf
from voiceguide.core.command import COMMANDS, key_name
from voiceguide.core.condition import CONDITIONS

README = (Path(__file__).parent.parent / "README.md").read_text("utf-8")


def subcommands() -> dict[str, argparse.ArgumentParser]:
    [action] = [
        action for action in build_parser()._actions if isinstance(action, argparse._SubParsersAction)
    ]
    return dict(action.choices)


@pytest.mark.parametrize("name", subcommands())
def test_every_command_and_option_is_in_the_readme(name: str):
    options = {
        option
        for action in subcommands()[name]._actions
        for option in action.option_strings
        if option not in ("-h", "--help")
    }

    assert f"voiceguide {name}" in README
    assert {option for option in options if option not in README} == set()


def test_the_readme_names_no_option_that_does_not_exist():
    known = {
        option
        for parser in (*subcommands().values(), build_screen_parser())
        for action in parser._actions
        for option in action.option_strings
    }

    assert set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", README)) <= known


def test_the_key_table_is_the_table_of_commands():
    rows = re.findall(r"^\| `(\S+)` \| (.+) \| (.+) \|$", README.split("these keys work")[1], re.MULTILINE)
    wanted = [(key_name(row.key), ", ".join(row.phrases), row.help) for row in COMMANDS.values()]

    assert rows[: len(COMMANDS)] == wanted


def test_every_part_of_the_house_is_in_its_tree():
    house = Path(__file__).parent.parent / "voiceguide"
    parts = [part.stem for part in house.iterdir() if part.suffix == ".py" or (part / "__init__.py").exists()]
    tree = README.split("For contributors")[1]

    assert len(parts) > 20
    assert [part for part in parts if not part.startswith("__") and part not in tree] == []


def test_every_session_and_condition_is_in_the_readme():
    assert [name for name in (*Shelf().ids(), *CONDITIONS) if f"`{name}`" not in README] == []


def test_the_routine_in_the_readme_can_be_played(tmp_path: Path):
    [routine] = re.findall(r"```yaml\n(.*?)```", README, re.DOTALL)
    path = tmp_path / "evening.yaml"
    path.write_text(routine, "utf-8")

    assert Shelf().check(path) == ()


def test_every_promise_names_a_test_that_exists():
    named = re.findall(r"`((?:device/|player/)?test_\w+\.py)::(test_\w+)`", README)
    tests = Path(__file__).parent
    absent = [test for file, test in named if f"def {test}(" not in (tests / file).read_text("utf-8")]

    assert len(named) > 10
    assert absent == []
