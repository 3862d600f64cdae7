"""The language of messages: which one is chosen, what is translated, and that nothing is missing."""

from __future__ import annotations

import ast
import json
import pickle
import re
import string
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import click
import pytest
from click.testing import CliRunner

from cleaner import clean_page
from cleaner.cli import exits
from cleaner.cli import help as helps
from cleaner.cli.commands import command
from cleaner.cli.rules import first_sentences
from cleaner.cli.wrapping import width
from cleaner.core import types
from cleaner.core.language import Message, choose, counted, of_locale, read_catalogue, told, tr
from cleaner.core.notes import FORMS, SENTENCES, told_note
from cleaner.core.skipping import NEEDED
from cleaner.layout.roles import FOR_TITLE
from cleaner.report.explain import EVIDENCE

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1] / "cleaner"
CATALOGUE = ROOT / "core" / "locale" / "zh.po"


@pytest.fixture(autouse=True)
def _english_again() -> Iterator[None]:
    yield
    choose("en")


def chinese() -> dict[str, str]:
    return read_catalogue(CATALOGUE.read_text(encoding="utf-8"))


def literals(counted: int = 2) -> Iterator[tuple[str, str]]:
    """Every message that stands in the code as one, and where; of counts the form for many, or for one."""
    for path in sorted(ROOT.rglob("*.py")):
        if path.name == "language.py":
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                at = {"tr": 0, "Message": 0, "counted": counted}.get(node.func.id)
                if at is not None and len(node.args) > at:
                    where = f"{path.relative_to(ROOT.parent)}:{node.lineno}"
                    for value in _strings(node.args[at], where):
                        yield where, value


def _strings(node: ast.expr, where: str) -> Iterator[str]:
    """The literal messages of an argument; one that a variable brings is some other call's."""
    if isinstance(node, ast.IfExp):
        yield from _strings(node.body, where)
        yield from _strings(node.orelse, where)
    elif isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    else:
        assert not isinstance(node, ast.JoinedStr), f"{where}: an f-string is in no catalogue"


def all_commands(group: click.Group, before: str) -> Iterator[tuple[str, click.Command]]:
    """Every command with its name, those of commands that consist of commands, too."""
    for name, found in group.commands.items():
        yield f"{before} {name}", found
        if isinstance(found, click.Group):
            yield from all_commands(found, f"{before} {name}")


def of_the_command_line() -> Iterator[tuple[str, str]]:
    """What help says: commands, options, their headings and examples."""
    for name, found in all_commands(command, ""):
        where = f"clean{name} --help"
        said = helps.paragraphs(found.help)
        if isinstance(found, helps.Command):
            said += [meaning for _, meaning in helps.examples_of(found)]
        for param in found.params:
            said += [getattr(param, "section", ""), getattr(param, "help", None) or ""]
        for message in filter(None, said):
            yield where, message
    for meaning in (*exits.MEANING.values(), *NEEDED.values()):
        yield "exit codes and rules", meaning


def of_the_records() -> Iterator[tuple[str, str]]:
    """Words of records that are told to people: roles, reasons, marks, rules and their evidence."""
    for word in (*get_args(types.Role), *get_args(types.Reason), *get_args(types.MarkKind)):
        yield "core/types.py", word
    for form in FORMS:
        yield "core/notes.py", form
    for name, sentence in first_sentences().items():
        yield f"rule {name}", sentence


def messages() -> dict[str, str]:
    """Where each message is said."""
    found = (*literals(), *of_the_command_line(), *of_the_records())
    return {message: where for where, message in found if message}


SPEAK = {"complain", "say", "echo", "UsageError", "FailureError", "OutputError", "RestoreError", "ReadError"}


def unwrapped() -> Iterator[str]:
    """Words that go to people without having been looked up: literals in what says or raises."""
    for path in sorted(ROOT.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and node.args:
                name = getattr(node.func, "id", getattr(node.func, "attr", ""))
                first = node.args[0]
                parts = first.values if isinstance(first, ast.JoinedStr) else [first]
                words = " ".join(str(part.value) for part in parts if isinstance(part, ast.Constant))
                if name in SPEAK and re.search(r"[A-Za-z]{3,} ", words):
                    yield f"{path.relative_to(ROOT.parent)}:{node.lineno}: {words!r}"


def test_nothing_is_said_in_english_only() -> None:
    """No literal sentence goes to people but through the catalogue."""
    assert list(unwrapped()) == []


def placeholders(message: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(message) if name and name.isidentifier()}


def test_no_message_is_missing() -> None:
    """Every message of the code, of the help and of the records stands in the Chinese catalogue."""
    known = chinese()
    missing = [f"{where}: {message!r}" for message, where in messages().items() if message not in known]
    assert not missing, "\n".join(missing)


def test_no_translation_is_left_over() -> None:
    """The catalogue has no message that nobody says, but for those of click and of the system."""
    said = {*messages(), *(message for _, message in literals(counted=1))}
    foreign = entries_of("click") | entries_of("system")
    assert not [message for message in chinese() if message not in said | foreign]


def entries_of(reference: str) -> set[str]:
    """The messages of the catalogue below a `#: reference`."""
    entries = CATALOGUE.read_text(encoding="utf-8").split("\n\n")
    return {m for entry in entries if f"#: {reference}\n" in entry for m in read_catalogue(entry)}


@pytest.mark.parametrize("message", sorted(chinese()))
def test_placeholders_agree(message: str) -> None:
    """A translation names the fields of its message, no others."""
    said, of_click = placeholders(chinese()[message]), message in entries_of("click")
    assert said <= placeholders(message) if of_click else said == placeholders(message)


def test_translations_are_chinese() -> None:
    """Every translation has Chinese characters or marks, but where the message has no word at all."""
    for message, said in chinese().items():
        bare = re.sub(r"\{[^}]*\}|`[^`]*`", "", message)
        assert not re.search("[A-Za-z]{2}", bare) or re.search("[\u3000-\u9fff\uff00-\uffef]", said), message


def test_no_message_is_translated_twice() -> None:
    """Two translations of one message would be a matter of luck."""
    keys = re.findall(r'^msgid "(.+)"$', CATALOGUE.read_text(encoding="utf-8"), re.MULTILINE)
    assert [key for key, n in Counter(keys).items() if n > 1] == []


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "zh_TW"}, "zh"),
        ({"LC_MESSAGES": "zh_CN", "LANG": "en_US.UTF-8"}, "zh"),
        ({"LC_ALL": "C", "LC_MESSAGES": "zh_CN", "LANG": "zh_CN"}, "en"),
        ({"LC_ALL": "", "LANG": "zh_CN"}, "zh"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": "zhx"}, "en"),
        ({}, "en"),
    ],
)
def test_the_locale_decides(environment: dict[str, str], expected: str) -> None:
    """LC_ALL, LC_MESSAGES and LANG in this order; a language without a catalogue is English."""
    assert of_locale(environment) == expected


def test_a_message_is_english_to_programs_and_chinese_to_people() -> None:
    """Records have the English sentence; `tr` and `told` tell it in the language chosen, fields and all."""
    message = Message("this is {what}, not text; extract its text first", what=Message("a PDF file"))
    choose("zh")
    assert json.dumps(message) == '"this is a PDF file, not text; extract its text first"'
    assert tr(message) == told(ValueError(message)) == "这是一个 PDF 文件，不是文本；请先提取文本"
    assert tr(pickle.loads(pickle.dumps(message))) == tr(message)  # noqa: S301 - as between processes


def test_braces_of_a_field_stay() -> None:
    """What a user wrote is never taken for a placeholder."""
    choose("zh")
    assert tr(Message("{name} was edited since", name="{0}{x}")) == "{0}{x} was edited since"
    assert tr("{unknown}") == "{unknown}"
    assert told(ValueError("a {b}")) == "a {b}"


def test_counts_have_their_plural() -> None:
    """English tells one from many, Chinese does not; thousands are parted."""
    assert counted(1, "{n} article", "{n} articles") == "1 article"
    choose("zh")
    assert [counted(n, "{n} article", "{n} articles") for n in (1, 1200)] == ["1 篇", "1,200 篇"]


def test_the_catalogue_is_read_as_gettext_reads_it() -> None:
    """Escapes, entries over several lines, comments and the header; an empty translation is none."""
    text = r"""
msgid ""
msgstr "Language: zh_CN\n"

# msgid "no"
#: here
msgid "a \"b\" \\n"
msgstr ""
"甲"
" \n乙"

msgid "empty"
msgstr ""
"""
    assert read_catalogue(text) == {r'a "b" \n': "甲 \n乙"}


ZH_HELP = [
    ["--lang", "zh", *args, "--help"] for args in ([], *([n] for n in command.commands if n.isalpha()))
]


@pytest.mark.parametrize("args", ZH_HELP, ids=" ".join)
def test_help_is_chinese_throughout(args: list[str]) -> None:
    """No sentence of English is left in the help, and no line is wider than the terminal."""
    done = CliRunner().invoke(command, args, terminal_width=80)
    assert done.exit_code == exits.DONE
    assert "用法：" in done.output
    for line in done.output.splitlines():
        assert "clean " in line or not re.search(r"[a-z]{2,} [a-z]{2,} [a-z]{2,}", line), line
        assert width(line) <= helps.WIDTH, line


def test_errors_are_chinese_also_those_of_click() -> None:
    """A wrong option is told in the language of the user, wherever on the line it is named."""
    for args in (["--lang", "zh", "--formt", "x"], ["--formt", "x", "--lang=zh"]):
        assert "没有选项" in CliRunner().invoke(command, args).output
    assert "No such option" in CliRunner().invoke(command, ["--formt", "x"]).output


def test_a_wrong_language_is_refused() -> None:
    """A language that there is no catalogue of is a mistake on the command line."""
    done = CliRunner().invoke(command, ["--lang", "de", "rules"])
    assert done.exit_code == exits.USAGE
    assert "'en', 'zh'" in done.output


def test_behind_two_dashes_nothing_is_an_option() -> None:
    """A file named --lang is a file."""
    done = CliRunner().invoke(command, ["--", "--lang", "zh"])
    assert "--lang: there is no such file or folder" in done.output


@pytest.mark.parametrize("form", ["json", "jsonl", "text", "markdown"])
def test_output_for_programs_is_the_same_in_every_language(form: str, tmp_path: Path) -> None:
    """Standard output and every file but the log for people are byte for byte the same."""
    source = "会议通过了《草案》\n会议通过了《草案》。\n\ue000\n扫一扫，看视频\n".encode() + b"\xff"
    (tmp_path / "scan.txt").write_bytes(source)
    outputs = []
    for language in ("en", "zh"):
        args = ["--lang", language, str(tmp_path / "scan.txt"), "-f", form]
        done = CliRunner().invoke(command, args)
        files = {}
        if form != "jsonl":
            target = tmp_path / language
            assert CliRunner().invoke(command, [*args, "-o", str(target)]).exit_code == exits.DONE
            found = [path for path in target.rglob("*") if path.is_file() and path.name != "CHANGES.md"]
            files = {path.relative_to(target): path.read_bytes() for path in found}
            run = files[Path("run.json")]
            assert json.loads(run)["options"]["lang"] == language
            files[Path("run.json")] = run.replace(f'"lang": "{language}"'.encode(), b"")
            assert ("修改记录" in (target / "scan" / "CHANGES.md").read_text("utf-8")) == (language == "zh")
        outputs.append((done.stdout_bytes, files))
    assert outputs[0] == outputs[1]


def test_workers_speak_the_language_of_the_first_process(tmp_path: Path) -> None:
    """Logs for people that worker processes write are in the language chosen."""
    for name in "abc":
        (tmp_path / f"{name}.txt").write_text("会议结束,记者离开。\n", encoding="utf-8")
    target = tmp_path / "out"
    code = "import sys; from cleaner.cli import main; main(sys.argv[1:])"
    subprocess.run(  # noqa: S603
        [sys.executable, "-c", code, str(tmp_path), "-o", str(target), "-j", "2", "--lang", "zh"],
        check=True, capture_output=True, timeout=60,
    )  # fmt: skip
    assert all("修改记录" in path.read_text("utf-8") for path in target.rglob("CHANGES.md"))


def test_english_reads_no_catalogue() -> None:
    """Help and a piped page in English open no catalogue and load no module for it."""
    code = (
        "import sys; from cleaner.core import language;"
        "language._catalogue = None; from cleaner.cli import main\n"
        "try: main(['--help'])\n"
        "except SystemExit: print([m for m in sys.modules if m.endswith(('cli.wrapping', 'unicodedata'))])"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, timeout=60)  # noqa: S603
    assert done.stdout.decode().endswith("[]\n")


@pytest.mark.parametrize(
    ("note", "said"),
    [
        ("torn by loop", "被 loop 截断"),
        ("copies differ: “工” / “土”", "各份文字不同：“工” / “土”"),
        ("3 columns took turns; their order is inferred from sentences that run on", "3 栏交错"),
        ("下转第三版", "下转第三版"),
        ("e5 8f", "e5 8f"),
        ("torn by {x}{0}", "被 {x}{0} 截断"),
    ],
)
def test_notes_of_a_record_are_told_in_chinese(note: str, said: str) -> None:
    """A record has notes in English; whoever reads it again tells them in the language chosen."""
    assert told_note(note) == note
    choose("zh")
    assert told_note(note).startswith(said)


def test_all_that_speaks_for_a_headline_has_words() -> None:
    """`clean explain` tells it in either language."""
    assert set(FOR_TITLE) <= set(EVIDENCE)
    choose("zh")
    assert all(tr(words) != words for words in EVIDENCE.values())


@pytest.mark.parametrize("page", sorted((ROOT.parent / "samples").glob("*.txt")), ids=lambda path: path.stem)
def test_no_note_of_a_sample_stays_english(page: Path) -> None:
    """What marks say of the samples, and what decided the roles of their blocks, is in the catalogue."""
    cleaned = clean_page(page.read_bytes())
    choose("zh")
    notes = {mark.note for mark in cleaned.marks if mark.kind not in {"continuation", "damaged_bytes"}}
    assert not [note for note in notes if told_note(note) == note]
    assert {name for names in cleaned.evidence.values() for name in names} <= set(EVIDENCE)
    assert all(tr(sentence) != sentence for sentence in SENTENCES)


def test_the_chinese_readme_says_what_the_english_one_says() -> None:
    """Both have the same commands, the same rows of damage and the same links."""
    texts = [(ROOT.parent / name).read_text(encoding="utf-8") for name in ("README.md", "README.zh.md")]
    for pattern in (
        r"^(?:cat|clean|pip|python3) [^#\n]*",
        r"\]\((docs/[^)]*|CHANGELOG[^)]*)\)",
        r"`[^`\n]*⏎[^`\n]*`",
    ):
        english, chinese = ([m.strip() for m in re.findall(pattern, text, re.MULTILINE)] for text in texts)
        assert english == chinese
    rows = [len(re.findall(r"^\|.*\|.*\|.*\|$", text, re.MULTILINE)) for text in texts]
    assert rows[0] == rows[1]


def test_windows_tells_its_locale(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no variable is set, as on Windows, the system is asked; what it says badly is English."""
    import _locale

    for said, expected in ((("zh_CN", "cp936"), "zh"), (("de_DE", "cp1252"), "en"), ((None, None), "en")):
        monkeypatch.setattr(_locale, "_getdefaultlocale", lambda said=said: said, raising=False)
        assert of_locale({}) == expected


def test_the_bare_filter_speaks_the_language_of_the_locale() -> None:
    """`clean < page` has no option to name a language; data are the same in all."""
    outputs = []
    for locale in ("zh_CN.UTF-8", "en_US.UTF-8"):
        done = subprocess.run(
            [sys.executable, "-c", "from cleaner.cli import main; main()"],
            input=b"%PDF-1.4", env={"LC_ALL": locale, "PYTHONPATH": str(ROOT.parent), "PYTHONUTF8": "1"},
            capture_output=True, check=False, timeout=60,
        )  # fmt: skip
        outputs.append((done.stdout, done.returncode))
        assert ("请先提取文本" in done.stderr.decode()) == locale.startswith("zh")
    assert outputs == [(b"", exits.SOME_FAILED)] * 2
