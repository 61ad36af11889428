"""Who hands out sound goes first, where that is granted, and only while it does."""

import sys

import pytest
from niceness import first, niceness

from voiceguide.system.priority import hurried

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere priority is not a thread's own")


def test_who_asks_goes_first_where_that_is_granted_and_only_for_that_while():
    usual, wished = niceness(), first()
    with hurried():
        meanwhile = niceness()

    assert (meanwhile, niceness()) == (wished, usual)
