"""The outputs that `--output` names."""

from voiceguide.core.errors import SoundError
from voiceguide.relay import Relay
from voiceguide.sound.clock import SystemClock, slept
from voiceguide.sound.device import MiniaudioOutput, prepare
from voiceguide.sound.protocol import Output
from voiceguide.sound.silent import SilentOutput
from voiceguide.sound.simpleaudio_output import SimpleaudioOutput
from voiceguide.store.keys import OutputName


def open_output(name: str) -> Output:
    """The output of a name, its library loaded, watched for loss if it has a device.

    Raises:
        SoundError: the library is missing or broken.
    """
    clock = SystemClock()
    if name == OutputName.NONE:
        return SilentOutput(clock)
    if name == OutputName.SIMPLEAUDIO:
        return Relay(SimpleaudioOutput(clock), SilentOutput(clock), slept)
    prepare()
    return Relay(MiniaudioOutput(clock), SilentOutput(clock), slept)


def has_bed(name: str) -> bool:
    """Whether an output can play a bed under its sounds."""
    return name != OutputName.SIMPLEAUDIO


def found_output() -> tuple[str | None, str]:
    """The sound system that plays, if one does, and one sentence about it."""
    output = MiniaudioOutput(SystemClock())
    try:
        output.open()
        backend = output.backend
    except SoundError as error:
        return None, str(error)
    finally:
        output.close()
    return backend, f"plays through {backend}"
