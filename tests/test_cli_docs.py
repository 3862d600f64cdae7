"""The documents say what the program does: commands, options, rules, exit codes, formats, examples."""

from __future__ import annotations

import doctest
import json
import re
import runpy
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from cleaner import clean_page, page_record
from cleaner.cli import exits
from cleaner.cli.commands import command
from cleaner.cli.group import DEFAULT
from cleaner.cli.rules import first_sentences

ROOT = Path(__file__).parents[1]
USAGE = (ROOT / "docs" / "usage.md").read_text(encoding="utf-8")
SCHEMAS = {path.name: json.loads(path.read_bytes()) for path in (ROOT / "docs" / "schema").glob("*.json")}
SCAN = "工会\udce5\udc8f管 理 办 法\r\n报告,说明\ufffd。\n" * 2


def invoke(*args: str, stdin: bytes = b"") -> bytes:
    done = CliRunner().invoke(command, args, input=stdin)
    assert done.exit_code == exits.DONE, done.output
    return done.stdout_bytes


def validator(name: str) -> Draft202012Validator:
    registry = Registry().with_resources(
        (file, Resource.from_contents(schema)) for file, schema in SCHEMAS.items()
    )
    return Draft202012Validator(SCHEMAS[name], registry=registry)


@pytest.mark.parametrize("name", sorted(command.commands))
def test_every_command_and_option_is_documented(name: str) -> None:
    """usage.md names the command and every spelling of its options; each has help of its own."""
    found = command.commands[name]
    assert found.help
    assert name == DEFAULT or f"### `clean {name}`" in USAGE
    for param in found.params:
        assert param.param_type_name == "argument" or getattr(param, "help", None), param.name
        for spelling in param.opts:
            if spelling.startswith("-"):
                assert re.search(rf"`[^`]*{re.escape(spelling)}\b", USAGE), spelling


def test_every_exit_code_is_documented() -> None:
    """usage.md lists all exit codes."""
    for code in exits.MEANING:
        assert f"| {code} | " in USAGE


def test_the_table_of_rules_is_of_today() -> None:
    """The rules in usage.md are those of the program; `python scripts/docs.py` writes them."""
    written = runpy.run_path(str(ROOT / "scripts" / "docs.py"))["with_rules"](USAGE)
    assert written == USAGE, "run: python scripts/docs.py"


@pytest.mark.parametrize("page", sorted((ROOT / "samples").glob("*.txt")), ids=lambda path: path.stem)
def test_every_rule_in_a_log_is_listed(page: Path) -> None:
    """What a change or a mark names as its rule is in `clean rules`, so every reason can be looked up."""
    account = page_record(clean_page(page.read_bytes()))
    named = {rule for change in account["changes"] for rule in change["rules"]}
    named |= {mark["rule"] for mark in account["marks"]} | {cut["rule"] for cut in account["removed"]}
    assert named - set(first_sentences()) == set()


@pytest.mark.parametrize("document", ["README.md", "README.zh.md", "docs/usage.md"])
def test_the_examples_of_the_documents_run(document: str) -> None:
    """What the documents show of Python is what Python says."""
    failed, tried = doctest.testfile(str(ROOT / document), module_relative=False, encoding="utf-8")
    assert tried
    assert not failed


@pytest.mark.parametrize(
    ("begin", "words"),
    [("scan-000.txt 2600", ("explain", "scan-000.txt", "--at", "2600")), (" 35 │", ("diff", "scan-000.txt"))],
)
def test_output_in_the_documents_is_that_of_today(
    begin: str, words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What usage.md shows of a sample page is what the command prints about it."""
    monkeypatch.chdir(ROOT / "samples")
    shown = begin + USAGE.split(f"```text\n{begin}")[1].partition("```")[0]
    printed = "\n".join(line.rstrip() for line in invoke(*words).decode().splitlines())
    assert shown in printed + "\n"


@pytest.mark.parametrize("name", sorted(SCHEMAS))
def test_the_schemas_are_schemas(name: str) -> None:
    """The JSON Schemas are valid."""
    Draft202012Validator.check_schema(SCHEMAS[name])


@pytest.mark.parametrize("data", [b"", SCAN.encode("utf-8", "surrogateescape"), "工会".encode("utf-16")])
def test_json_output_is_as_its_schema_says(data: bytes) -> None:
    """Page records of plain, empty and damaged inputs are valid."""
    validator("page.schema.json").validate(json.loads(invoke("-f", "json", stdin=data)))


@pytest.mark.parametrize("page", sorted((ROOT / "samples").glob("*.txt")), ids=lambda path: path.stem)
def test_records_of_the_samples_are_as_their_schemas_say(page: Path, tmp_path: Path) -> None:
    """Page record and every line of the change log of a sample page are valid."""
    validator("page.schema.json").validate(json.loads(invoke(str(page), "-f", "json")))
    invoke(str(page), "--log", str(tmp_path / "log"))
    for line in (tmp_path / "log").read_bytes().splitlines():
        validator("changes.schema.json").validate(json.loads(line))


@pytest.mark.parametrize("form", ["text", "markdown", "jsonl"])
def test_the_files_of_a_run_are_as_their_schemas_say(form: str, tmp_path: Path) -> None:
    """Account, articles and logs, those that all inputs share too."""
    invoke(str(ROOT / "samples"), "-o", str(tmp_path), "-f", form, "--force")
    validator("run.schema.json").validate(json.loads((tmp_path / "run.json").read_bytes()))
    logs = list(tmp_path.rglob("changes.jsonl"))
    assert len(logs) == (1 if form == "jsonl" else 5)
    for path, name in [(tmp_path / "articles.jsonl", "article"), *((log, "changes") for log in logs)]:
        for line in path.read_bytes().splitlines():
            validator(f"{name}.schema.json").validate(json.loads(line))


def test_a_wrong_record_is_not_valid() -> None:
    """The schemas refuse what is no record: they say something."""
    account = json.loads(invoke("-f", "json", stdin="工会".encode()))
    for broken in ({}, {**account, "schema": "other"}, {**account, "articles": [{"id": "a1"}]}):
        assert not validator("page.schema.json").is_valid(broken)
    header = {**{key: account[key] for key in ("source", "metadata", "marks")}, "outputs": []}
    header |= {"schema": "cleaner/changes/1", "unit": "code point", "format": "text"}
    assert validator("changes.schema.json").is_valid(header)
    for broken in ({"start": 0}, {**header, "more": 1}, {**header, "changes": [{}]}):
        assert not validator("changes.schema.json").is_valid(broken)


def test_shell_completion_knows_commands_options_and_rules() -> None:
    """The completion that usage.md tells about offers commands and the options of cleaning."""
    for typed, expected in (
        ("re", "restore"),
        ("--gap", "--gap-mark"),
        ("-o x --fo", "--format"),
        ("sc", "file,sc"),
        ("-q sc", "file,sc"),
    ):
        done = subprocess.run(
            [sys.executable, "-c", "from cleaner.cli import main; main()"],
            env={
                "_CLEAN_COMPLETE": "bash_complete",
                "COMP_WORDS": f"clean {typed}",
                "COMP_CWORD": str(len(typed.split())),
                "PYTHONPATH": str(ROOT),
            },
            capture_output=True,
            check=False,
            timeout=60,
        )
        assert expected in done.stdout.decode()
