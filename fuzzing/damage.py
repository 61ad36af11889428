"""What happens to bytes and lines: they are lost, doubled, swapped, cut, and strange ones come in."""

from collections.abc import Callable, Sequence

from fuzzing.chance import Chance
from fuzzing.texts import hostile

_NUMBERS = (0, 1, 0x7F, 0x80, 0xFF, 0x0A, 0x0D, 0x1B, 0x22, 0x7B, 0x5B)


def damaged(chance: Chance, content: bytes, most: int = 4) -> bytes:
    """The bytes after one blow or a few."""
    for _ in chance.some(most):
        content = chance.choice(_BLOWS)(chance, content)
    return content


def shuffled(chance: Chance, lines: Sequence[str], most: int = 3) -> list[str]:
    """The lines after some of them were moved, doubled, lost or indented otherwise."""
    moved = list(lines)
    for _ in chance.some(most, 0):
        if not moved:
            break
        at = chance.randrange(len(moved))
        match chance.randrange(5):
            case 0:
                del moved[at]
            case 1:
                moved.insert(chance.randrange(len(moved) + 1), moved[at])
            case 2:
                moved[at] = " " * chance.randrange(4) + moved[at]
            case 3:
                moved[at] = moved[at].lstrip()
            case _:
                other = chance.randrange(len(moved))
                moved[at], moved[other] = moved[other], moved[at]
    return moved


def _flip(chance: Chance, content: bytes) -> bytes:
    if not content:
        return b"\x00"
    changed = bytearray(content)
    changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def _set(chance: Chance, content: bytes) -> bytes:
    start, _ = chance.piece(content)
    return content[:start] + bytes([chance.choice(_NUMBERS)]) + content[start + 1 :]


def _lose(chance: Chance, content: bytes) -> bytes:
    start, end = chance.piece(content)
    return content[:start] + content[end:]


def _double(chance: Chance, content: bytes) -> bytes:
    start, end = chance.piece(content)
    return content[:end] + content[start:end] * chance.choice((1, 1, 2, 50)) + content[end:]


def _bring_in(chance: Chance, content: bytes) -> bytes:
    start, _ = chance.piece(content)
    if chance.one_in(2):
        strange = chance.randbytes(chance.choice((1, 2, 4, 16)))
    else:
        strange = hostile(chance).encode("utf-8", "surrogatepass")[:200]
    return content[:start] + strange + content[start:]


def _cut(chance: Chance, content: bytes) -> bytes:
    return content[: chance.randrange(len(content) + 1)]


def _swap(chance: Chance, content: bytes) -> bytes:
    start, end = chance.piece(content)
    return content[end:] + content[start:end] + content[:start]


_BLOWS: Sequence[Callable[[Chance, bytes], bytes]] = (_flip, _set, _lose, _double, _bring_in, _cut, _swap)
