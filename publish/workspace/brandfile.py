"""
How `assets/brand.yml` becomes a `Brand`: names into colours, files into faces, and everything checked.

What is wrong with a single value is told by its schema (`brandfields`); what is wrong between values, here.
"""

from collections.abc import Callable, Iterator
from dataclasses import fields
from pathlib import Path
from typing import Self, TypeAlias, cast

from pydantic import ValidationInfo, model_validator

from publish.blocks import At, Mistake, refuse
from publish.problems import Problem, did_you_mean
from publish.workspace import fonts
from publish.workspace.brand import Brand, Colours, Face, Scale, Size, Typeface
from publish.workspace.brandfields import BrandFields, FontFields, SizeFields, TypefaceFields
from publish.workspace.colouring import colouring
from publish.workspace.reading import read

Asset: TypeAlias = Callable[[str], Path | None]
"""Finds a file below assets/."""


class _Whole(BrandFields):
    """The brand with its parts held against each other."""

    @model_validator(mode="after")
    def _parts_fit(self, info: ValidationInfo) -> Self:
        asset: Asset = cast("Asset", info.context)
        refuse(*colouring(self).mistakes, *_families(self), *_fallbacks(self), *_fonts(self, asset))
        return self


def read_brand(file: Path, path: str, asset: Asset) -> tuple[Brand | None, tuple[Problem, ...]]:
    """The brand in *file*, None if it cannot be used; and all problems. *path* is its name in them."""
    written, problems = read(_Whole, file, path, context=asset)
    return (_brand(written) if written else None), problems


def _families(written: BrandFields) -> Iterator[Mistake]:
    families = {font.family: font for font in written.typography.fonts}
    for name in ("headings", "base"):
        typeface: TypefaceFields = getattr(written.typography, name)
        if typeface.family in families:
            yield from _weight(typeface, families[typeface.family], ("typography", name, "weight"))
        else:
            yield _no_family(typeface.family, families, ("typography", name, "family"))


def _weight(typeface: TypefaceFields, font: FontFields, at: At) -> Iterator[Mistake]:
    upright = [file for file in font.files if file.style == "normal"]
    weights = {use: {file.weight for file in upright if use in fonts.use(file.path)} for use in ("print", "web")}
    lacking = [use for use, found in weights.items() if typeface.weight not in found]
    if lacking:
        message = f"`{typeface.family}` has no upright file of weight {typeface.weight} for {' and '.join(lacking)}"
        common = ", ".join(f"`{weight}`" for weight in sorted(weights["print"] & weights["web"]))
        yield Mistake("E217", message, f"there is {common}" if common else "add the files under `fonts`", at)


def _fallbacks(written: BrandFields) -> Iterator[Mistake]:
    families = {font.family: font for font in written.typography.fonts}
    for index, family in enumerate(written.defaults.publish.fallbacks):
        at = ("defaults", "publish", "fallbacks", index)
        if family not in families:
            yield _no_family(family, families, at)
        elif all("print" not in fonts.use(file.path) for file in families[family].files):
            yield Mistake("E217", f"`{family}` has no file for print", "fallbacks are for print: add a TTF file", at)


def _no_family(family: str, families: dict[str, FontFields], at: At) -> Mistake:
    return Mistake("E217", f"`typography: fonts:` has no family `{family}`", did_you_mean(family, families), at)


def _fonts(written: BrandFields, asset: Asset) -> Iterator[Mistake]:
    ranges = written.defaults.publish.unicode_ranges
    for number, font in enumerate(written.typography.fonts):
        for index, file in enumerate(font.files):
            at = ("typography", "fonts", number, "files", index)
            for fault in fonts.faults(file.path, asset):
                yield Mistake(fault.code, fault.message, fault.hint, (*at, "path"))
            if file.unicode_range and file.unicode_range not in ranges:
                message = f"`unicode-ranges` has no `{file.unicode_range}`"
                yield Mistake("E217", message, did_you_mean(file.unicode_range, ranges), (*at, "unicode-range"))


def _brand(written: BrandFields) -> Brand:
    ours = written.defaults.publish
    colours = colouring(written)
    return Brand(
        name=written.meta.name.full,
        palette=colours.palette,
        light=Colours(**colours.modes["light"]),
        dark=Colours(**colours.modes["dark"]),
        print=Colours(**colours.modes["print"]),
        headings=_typeface(written.typography.headings, ours.mail.headings, ours.fallbacks),
        base=_typeface(written.typography.base, ours.mail.base, ours.fallbacks),
        mail_headings=ours.mail.headings,
        mail_base=ours.mail.base,
        scale=Scale(**{step.name: _size(getattr(ours.scale, step.name)) for step in fields(Scale)}),
        faces=tuple(_faces(written)),
        fallbacks=ours.fallbacks,
    )


def _typeface(form: TypefaceFields, system: str, fallbacks: tuple[str, ...]) -> Typeface:
    generic = system.rpartition(",")[2].strip()
    return Typeface(
        family=form.family,
        weight=int(form.weight),
        print=", ".join((form.family, *fallbacks, generic)),
        web=f"{form.family}, {system}",
    )


def _size(form: SizeFields) -> Size:
    return Size(px=_tidy(form.px), phone=_tidy(form.phone), pt=_tidy(form.pt), leading=_tidy(form.leading))


def _tidy(value: float) -> float:
    """Without a decimal that says nothing: 10 and not 10.0."""
    return int(value) if value == int(value) else value


def _faces(written: BrandFields) -> Iterator[Face]:
    ranges = written.defaults.publish.unicode_ranges
    for font in written.typography.fonts:
        for file in font.files:
            yield Face(
                family=font.family,
                weight=int(file.weight),
                style=file.style,
                path=file.path,
                unicode_range=ranges.get(file.unicode_range, ""),
                use=fonts.use(file.path),
            )
