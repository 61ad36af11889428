"""Names for files that the screen makes: fit for every system."""

_UNFIT = frozenset('<>:"/\\|?*')
"""What one system or another takes for more than a letter."""


def file_name(title: str) -> str:
    """A title as the name of a file, without its ending."""
    fit = "".join("-" if sign in _UNFIT or not sign.isprintable() else sign for sign in title)
    # Windows leaves these out at the end, and elsewhere a dot at the front hides a file.
    return fit.strip(". ") or "session"
