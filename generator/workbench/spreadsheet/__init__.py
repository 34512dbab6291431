"""Records in a spreadsheet and back: what a workbook holds, how it is read with the places of its cells, what an import changes."""
