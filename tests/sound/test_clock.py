"""The machine's clock."""

from voiceguide.sound.clock import SystemClock


def test_the_machines_clock_goes_forward_by_at_least_what_is_slept():
    clock = SystemClock()
    before = clock.now()
    clock.sleep(0.01)

    assert clock.now() - before >= 0.01


def test_sleeping_for_less_than_nothing_is_over_at_once():
    clock = SystemClock()
    before = clock.now()
    clock.sleep(-5)

    assert clock.now() >= before
