"""
The brochure: an A4 booklet as one PDF file, accessible and made to last.

    page      the sheet of paper
    look      how a block is set, by how much it holds
    measure   how much room text takes
    heights   how high each part stands
    sheets    which chapters share a page
    views     what the templates see
    render    all of it in order
"""

from publish.formats.brochure.render import render

__all__ = ["render"]
