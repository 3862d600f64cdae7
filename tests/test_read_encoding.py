"""Bytes to text and back."""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.read.encoding import decode, encode
from cleaner.read.errors import BinaryInputError, UnknownEncodingError, WrongEncodingError

SAMPLES = sorted((Path(__file__).parents[1] / "samples").glob("*.txt"))
SIMPLIFIED = (
    "茂名晚报讯\u30004 月 29 日上午，市总工会召开大会。\r\n“五一”前夕，全市职工代表 120 人参加了会议，"
    "听取了报告；\f会议指出，要把服务群众的工作做好。\n"
)
TRADITIONAL = (
    "本報訊　市府昨日表示，這個計畫將於明年完成。\r\n「希望大家都能來參加」，他說：共有 350 人報名。\n"
)
# Codec that `decode` must name, and the bytes of a page in it.
PAGES = {
    "utf-8": SIMPLIFIED.encode(),
    "utf-8-sig": SIMPLIFIED.encode("utf-8-sig"),
    "utf-16": codecs.BOM_UTF16_LE + SIMPLIFIED.encode("utf-16-le"),
    "utf-16-le": SIMPLIFIED.encode("utf-16-le"),
    "utf-16-be": SIMPLIFIED.encode("utf-16-be"),
    "gb18030": SIMPLIFIED.encode("gb18030"),
    "big5": TRADITIONAL.encode("big5"),
    "hz": SIMPLIFIED.encode("hz"),
}
PAGE = pytest.mark.parametrize(("name", "data"), PAGES.items(), ids=PAGES)


def round_trips(data: bytes, encoding: str | None = None) -> bool:
    return encode(*decode(data, encoding)) == data


def is_lone(char: str) -> bool:
    return "\ud800" <= char <= "\udfff"


@PAGE
def test_finds_the_encoding_of_a_page(name, data):
    """Every encoding is found without a hint, and the text is what the codec itself gives."""
    decoded = decode(data)
    assert decoded.encoding == name
    assert decoded.text == data.decode(name)
    assert encode(*decoded) == data


@PAGE
@pytest.mark.parametrize("where", [0.1, 0.5, 0.9])
def test_one_bad_byte_costs_a_character_and_not_the_encoding(name, data, where):
    """One byte that no character has changes neither the encoding nor more than some characters."""
    at = int(len(data) * where)
    bad = data[:at] + b"\xff" + data[at + 1 :]
    decoded = decode(bad)
    assert decoded.encoding == name
    assert encode(*decoded) == bad
    good = decode(data).text
    assert decoded.text[: int(len(good) * where) - 3] == good[: int(len(good) * where) - 3] or name == "hz"


@PAGE
def test_a_page_cut_anywhere_keeps_its_encoding(name, data):
    """A page of 20 bytes or more that was cut off in mid-character is still read in its encoding."""
    for length in range(20, len(data)):
        decoded = decode(data[:length])
        assert decoded.encoding == name, length
        assert encode(*decoded) == data[:length]


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16-le", "utf-16-be", "gb18030", "hz"])
def test_samples_in_every_encoding(sample, encoding):
    """The sample pages are read rightly in every encoding, and their bytes come back."""
    text = sample.read_bytes().decode()
    data = text.encode(encoding, "ignore")
    assert decode(data) == (data.decode(encoding), encoding)
    assert round_trips(data)


def test_big_endian_mark_is_kept_as_a_character():
    """UTF-16 in big-endian order with a mark reads as its codec does: with U+FEFF in front."""
    data = codecs.BOM_UTF16_BE + SIMPLIFIED.encode("utf-16-be")
    assert decode(data) == ("\ufeff" + SIMPLIFIED, "utf-16-be")
    assert round_trips(data)


@pytest.mark.parametrize("mark", [codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE])
def test_a_mark_alone_is_an_empty_page(mark):
    """A file that holds nothing but a byte order mark is read, and comes back."""
    assert decode(mark).text in {"", "\ufeff"}
    assert round_trips(mark)


def test_a_second_mark_is_text():
    """Only one mark is taken off: a second one is a character, and both come back."""
    data = codecs.BOM_UTF8 * 2 + "会".encode()
    assert decode(data) == ("\ufeff会", "utf-8-sig")
    assert round_trips(data)


@pytest.mark.parametrize("text", ["", " ", "\n", "\r\n\t \u3000\n", "A"])
def test_empty_and_blank_inputs_are_valid(text):
    """Nothing, or nothing but white space, is a page like any other."""
    assert decode(text.encode()) == (text, "utf-8")


def test_line_ends_stay():
    """No line end of any kind is changed or lost."""
    text = "甲\r\n乙\r丙\n丁\u2028戊\u2029己\v庚\f辛\x85"
    for encoding in ("utf-8", "gb18030", "utf-16-le"):
        assert decode(text.encode(encoding), encoding).text == text


@pytest.mark.parametrize("text", ["中国", "工会", "报告。", "的", "茂名市总工会"])
def test_short_chinese_in_gb18030(text):
    """A few characters are enough to tell GB 18030 from damaged UTF-8 and from Big5."""
    assert decode(text.encode("gb18030")) == (text, "gb18030")


@pytest.mark.parametrize("text", ["這個", "中國", "報導。", "臺北市長"])
def test_short_chinese_in_big5(text):
    """A few characters are enough to tell Big5 from GB 18030."""
    assert decode(text.encode("big5")) == (text, "big5")


def test_western_text_is_not_read_as_chinese():
    """French and German in Latin-1, or in UTF-8 with a bad byte, do not become Chinese."""
    western = "Größe und Straße, né à Orléans, déjà-vu, Müller fährt über die Brücke. "
    assert decode(western.encode()) == (western, "utf-8")
    damaged = western.encode() + b"\xff"
    assert decode(damaged) == (western + "\udcff", "utf-8")
    assert decode(western.encode("latin-1")).encoding == "utf-8"


def test_rare_ideographs_in_utf8_stay():
    """Strict UTF-8 is never doubted, however rare its characters."""
    text = "龘靐齉爩，𠀀𠮷"
    assert decode(text.encode()) == (text, "utf-8")


def test_plain_text_with_the_shift_of_hz_stays():
    """A tilde and a brace in plain ASCII are no HZ."""
    text = "a regex ~{3} or $~{x}~}, and more plain words\n"
    assert decode(text.encode()) == (text, "utf-8")


def test_big5_code_that_encoding_would_not_choose_is_kept():
    """Big5 has 十 twice: a page with the second code keeps its encoding and comes back exactly."""
    data = TRADITIONAL.encode("big5") + b"\xa2\xcc" + TRADITIONAL.encode("big5")
    decoded = decode(data)
    assert decoded.encoding == "big5"
    assert decoded.text == TRADITIONAL + "\udca2\udccc" + TRADITIONAL
    assert encode(*decoded) == data


def test_big5_with_characters_of_hong_kong_or_of_windows():
    """Characters that plain Big5 lacks are read in the dialect that has them."""
    for char, codec in (("嘅", "big5hkscs"), ("恒", "cp950")):
        data = (TRADITIONAL + char).encode(codec)
        assert char in decode(data).text
        assert round_trips(data)


def test_half_a_unit_of_utf16_is_damage():
    """A lone surrogate unit and an odd last byte are damaged bytes, each one character, in step."""
    data = codecs.BOM_UTF16_LE + "会议".encode("utf-16-le") + b"\x41\xd8" + "好".encode("utf-16-le") + b"\x0a"
    assert decode(data) == ("会议\udc41\udcd8好\udc0a", "utf-16")
    assert round_trips(data)


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n",
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
        b"\xff\xd8\xff\xe0\0\x10JFIF",
        b"PK\x03\x04\x14\0\x06\0",
        bytes(1000),
        bytes(range(256)) * 20,
    ],
)
def test_binary_data_are_refused(data):
    """What is no text is refused with one sentence."""
    with pytest.raises(BinaryInputError) as caught:
        decode(data)
    assert "\n" not in str(caught.value)


def test_a_stray_null_is_no_binary():
    """Extractors leave a NUL here and there: such a page is read."""
    text = SIMPLIFIED + "\0"
    assert decode(text.encode()) == (text, "utf-8")


@pytest.mark.parametrize("name", ["no-such-encoding", "rot13", "hex", "", "汉字", "utf\0"])
def test_unknown_encoding_names(name):
    """A name that no text encoding has is refused by that name."""
    with pytest.raises(UnknownEncodingError, match="no text encoding named"):
        decode(b"text", name)


@pytest.mark.parametrize(
    ("told", "name"),
    [
        ("GBK", "gbk"),
        ("UTF8", "utf-8"),
        ("Big5-HKSCS", "big5hkscs"),
        ("latin-1", "iso8859-1"),
        ("utf16", "utf-16-le"),
    ],
)
def test_the_users_encoding_is_taken(told, name):
    """A given encoding is used whatever the bytes look like, under the codec's own name."""
    data = "会".encode(name, "ignore")
    assert decode(data, told).encoding == name


def test_the_users_encoding_with_and_without_a_mark():
    """`utf-8` and `utf-16` leave open whether there is a mark; the name that comes back says it."""
    assert decode("会".encode("utf-8-sig"), "utf-8") == ("会", "utf-8-sig")
    assert decode("会".encode(), "utf-8-sig") == ("会", "utf-8")
    assert decode(codecs.BOM_UTF16_LE + "会".encode("utf-16-le"), "utf-16") == ("会", "utf-16")
    assert decode(codecs.BOM_UTF16_BE + "会".encode("utf-16-be"), "utf-16") == ("\ufeff会", "utf-16-be")


def test_damaged_bytes_in_the_users_encoding():
    """Damaged bytes are kept in a given encoding too."""
    data = "会议".encode("gbk") + b"\xff" + "好".encode("gbk")
    assert decode(data, "gbk") == ("会议\udcff好", "gbk")
    assert encode("会议\udcff好", "gbk") == data


def test_an_encoding_that_would_lose_bytes_is_refused():
    """An encoding that cannot give the bytes back is refused."""
    with pytest.raises(WrongEncodingError, match="kept exactly"):
        decode(b"+AGE-", "utf-7")


@given(st.binary(max_size=300))
def test_any_bytes_come_back(data):
    """Whatever is not refused comes back byte for byte."""
    try:
        assert round_trips(data)
    except BinaryInputError:
        assert decode(data, "utf-8").text is not None


@given(
    st.sampled_from(sorted(PAGES)),
    st.integers(0, 300),
    st.integers(0, 300),
    st.binary(max_size=4),
)
def test_damaged_pages_come_back(name, start, end, junk):
    """Real text in every encoding, cut and with foreign bytes put in anywhere, comes back."""
    page = PAGES[name]
    data = page[:start] + junk + page[end:]
    try:
        assert round_trips(data)
    except BinaryInputError:
        assert name.startswith("utf-16") or junk or start != end


@given(
    st.binary(max_size=200), st.sampled_from(["utf-8", "utf-16", "utf-16-be", "gbk", "gb18030", "latin-1"])
)
def test_any_bytes_come_back_in_a_given_encoding(data, encoding):
    """These encodings keep any bytes at all when the user names them."""
    assert round_trips(data, encoding)


@given(st.binary(max_size=200), st.sampled_from(["big5", "big5hkscs", "cp950", "hz", "shift_jis", "utf-32"]))
def test_a_given_encoding_never_loses_bytes(data, encoding):
    """Encodings with several codes for a character keep the bytes or refuse."""
    try:
        assert round_trips(data, encoding)
    except WrongEncodingError:
        assert encoding in {"hz", "shift_jis", "utf-32"}


@given(st.text(st.characters(codec="utf-8")))
def test_lone_surrogates_only_where_bytes_are_damaged(text):
    """Sound UTF-8 never gives a damaged byte, unless it is read as UTF-16 or HZ for its NULs or tildes."""
    try:
        decoded = decode(text.encode())
    except BinaryInputError:
        return
    assert decoded.encoding != "utf-8" or not any(map(is_lone, decoded.text))


def test_a_long_line_is_no_problem():
    """Ten megabytes in one line are read like any other page."""
    line = SIMPLIFIED.replace("\n", "").replace("\r", "").encode() * 50_000
    assert decode(line).encoding == "utf-8"
    bad = line[:-1]
    assert round_trips(bad)
