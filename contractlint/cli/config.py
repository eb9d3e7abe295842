"""The configuration on screen: what is in force for a draft, and its schema for editors."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from contractlint.cli import chinese
from contractlint.cli.choices import configuration_for, judging_options, show_info_option
from contractlint.cli.output import emit

config = chinese.Group(
    name="config",
    commands={"show": "contractlint.cli.config:show", "schema": "contractlint.cli.config:schema"},
    short_help="查看起作用的配置。",
    help="查看起作用的配置，或者打印给编辑器用的 JSON Schema。",
)


@click.command(
    cls=chinese.Command,
    short_help="列出起作用的配置和每个值的来处。",
    help="列出对一份草稿起作用的配置和每个值的来处：默认、profile、哪个文件的哪一行，还是命令行。配置有错时指出在哪一行。",
)
@click.argument("path", metavar="[草稿或文件夹]", type=click.Path(path_type=Path), default=".")
@click.option(
    "--format", "format_name", type=click.Choice(["text", "json"]), default="text", help="text（默认）或 json。"
)
@judging_options
@show_info_option
def show(path: Path, format_name: str, **flags: Any) -> int:
    """Print what is in force."""
    from contractlint.configuration import settings_of, waiver_file
    from contractlint.configuration.display import as_json, as_text
    from contractlint.decisions.waiver import read_waivers
    from contractlint.rulebook.book import load_rulebook
    from contractlint.settings import chosen_rules, known_types

    configuration = configuration_for(path, flags)
    settings = settings_of(configuration, path)
    book = load_rulebook(settings.packs)
    chosen_rules(book, settings)
    known_types(book, settings)
    waivers = None if flags["no_waivers"] else waiver_file(configuration, path)
    count = 0 if waivers is None else len(read_waivers(waivers, path))
    emit((as_json if format_name == "json" else as_text)(configuration, waivers, count), None)
    return 0


@click.command(
    cls=chinese.Command,
    short_help="打印配置的 JSON Schema。",
    help="打印配置文件的 JSON Schema，编辑器用它来补全和检查。",
)
def schema() -> int:
    """Print the schema."""
    from contractlint.configuration.schema import schema_text
    from contractlint.rulebook.book import load_rulebook

    emit(schema_text(words.code for words in load_rulebook().vocabulary.types), None)
    return 0
