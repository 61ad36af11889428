"""Texts that somebody might write to reach a terminal, a shell, a speech engine, or no end."""

from fuzzing.chance import Chance

WORDS = ("Let go slowly.", "Press", "outer buttock", "now", "GB30", "30", "seconds", "a", "é", "Ünï")

PIECES = (
    # terminals
    *("\x1b[2J", "\x1b]0;title\x07", "\x1b[31m", "\x9b2J", "\x08\x08"),
    *("\r", "\x07", "\x00", "\x7f", "\x1bP+q\x1b\\"),
    # speech engines
    *("<speak>", "<break time='9s'/>", "<rate speed='10'/>", "</speak>", "&lt;", "<!--", "<![CDATA["),
    *("[[slnc 5000]]", "[[h@l'oU]]", "[[", "]]", "[word](/f@nim/)"),
    *("](", "[a](/b/", "\x01+10P", "\x0160V", "`vb+10`"),
    # shells
    *("$(touch /tmp/x)", "`id`", "; rm -rf ~", "| sh", "&& true"),
    *("> /etc/passwd", "'; --", '"', "'", "\\", "%s%n"),
    # directions, and what nobody sees
    *("\u202e", "\u2066", "\u200f", "\u200b", "\u200d"),
    *("\ufeff", "\u2028", "\x85", "\xad", "\u3164", "\U000e0041"),
    # halves, and marks without a letter
    *("\ud800", "\udcff", "\u0301" * 40, "\ufffd", "\U0001f9d8\u200d\u2640\ufe0f", "漢字", "مرحبا"),
    # templates
    *("{side}", "{other}", "{0}", "{side!r}", "{", "}", "${x}", "%(x)s", "\n", "\t", "  "),
    # paths
    *("../../etc/passwd", "..\\..\\x", "/dev/zero", "~", "file:///etc/passwd", "con", "a/b.yaml", ".yaml"),
)  # fmt: skip

LONG = 100_000


def hostile(chance: Chance) -> str:
    """A text of words and pieces, now and then a very long one."""
    if chance.one_in(200):
        return _long(chance)
    parts = (chance.choice(PIECES if chance.one_in(2) else WORDS) for _ in chance.some(6))
    return chance.choice(("", " ")).join(parts)


def _long(chance: Chance) -> str:
    piece = chance.choice((*PIECES, *WORDS, "x"))
    match chance.randrange(3):
        case 0:
            return piece * (LONG // len(piece))
        case 1:
            times = LONG // 8
            return f"a{'[' * times}{'](x)' * times}"
        case _:
            return "x" * LONG
