"""Pages end where they must: every page of every document, from the PDF itself."""

from __future__ import annotations

import pages
from sheet import Sheet


def test_a_page_is_full_but_for_what_starts_the_next(case, workshop):
    pages.explained(Sheet(case, workshop.standard))
