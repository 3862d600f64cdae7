"""The language that people are spoken to in: English, as written in the code, or that of a catalogue.

Programs are always spoken to in English: records, logs and ids never change with the language, and neither
does what `import cleaner` raises.  Only the command line chooses another language.

A catalogue is a file of gettext (`locale/zh.po`), read at the first message that is wanted in its language.
"""

from __future__ import annotations

import os
from functools import cache
from typing import TYPE_CHECKING, Any, Final, Self

from cleaner.core.packaged import packaged

if TYPE_CHECKING:
    from collections.abc import Mapping

ENGLISH: Final = "en"
LANGUAGES: Final = (ENGLISH, "zh")
# As the C library looks for the language of messages, first to last.
_VARIABLES: Final = ("LC_ALL", "LC_MESSAGES", "LANG")

_chosen = ENGLISH
_named = False


def choose(language: str | None) -> None:
    """Speak this language from now on; None is that of the user's locale."""
    global _chosen, _named
    _chosen, _named = language or of_locale(os.environ), language is not None


def prefer(language: str | None) -> None:
    """Speak this language, if there is one, unless another one was named before."""
    if language and not _named:
        choose(language)


def chosen() -> str:
    """The language that is spoken, one of `LANGUAGES`."""
    return _chosen


def of_locale(environment: Mapping[str, str]) -> str:
    """The language of a user's locale, English where there is none of ours.

    >>> of_locale({"LANG": "zh_CN.UTF-8"}), of_locale({"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}), of_locale({})
    ('zh', 'en', 'en')
    """
    name = next(filter(None, map(environment.get, _VARIABLES)), None) or _of_windows() or ""
    language = name.replace("-", "_").partition("_")[0].partition(".")[0].lower()
    return language if language in LANGUAGES else ENGLISH


def _of_windows() -> str | None:
    """The locale that Windows tells, which has no such variables."""
    try:
        from _locale import _getdefaultlocale  # type: ignore[attr-defined, unused-ignore]
    except ImportError:
        return None
    found: str | None = _getdefaultlocale()[0]
    return found


class Message(str):
    """A sentence for people that is told later, or to programs as well: English, and how to say it otherwise.

    As a string it is the English sentence, so that a record has the same one in every language; `tr` tells
    it in the language chosen.  Fields that are messages themselves are told in that language, too.

    >>> message = Message("{name} was edited since", name="a.txt")
    >>> message
    'a.txt was edited since'
    >>> message.template, message.fields
    ('{name} was edited since', {'name': 'a.txt'})
    """

    __slots__ = ("fields", "template")
    template: str
    fields: dict[str, Any]

    def __new__(cls, template: str, /, **fields: Any) -> Self:  # noqa: ANN401 - as `str.format` takes them
        """Take what `str.format` takes; without fields, braces are braces."""
        message = super().__new__(cls, template.format(**fields) if fields else template)
        message.template, message.fields = template, fields
        return message

    def __reduce__(self) -> tuple[Any, ...]:
        """Go from a worker process to the first one with the template and the fields."""
        return _message, (self.template, self.fields)


def _message(template: str, fields: dict[str, Any]) -> Message:
    return Message(template, **fields)


def tr(message: str) -> str:
    """A message in the language chosen; in English where the catalogue does not have it.

    Put fields in after that, `tr("{n} pages are damaged").format(n=3)`: the catalogue has the message with
    its placeholders.  A `Message` brings its own fields and comes back filled in.
    """
    if _chosen == ENGLISH:
        return message
    if not isinstance(message, Message):
        return in_language(_chosen, message)
    said = in_language(_chosen, message.template)
    fields = {
        key: tr(value) if isinstance(value, Message) else value for key, value in message.fields.items()
    }
    return said.format(**fields) if fields else said


def in_language(language: str, message: str) -> str:
    """A message in one of `LANGUAGES`, its placeholders not filled in."""
    return message if language == ENGLISH else _catalogue(language).get(message, message)


def counted(n: int, one: str, more: str) -> str:
    """A count in words, `one` where it is 1; both have the placeholder `{n}`.

    Chinese needs one form only: its catalogue has `more`.

    >>> counted(1, "{n} article", "{n} articles"), counted(1200, "{n} article", "{n} articles")
    ('1 article', '1,200 articles')
    """
    return (one if n == 1 and _chosen == ENGLISH else tr(more)).format(n=f"{n:,}")


def told(error: BaseException) -> str:
    """What an exception says, in the language chosen if it was raised with a `Message`."""
    return tr(error.args[0]) if error.args and isinstance(error.args[0], Message) else str(error)


@cache
def _catalogue(language: str) -> dict[str, str]:
    return read_catalogue(packaged(f"locale/{language}.po"))


def read_catalogue(text: str) -> dict[str, str]:
    r"""The messages of a catalogue in the format of gettext, and what they are in its language.

    Empty lines part its entries, as all tools write them.  Contexts and plural forms, of which our catalogues
    have none, are not read.

    >>> read_catalogue('msgid "{n} articles"\nmsgstr "{n} 篇"\n\nmsgid ""\n"one\\n"\nmsgstr "一"\n')
    {'{n} articles': '{n} 篇', 'one\n': '一'}
    """
    entries: dict[str, str] = {}
    for entry in text.split("\n\n"):
        head, _, said = entry.partition("\nmsgstr ")
        message = ("\n" + head).rpartition("\nmsgid ")[2]
        if said and message != '""':  # that is the header
            entries[_unquoted(message)] = _unquoted(said)
    return {message: said for message, said in entries.items() if said}


def _unquoted(text: str) -> str:
    """A string of one line or of several, without its quotation marks and escapes."""
    lines = [line[1:-1] for line in text.strip().split("\n")]
    return _unescaped("".join(lines))


def _unescaped(text: str) -> str:
    if "\\" not in text:
        return text
    return "\\".join(part.replace("\\n", "\n").replace('\\"', '"') for part in text.split("\\\\"))
