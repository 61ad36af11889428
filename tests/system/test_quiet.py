"""What system libraries write to the terminal is kept off it, whoever else wants that at the same time."""

import os

import pytest

from voiceguide.system.quiet import STDERR, quietly


def test_nothing_reaches_the_terminal_meanwhile_and_everything_afterwards(
    capfd: pytest.CaptureFixture[str],
):
    with quietly():
        os.write(STDERR, b"noise")
    os.write(STDERR, b"words")

    assert capfd.readouterr().err == "words"


def test_two_that_overlap_leave_it_as_it_was(capfd: pytest.CaptureFixture[str]):
    first, second = quietly(), quietly()
    with first:
        second.__enter__()
    os.write(STDERR, b"noise")
    second.__exit__(None, None, None)
    os.write(STDERR, b"words")

    assert capfd.readouterr().err == "words"
