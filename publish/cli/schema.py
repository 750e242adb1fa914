"""`publish schema`."""

import json
from pathlib import Path

import click

from publish.build.files import private_folder, write_files
from publish.workspace import find

_EXAMPLES = """\b
Examples:
  publish schema --write
  publish schema | jq '."front-matter.schema.json".properties | keys'
"""
_FILES = {
    "publish.yaml": "publish.schema.json",
    "assets/brand.yml": "brand.schema.json",
    "checks.yml": "checks.schema.json",
}


@click.command("schema", epilog=_EXAMPLES)
@click.option("--write", is_flag=True, help="Put them into .publish/schemas/, and print how editors find them.")
def command(*, write: bool) -> None:
    """
    Print the JSON Schemas of all that editors write.

    They are for front matter, every kind of block, publish.yaml, assets/brand.yml and checks.yml. Editors complete,
    check and explain by them as one types. One more describes what `publish check --json` prints.
    """
    from publish.check import wishes_file
    from publish.cli import report
    from publish.source import schemas
    from publish.workspace.schema import schemas as settings_schemas

    found = schemas() | settings_schemas() | {"checks.schema.json": wishes_file.json_schema()}
    found[report.SCHEMA] = report.schema()
    texts = {name: json.dumps(schema, indent=2, ensure_ascii=False) for name, schema in found.items()}
    if write:
        _write(find(Path.cwd()), texts)
    else:
        joined = ",\n".join(f"{json.dumps(name)}: {text}" for name, text in texts.items())
        click.echo(f"{{\n{joined}\n}}")


def _write(root: Path, texts: dict[str, str]) -> None:
    folder = private_folder(root) / "schemas"
    write_files(folder, [(name, f"{text}\n".encode()) for name, text in texts.items()], inside=root)
    for file, name in _FILES.items():
        steps = "../" * file.count("/")
        click.echo(f"first line of {file}:  # yaml-language-server: $schema={steps}.publish/schemas/{name}")
