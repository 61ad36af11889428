"""What the session offers on the desktop's bus: the two interfaces of MPRIS, through dbus-fast.

MPRIS: https://specifications.freedesktop.org/mpris-spec/latest/
"""

from collections.abc import Callable, Mapping
from typing import Annotated, Any

from dbus_fast import PropertyAccess, Variant
from dbus_fast.annotations import (
    DBusBool,
    DBusDict,
    DBusDouble,
    DBusInt64,
    DBusObjectPath,
    DBusSignature,
    DBusStr,
)
from dbus_fast.service import ServiceInterface, dbus_method, dbus_property, dbus_signal

from voiceguide.core.showing import Button, Showing, Status

TRACK = "/voiceguide/session"
"""The whole session is one track; what is done in it is its title."""
NO_TRACK = "/org/mpris/MediaPlayer2/TrackList/NoTrack"

_STATUS = {Status.PLAYING: "Playing", Status.PAUSED: "Paused", Status.STOPPED: "Stopped"}
_READ = PropertyAccess.READ

_Texts = Annotated[list[str], DBusSignature("as")]


class Root(ServiceInterface):
    """What kind of player it is."""

    def __init__(self) -> None:
        super().__init__("org.mpris.MediaPlayer2")

    @dbus_method(name="Raise")
    def show_window(self) -> None:
        """Does nothing: a terminal cannot be brought to the front from here."""

    @dbus_method(name="Quit")
    def leave(self) -> None:
        """Does nothing: `Stop` asks first."""

    @dbus_property(_READ, name="CanQuit")
    def can_quit(self) -> DBusBool:
        return False

    @dbus_property(_READ, name="CanRaise")
    def can_raise(self) -> DBusBool:
        return False

    @dbus_property(_READ, name="HasTrackList")
    def has_track_list(self) -> DBusBool:
        return False

    @dbus_property(_READ, name="Identity")
    def identity(self) -> DBusStr:
        return "voiceguide"

    @dbus_property(_READ, name="SupportedUriSchemes")
    def schemes(self) -> _Texts:
        return []

    @dbus_property(_READ, name="SupportedMimeTypes")
    def types(self) -> _Texts:
        return []


class MediaPlayer(ServiceInterface):
    """What is played, and its buttons."""

    def __init__(self, look: Callable[[], Showing], press: Callable[[Button], None]) -> None:
        super().__init__("org.mpris.MediaPlayer2.Player")
        self._look = look
        self._press = press
        self._told = _facts(look())

    def tell(self, jumped: bool) -> None:
        """Signal what differs from what was told last; position only when it is somewhere else at once."""
        before, self._told = self._told, _facts(self._look())
        changed = {name: value for name, value in self._told.items() if value != before[name]}
        if changed:
            self.emit_properties_changed(changed)
        if jumped:
            self.seeked()

    @dbus_method(name="PlayPause")
    def play_pause(self) -> None:
        self._press(Button.PLAY_PAUSE)

    @dbus_method(name="Play")
    def play(self) -> None:
        self._press(Button.PLAY)

    @dbus_method(name="Pause")
    def pause(self) -> None:
        self._press(Button.PAUSE)

    @dbus_method(name="Stop")
    def stop(self) -> None:
        self._press(Button.STOP)

    @dbus_method(name="Next")
    def next_part(self) -> None:
        self._press(Button.NEXT)

    @dbus_method(name="Previous")
    def previous_part(self) -> None:
        self._press(Button.PREVIOUS)

    @dbus_method(name="Seek")
    def seek(self, offset: DBusInt64) -> None:
        """Does nothing, as MPRIS wants it of a player that cannot seek."""

    @dbus_method(name="SetPosition")
    def set_position(self, track: DBusObjectPath, position: DBusInt64) -> None:
        """Does nothing, as `seek`."""

    @dbus_method(name="OpenUri")
    def open_uri(self, uri: DBusStr) -> None:
        """Does nothing: no scheme is supported."""

    @dbus_signal(name="Seeked")
    def seeked(self) -> DBusInt64:
        return _micro(self._look().position)

    @dbus_property(_READ, name="PlaybackStatus")
    def status(self) -> DBusStr:
        return str(_facts(self._look())["PlaybackStatus"])

    @dbus_property(_READ, name="Metadata")
    def metadata(self) -> DBusDict:
        return _metadata(self._look())

    @dbus_property(_READ, name="Position")
    def position(self) -> DBusInt64:
        return _micro(self._look().position)

    @dbus_property(_READ, name="Rate")
    def rate(self) -> DBusDouble:
        return 1.0

    @dbus_property(_READ, name="MinimumRate")
    def slowest(self) -> DBusDouble:
        return 1.0

    @dbus_property(_READ, name="MaximumRate")
    def fastest(self) -> DBusDouble:
        return 1.0

    @dbus_property(_READ, name="Volume")
    def volume(self) -> DBusDouble:
        return 1.0

    @dbus_property(_READ, name="CanGoNext")
    def can_go_next(self) -> DBusBool:
        return self._look().can_go_next

    @dbus_property(_READ, name="CanGoPrevious")
    def can_go_previous(self) -> DBusBool:
        return self._look().can_go_previous

    @dbus_property(_READ, name="CanPlay")
    def can_play(self) -> DBusBool:
        return self._look().can_pause

    @dbus_property(_READ, name="CanPause")
    def can_pause(self) -> DBusBool:
        return self._look().can_pause

    @dbus_property(_READ, name="CanSeek")
    def can_seek(self) -> DBusBool:
        return False

    @dbus_property(_READ, name="CanControl")
    def can_control(self) -> DBusBool:
        return True


def _facts(shown: Showing) -> Mapping[str, Any]:
    """The properties that change, as the bus has them; position is never signalled."""
    return {
        "PlaybackStatus": _STATUS[shown.status],
        "Metadata": _metadata(shown),
        "CanGoNext": shown.can_go_next,
        "CanGoPrevious": shown.can_go_previous,
        "CanPlay": shown.can_pause,
        "CanPause": shown.can_pause,
    }


def _metadata(shown: Showing) -> dict[str, Variant]:
    if shown.status is Status.STOPPED:
        return {"mpris:trackid": Variant("o", NO_TRACK)}
    return {
        "mpris:trackid": Variant("o", TRACK),
        "mpris:length": Variant("x", _micro(shown.length)),
        "xesam:title": Variant("s", shown.title),
        "xesam:album": Variant("s", shown.session),
        # The second line of most panels, which show no album.
        "xesam:artist": Variant("as", [shown.place or shown.session]),
    }


def _micro(seconds: float) -> int:
    return round(seconds * 1_000_000)
