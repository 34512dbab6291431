"""Export records to a workbook, read it with the places of its cells, and plan the changes of an import."""
