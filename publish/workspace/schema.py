"""The JSON Schemas of the two settings files."""

from typing import Any

from publish.source.schema import schema
from publish.workspace.brandfields import BrandFields
from publish.workspace.settingsfile import SettingsFields


def schemas() -> dict[str, dict[str, Any]]:
    """File name and schema, for `publish.yaml` and `assets/brand.yml`."""
    return {
        "publish.schema.json": schema(SettingsFields, "Settings"),
        "brand.schema.json": schema(BrandFields, "Brand"),
    }
