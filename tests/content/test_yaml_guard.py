"""What the guarded reader lets through, and what it says about everything else."""

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from voiceguide.content.fault import Faults
from voiceguide.content.raw import LARGEST
from voiceguide.content.yaml import MappingNode, Node, ScalarNode, SequenceNode, read_document

parsers = pytest.mark.parametrize(
    "fast",
    [
        pytest.param(
            True,
            id="parser in C",
            marks=pytest.mark.skipif(not yaml.__with_libyaml__, reason="this PyYAML has no parser in C"),
        ),
        pytest.param(False, id="parser in Python"),
    ],
)


def plain(node: Node) -> object:
    match node:
        case ScalarNode():
            return node.text
        case SequenceNode():
            return [plain(item) for item in node.items]
        case MappingNode():
            return [(plain(key), plain(value)) for key, value in node.entries]


def told(content: bytes | str, *, fast: bool = True) -> list[str]:
    with pytest.raises(Faults) as caught:
        read_document(content, "f.yaml", fast=fast)
    return str(caught.value).removeprefix("f.yaml").split("\nf.yaml")


@parsers
def test_every_scalar_stays_the_text_that_was_written(*, fast: bool):
    words = ["1:30", "no", "0123", "1e3", "1.10", "2024-01-02", "on", "~", "="]
    document = read_document("\n".join(f"- {word}" for word in words), "f.yaml", fast=fast)

    assert words == plain(document)


@parsers
def test_every_node_knows_its_line_and_its_column(*, fast: bool):
    document = read_document("# note\na:\n  - é b\n  - {c: d}\n", "f.yaml", fast=fast)

    assert document == MappingNode(
        (
            (
                ScalarNode("a", 2, 1),
                SequenceNode(
                    (
                        ScalarNode("é b", 3, 5),
                        MappingNode(((ScalarNode("c", 4, 6), ScalarNode("d", 4, 9)),), 4, 5),
                    ),
                    3,
                    3,
                ),
            ),
        ),
        2,
        1,
    )


@parsers
def test_a_byte_order_mark_and_dos_line_ends_change_nothing(*, fast: bool):
    document = read_document("\ufeffa: 1\r\nb: 2\r\n".encode(), "f.yaml", fast=fast)

    assert plain(document) == [("a", "1"), ("b", "2")]
    assert isinstance(document, MappingNode)
    assert document.entries[1][0] == ScalarNode("b", 2, 1)


BAD_DOCUMENTS: list[tuple[str, bytes | str, str]] = [
    ("nothing at all", "", ":1:1: the file is empty"),
    ("blanks only", "  \n\n", ":1:1: the file is empty"),
    ("a comment only", "# nothing\n", ":1:1: the file is empty"),
    ("an empty document", "---\n", ":1:1: the file is empty"),
    ("an anchor", "a: &x 1\n", ':1:4: the anchor "&x" is not allowed'),
    ("an alias", "a: 1\nb: *x\n", ':2:4: the alias "*x" is not allowed'),
    ("an alias to itself", "a: &a [*a]\n", ':1:4: the anchor "&a" is not allowed'),
    ("a merge key", "a:\n  <<: {hold: 3}\n", ":2:3: the merge key << is not allowed"),
    (
        "a tag of Python",
        "a: !!python/object/apply:os.system [ls]\n",
        ':1:4: the tag "!!python/object/apply:os',
    ),
    ("a tag of its own", "a: !x 1\n", ':1:4: the tag "!x" is not allowed'),
    ("a harmless tag", "hold: !!str 45\n", ':1:7: the tag "!!str" is not allowed'),
    ("a tag directive", "%TAG ! tag:x,2000:\n---\na: 1\n", ":1:1: %TAG is not allowed"),
    ("two documents", "a: 1\n---\nb: 2\n", ":2:1: a second document begins here"),
    ("a deep list", "[" * 500, ":1:21: there are more than 20 levels here"),
    ("deep braces", "{" * 500, ":1:21: there are more than 20 levels here"),
    ("a deep list in lines", "- " * 5000 + "a\n", ":1:41: there are more than 20 levels here"),
    ("a NUL", "a: \0b\n", r":1:4: the invisible character \x00 is not allowed"),
    ("an escape sequence", "a: \x1b[2Jb\n", r":1:4: the invisible character \x1b is not allowed"),
    ("a turned direction", "title: Hip \u202egnp\n", r":1:12: the invisible character \u202e is not allowed"),
    ("a letter that is none", "a: \u07b2\n", r":1:4: the invisible character \u07b2 is not allowed"),
    ("an isolate", "a: b\u2066c\n", r":1:5: the invisible character \u2066 is not allowed"),
    ("a zero-width space", "ti\u200btle: x\n", r":1:3: the invisible character \u200b is not allowed"),
    ("a joiner", "a: b\u200dc\n", r":1:5: the invisible character \u200d is not allowed"),
    ("a byte order mark inside", "a: \ufeffb\n", r":1:4: the invisible character \ufeff is not allowed"),
    ("a line end of another age", "a: b\x85c\n", r":1:5: the invisible character \x85 is not allowed"),
    ("a line separator", "a: 1\r\nb: \u2028c\n", r":2:4: the invisible character \u2028 is not allowed"),
    ("a soft hyphen", "a: b\xadc\n", r":1:5: the invisible character \xad is not allowed"),
    ("a letter without a shape", "a: b\u3164\n", r":1:5: the invisible character \u3164 is not allowed"),
    (
        "an invisible tag letter",
        "a: \U000e0041\n",
        r":1:4: the invisible character \U000e0041 is not allowed",
    ),
    ("an escaped direction", 'a: "\\u202e"\n', r":1:4: this text holds the invisible character \u202e"),
    ("an escaped NUL", 'a: "x\\0"\n', r":1:4: this text holds the invisible character \x00"),
    ("an escape in a key", '"\\e[2J": 1\n', r":1:1: this text holds the invisible character \x1b"),
    ("a tab as indentation", "a:\n\tb: 1\n", ":2:1: a tab stands here, indent with spaces"),
    ("a quote left open", "a: 'x\nb: 1\n", ":1:4: the quote that opens here is never closed"),
    ("a list left open", "a: [1, 2\n", ":1:4: the list in brackets is not closed"),
    ("braces left open", "a: {b: 1\n", ":1:4: the fields in braces are not closed"),
    ("a second colon", "title: Hold: now\n", ":1:12: a colon cannot stand here"),
    ("an apostrophe in quotes", "say: 'it's'\n", ":1:10: this does not fit what is above"),
    ("an at sign", "say: @home\n", ':1:6: a text cannot begin with "@", put it in quotes'),
    ("a backtick", "say: `x`\n", ':1:6: a text cannot begin with "`", put it in quotes'),
    ("a percent sign", "say: %x\n", ':1:6: a text cannot begin with "%", put it in quotes'),
    ("stars around a word", "say: *gently* now\n", ":1:6: a text cannot begin with *, put it in quotes"),
    ("an ampersand", "say: & more\n", ":1:6: a text cannot begin with &, put it in quotes"),
    ("a strange tag", "say: !foo%zz x\n", ":1:6: a text cannot begin with !, put it in quotes"),
    ("a closing bracket", "a: ]\n", ":1:4: a text cannot begin with this sign, put it in quotes"),
    ("uneven indentation", "a:\n   b: 1\n  c: 2\n", ":3:3: this does not fit what is above"),
    ("a line without a colon", "a: 1\nsummary\n", ":2:1: a colon is missing after this word"),
    ("a list beside its key", "steps: - a\n", ":1:8: a list cannot begin here"),
    ("a line further left", " a: 1\nb: 2\n", ":2:1: this line does not belong to what is above"),
    ("words after the end", "a: 1\n...\nb\n", ":3:1: this line does not belong to what is above"),
    ("a YAML to come", "%YAML 3.0\n---\na: 1\n", ":1:1: this version of YAML is not known"),
    ("a block text beside its sign", "say: |x\n  b\n", ":1:7: the text does not begin on the next line"),
    ("Latin-1", b"a: 1\nb: caf\xe9\n", r":2:7: the byte \xe9 is not UTF-8"),
    ("an overlong NUL", b"a: \xc0\x80", r":1:4: the byte \xc0 is not UTF-8"),
    ("half a character", b"a: \xed\xa0\x80\n", r":1:4: the byte \xed is not UTF-8"),
    ("UTF-16", "a: 1".encode("utf-16"), ": the file is UTF-16, save it as UTF-8"),
    ("too many bytes", b"a: " + b"x" * LARGEST, ": the file is larger than 256 KB"),
    ("too many letters", "x" * (LARGEST + 1), ": the file is larger than 256 KB"),
]


@parsers
@pytest.mark.parametrize(
    ("content", "words"),
    [(case[1], case[2]) for case in BAD_DOCUMENTS],
    ids=[case[0] for case in BAD_DOCUMENTS],
)
def test_a_bad_document_is_told_with_its_place(content: bytes | str, words: str, *, fast: bool):
    first = told(content, fast=fast)[0]

    assert first.startswith(words)


@parsers
@pytest.mark.parametrize("sign", ["[", "{"])
def test_however_deep_a_document_is_it_is_told_as_too_deep(sign: str, *, fast: bool):
    assert ": there are more than 20 levels here" in told(sign * 50_000, fast=fast)[0]


BOMB = "a: &a [x, x]\n" + "".join(
    f"{b}: &{b} [{', '.join([f'*{a}'] * 9)}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
)


def test_a_bomb_of_aliases_is_told_and_never_built():
    assert len(told(BOMB)) == 9 + 8 * 9


def test_an_unknown_backslash_is_told_beside_it():
    assert (told('say: "\\q"\n')) == [
        ":1:7: this backslash is not followed by a known letter, write two backslashes or single quotes"
    ]


def test_half_a_character_made_by_an_escape_is_refused_by_both_parsers():
    assert len(told('a: "\\ud800"\n')) == len(told('a: "\\ud800"\n', fast=False)) == 1


def test_a_character_beyond_unicode_is_refused_by_both_parsers():
    assert len(told('a: "\\U00110000"\n')) == len(told('a: "\\U00110000"\n', fast=False)) == 1


def test_a_file_with_too_many_entries_is_refused_where_it_becomes_too_much():
    assert told("a:\n" * 50_000)[0].startswith(":10001:1: there is too much in this file")


def test_after_a_hundred_faults_reading_ends():
    lines = told("\u200b" * 5000)

    assert len(lines) == 101
    assert lines[0] == ": there are 100 faults or more, mend these first"


@example(b"a: &a [*a, !x {<<: *b}]")
@example(b"\xff\xfe\x00")
@example(b'"\\x1b\\u202e": "\\ud800"')
@settings(deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_give_a_document_or_faults_that_are_safe_to_print(content: bytes):
    _only_safe_faults(content)


PIECES = st.sampled_from(
    [
        *(
            "a",
            "hold",
            "45s",
            "- ",
            ": ",
            "\n",
            "  ",
            "\n  ",
            "[",
            "]",
            "{",
            "}",
            ", ",
            "'",
            '"',
            "|",
            ">",
            "#",
        ),
        *("&a ", "*a", "<<: ", "!!int ", "!x ", "---\n", "...\n", "%YAML 1.1\n", "? ", "\t", "\\", "\\x1b"),
        *("\\u202e", "\u202e", "\x00", "\x1b", "\ufeff", "é", "\U0001f600", "\r", "@", "`", "~", "=", "1:30"),
    ]
)


@settings(max_examples=200, deadline=None)
@given(st.lists(PIECES, max_size=60).map("".join))
def test_pieces_of_yaml_give_a_document_or_faults_that_are_safe_to_print(content: str):
    _only_safe_faults(content)


@settings(max_examples=100, deadline=None)
@given(st.lists(PIECES, max_size=40).map("".join))
def test_both_parsers_let_the_same_values_through(content: str):
    outcomes = []
    for fast in (True, False):
        try:
            outcomes.append(plain(read_document(content, "f.yaml", fast=fast)))
        except Faults:
            return

    assert outcomes[0] == outcomes[1]


@pytest.mark.parametrize(
    "piece",
    ["a:\n", "- a\n", "? a\n", "a: b,", "[", "[a,", "{a: ", "'", " ", "#", "\n", "- ", "a: ", "&a *a "],
)
def test_a_file_full_of_the_same_piece_gives_a_document_or_faults(piece: str):
    _only_safe_faults(piece * (LARGEST // len(piece)))


def _only_safe_faults(content: bytes | str) -> None:
    try:
        document = read_document(content, "f.yaml")
    except Faults as faults:
        for fault in faults.faults:
            assert str(fault).isascii()
            assert str(fault).isprintable()
    else:
        assert isinstance(document, Node)
