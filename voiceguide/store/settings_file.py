"""Changes to `settings.toml`: comments, unknown keys and other programs' changes are kept."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from pathlib import Path

from voiceguide.core.advice import reason
from voiceguide.store import layout
from voiceguide.store.fault import Wrong, quoted
from voiceguide.store.files import StoreError, copy_aside, read_whole
from voiceguide.store.keys import EVERY, HOLD, HOLDS, KEYS, VERSION
from voiceguide.store.kinds import Toml
from voiceguide.store.lock import PATIENCE, locked
from voiceguide.store.settings import (
    LARGEST,
    NAME,
    Points,
    Reading,
    known_point,
    no_points,
    read_content,
    read_settings,
    version_of,
)
from voiceguide.store.toml import NotToml, read_toml
from voiceguide.system.files import sweep, write_whole

_BROKEN = (
    "{name} cannot be read, so it was kept as {aside} and a new one begins; "
    "what stood in it, also what to avoid, holds no longer until it is written anew."
)
_NEWER = (
    "{name} is of a newer voiceguide, so it was kept as {aside}; what is understood of it goes on holding."
)


class SettingsStore:
    """The settings in one folder, safe for several programs at once."""

    def __init__(
        self,
        folder: Path,
        points: Points = no_points,
        patience: float = PATIENCE,
        tell: Callable[[str], None] = lambda _sentence: None,
    ) -> None:
        """Read and write nothing yet.

        Args:
            folder: where the file stands.
            points: as in `read_settings`.
            patience: in seconds, for another program that is writing.
            tell: given one sentence for the person when a file is set aside, and why.
        """
        self._tell = tell
        self._path = folder / NAME
        self._points = points
        self._patience = patience

    @property
    def path(self) -> Path:
        """The file."""
        return self._path

    def read(self) -> Reading:
        return read_settings(self._path.parent, self._points)

    def save(self, changes: Mapping[str, object]) -> Reading:
        """Change some settings and leave all others as the file has them by then.

        Args:
            changes: by path, as `talk`, `holds.GB30`, `holds.every`, `safety.answered`; values as in
                `Settings`; None takes a setting back to its default.

        Returns:
            What the file says now.

        Raises:
            StoreError: a value is wrong, or the file cannot be written; it is as it was.
        """
        wanted = {path: self._checked(path, value) for path, value in changes.items()}
        try:
            with locked(self._path, self._patience):
                sweep(self._path)
                content, told = self._changed(wanted)
                if content != read_whole(self._path, LARGEST):
                    write_whole(self._path, content)
        except (OSError, ValueError) as error:
            why = reason(error) if isinstance(error, OSError) else str(error)
            raise StoreError(
                f"The settings cannot be saved in {self._path.parent} ({why}); nothing was lost, "
                "make room or mend its permissions, then save again."
            ) from error
        if told:
            self._tell(told)
        return read_content(content, self._points)

    def _checked(self, path: str, value: object) -> Toml | None:
        section, _, name = path.rpartition(".")
        if path not in KEYS and section != HOLDS:
            raise StoreError(f"There is no setting called {quoted(path)}.")
        try:
            if section == HOLDS and name != EVERY:
                known_point(name, self._points())
            kind = KEYS[path].kind if path in KEYS else HOLD
            return None if value is None else kind.write(value)
        except Wrong as error:
            raise StoreError(f"{path}: {error}.") from error

    def _changed(self, wanted: Mapping[str, Toml | None]) -> tuple[bytes, str]:
        """What the file is to hold, and what of the one before has to be told."""
        told = ""
        before = read_whole(self._path, LARGEST)
        try:
            text, given = read_toml(before or b"")
        except NotToml:
            aside = copy_aside(self._path, before or b"", "broken")
            told = _BROKEN.format(name=NAME, aside=aside.name)
            before, text, given = None, "", {}
        if not given and not text.strip():
            text = layout.template()
        if version_of(given) > VERSION:
            aside = copy_aside(self._path, before or b"", "newer")
            told = _NEWER.format(name=NAME, aside=aside.name)
            text = _with_value(text, "", "version", VERSION)
        for path, value in wanted.items():
            section, _, name = path.rpartition(".")
            own = self._own_name(text, section, name)
            text = _without(text, section, own) if value is None else _with_value(text, section, own, value)
        return text.encode(), told

    def _own_name(self, text: str, section: str, name: str) -> str:
        """How the file writes a point already: another case, or its standard code."""
        if section != HOLDS or name == EVERY:
            return name
        points = self._points()
        point = known_point(name, points)
        holds = read_toml(text.encode())[1].get(HOLDS)
        for written in holds if isinstance(holds, dict) else ():
            try:
                if written != EVERY and known_point(written, points) == point:
                    return str(written)
            except Wrong:
                continue
        return point


def _with_value(text: str, section: str, name: str, value: Toml) -> str:
    """The text with a key set to a value; its comment stays."""
    given, place = _place(text, section)
    placed = text if name in place else layout.with_key(text, section, name, value)
    changed = layout.with_value(placed, section, name, value)
    place[name] = value
    _check(changed, given)
    return changed


def _without(text: str, section: str, name: str) -> str:
    """The text with a key taken out of force."""
    given, place = _place(text, section)
    if name not in place:
        return text
    changed = layout.at_rest(text, section, name)
    if changed == text:
        changed = layout.without(text, section, name)
    del place[name]
    _check(changed, given)
    return changed


def _place(text: str, section: str) -> tuple[dict[str, object], dict[str, object]]:
    """All values of a file, and those of one section within them."""
    given = read_toml(text.encode())[1]
    if not section:
        return given, given
    place = given.setdefault(section, {})
    if not isinstance(place, dict):
        raise StoreError(f"In {NAME} {section} is not a section; write [{section}] on a line of its own.")
    return given, place


def _check(text: str, wanted: Mapping[str, object]) -> None:
    """Nothing is written that does not read back as meant."""
    try:
        same = _plain(read_toml(text.encode())[1]) == _plain(wanted)
    except NotToml:
        same = False
    if not same:
        raise StoreError(layout.NOT_FROM_HERE)


def _plain(value: object) -> object:
    """Values to be compared: empty sections do not count, and a number is what it shows."""
    if isinstance(value, dict):
        plain = {key: _plain(one) for key, one in value.items()}
        return {key: one for key, one in plain.items() if one != {}}
    if isinstance(value, list):
        return [_plain(one) for one in value]
    return repr(float(value)) if isinstance(value, Decimal | float) else value
