"""
Pictures made of dots: of a page, of a drawing, and of a picture that is too large.

The same input gives the same bytes. Pages and drawings are set by the PDF engine and painted by PDFium; photographs
go through Pillow, which turns them upright, brings them to sRGB and leaves out what cameras write into them.
"""

import functools
import io
from typing import Any, Literal

from publish.edition import Picture
from publish.formats.pdf.engine import Files, breakdowns, session, weasyprint
from publish.formats.pdf.painting import painting
from publish.problems import Place, Problem, RenderError

_SVG = "drawing.svg"
_ONE_PICTURE = """<!doctype html><html lang="und"><title>{name}</title>
<style>body{{margin:0}} img{{display:block;width:{width}px;height:{height}px;object-fit:{fit}}}</style>
<img src="publish:///{name}" alt="">"""


def png_of_html(  # noqa: PLR0913 (a page, and how large)
    html: str, *, files: Files, width: int, height: int, scale: float = 1.0, transparent: bool = False
) -> bytes:
    """
    Paint *html* as one PNG of *width* by *height* CSS pixels, times *scale*.

    Raises:
        RenderError: if the engine complains, or if the page does not fit.
    """
    data = _pdf(html, files, width, height)
    size = round(width * scale), round(height * scale)
    return _png(_painted(data, size, transparent=transparent))


@functools.lru_cache(maxsize=16)
def png_of_svg(
    svg: bytes, *, width: int, height: int, fit: Literal["cover", "contain"] = "cover", scale: float = 1.0
) -> bytes:
    """
    Paint a drawing as a PNG of *width* by *height* CSS pixels, times *scale*; what it leaves free is transparent.

    Kept: one cover serves the letter and the social card, in each language.

    Raises:
        RenderError: if the engine complains.
    """
    html = _ONE_PICTURE.format(name=_SVG, width=width, height=height, fit=fit)
    files = {_SVG: svg}
    return png_of_html(html, files=files.__getitem__, width=width, height=height, scale=scale, transparent=True)


def fit(picture: Picture, width: int, height: int | None) -> bytes:
    """
    Make a picture *width* pixels wide, in the format it has, never larger than it is.

    With a *height* it is cut to that shape round its middle, else it keeps its own. A drawing stays as it is.

    Raises:
        RenderError: if it cannot be read.
    """
    if picture.media_type == "image/svg+xml":
        return picture.data
    from PIL import Image, ImageOps

    try:
        with Image.open(io.BytesIO(picture.data)) as image:
            image.load()
            upright = _in_srgb(ImageOps.exif_transpose(image))
    except (OSError, Image.DecompressionBombError) as error:
        raise RenderError(Problem("E507", f"the picture cannot be read: {error}", Place(picture.name))) from error
    if height is None:
        upright.thumbnail((width, 2**16), Image.Resampling.LANCZOS, reducing_gap=3.0)
    else:
        share = min(1.0, upright.width / width, upright.height / height)
        size = max(1, round(width * share)), max(1, round(height * share))
        upright = ImageOps.fit(upright, size, Image.Resampling.LANCZOS)
    return _saved(upright, picture.media_type)


def first_page(pdf: bytes, width: int) -> bytes:
    """
    A picture (WebP) of a document's first page, *width* pixels wide.

    Raises:
        RenderError: if it cannot be read, or has no page.
    """
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(pdf)
        try:
            size = document[0].get_size()
        finally:
            document.close()
        height = min(round(width * size[1] / size[0]), 4 * width)
        return _saved(_painted(pdf, (width, height), transparent=False), "image/webp")
    except (pypdfium2.PdfiumError, IndexError, ZeroDivisionError) as error:
        raise RenderError(Problem("E507", f"the document cannot be read: {error}", Place("brochure.pdf"))) from error


def _pdf(html: str, files: Files, width: int, height: int) -> bytes:
    engine = weasyprint()
    with session(files, name="picture") as work:
        page = engine.CSS(string=f"@page {{ size: {width}px {height}px; margin: 0 }}", url_fetcher=work.fetcher)
        with breakdowns(work.name):
            document = engine.HTML(string=html, url_fetcher=work.fetcher).render(stylesheets=[page])
        data: bytes = painting(document, work).write_pdf()
    if len(document.pages) != 1:
        message = f"the text does not fit into {width} × {height} pixels"
        raise RenderError(Problem("E508", message, Place("picture")))
    return data


def _painted(data: bytes, size: tuple[int, int], *, transparent: bool) -> Any:
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    try:
        page = document[0]
        colour = (0, 0, 0, 0) if transparent else (255, 255, 255, 255)
        bitmap = page.render(scale=size[0] / page.get_width(), fill_color=colour, maybe_alpha=transparent)
        image = bitmap.to_pil().convert("RGBA" if transparent else "RGB")
    finally:
        document.close()
    # PDFium rounds a page's height up.
    return image.crop((0, 0, *size))


def _in_srgb(image: Any) -> Any:
    """Give it as RGB, RGBA or grey in sRGB, without anything the camera wrote into it."""
    from PIL import Image, ImageCms

    profile = image.info.get("icc_profile")
    alpha = "A" in image.mode or "transparency" in image.info
    if profile and image.mode in {"RGB", "CMYK", "L"}:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        image = ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
    elif alpha:
        image = image.convert("RGBA")
    elif image.mode != "L":
        image = image.convert("RGB")
    clean = Image.new(image.mode, image.size)
    clean.paste(image)
    return clean


def _png(image: Any) -> bytes:
    return _saved(image, "image/png")


def _saved(image: Any, media_type: str) -> bytes:
    output = io.BytesIO()
    match media_type:
        case "image/jpeg":
            image.convert("RGB").save(output, "JPEG", quality=82, optimize=True, progressive=True)
        case "image/webp":
            image.save(output, "WEBP", quality=82, method=6)
        case "image/gif":
            image.convert("P", palette=1).save(output, "GIF", optimize=True)
        case _:
            # Pillow's `optimize` takes five times as long and saves two bytes in a hundred.
            image.save(output, "PNG", compress_level=6)
    return output.getvalue()
