"""The workbook of an atlas for tests of its import, and a damaged workbook."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Any

from openpyxl import Workbook, load_workbook

from tests.atlas import Atlas
from tests.conftest import Ended

Run = Callable[..., Ended]


class Book:
    """The workbook of an atlas, exported to be edited and imported again."""

    def __init__(self, run: Run, atlas: Atlas) -> None:
        self.run, self.atlas = run, atlas
        self.path = atlas.root.parent / "book.xlsx"
        assert run("export", "xlsx", self.path, "--content", atlas.root).code == 0
        self.book = load_workbook(self.path)

    def cell(self, sheet: str, row: str, column: str, second: str = "") -> Any:
        """Return the cell in the column of a name, in the row that starts with an id (and has the second id in one of its next cells)."""
        page = self.book[sheet]
        head = [cell.value for cell in page[1]]
        for cells in page.iter_rows(min_row=2):
            values = [cell.value for cell in cells]
            if values[0] == row and (not second or second in values[1:3]):
                return page.cell(cells[0].row, head.index(column) + 1)
        raise AssertionError(f"no row {row} {second} in {sheet}")

    def add(self, sheet: str, **cells: str) -> None:
        """Add a row with the values by name of column."""
        page = self.book[sheet]
        page.append([cells.get(cell.value) for cell in page[1]])

    def bring(self, *options: str) -> Ended:
        """Save the workbook and import it."""
        self.book.save(self.path)
        return self.run("import", "xlsx", self.path, "--yes", *options, "--content", self.atlas.root)


def no_xml() -> bytes:
    """Return a workbook whose list of sheets is not valid XML."""
    data = io.BytesIO()
    Workbook().save(data)
    with zipfile.ZipFile(data) as whole, zipfile.ZipFile(other := io.BytesIO(), "w") as broken:
        for name in whole.namelist():
            broken.writestr(name, b"<workbook" if name == "xl/workbook.xml" else whole.read(name))
    return other.getvalue()
