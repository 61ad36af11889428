"""What both ends of miniaudio need: the sound systems that are real, and how a device is let go of."""

from typing import Any

_BACKENDS = ("WASAPI", "DSOUND", "WINMM", "COREAUDIO", "SNDIO", "AUDIO4", "OSS", "PULSEAUDIO", "ALSA", "JACK")


def backends(library: Any) -> list[Any]:  # noqa: ANN401 - the library has no types
    """Every one that ends in a device; miniaudio's null backend would pretend to play, or to listen."""
    return [library.Backend[name] for name in _BACKENDS]


def let_go(library: Any, device: Any) -> None:  # noqa: ANN401 - the library has no types
    """Close a device, opened or half opened."""
    device.close()
    # The library never frees the context it made, and a sound server soon refuses further connections.
    context = getattr(device, "_context", None)
    if context is not None:
        library.lib.ma_context_uninit(context)
