"""CSV tables for content with many records: one row for each record, and one row for each item that a record lists.

1. ``cells`` reads the cells of a table and finds the line and column of a cell.
2. ``rows`` turns rows into plain records, using the columns that the kinds declare.
3. ``reading`` reads the file of a table and, after an edit, only the edited rows; ``tables`` reads all tables of a content folder to
   ``nodes``, which know the location of each value.
4. ``shared`` keeps equal parts of records only once in memory.

The tables have the columns of the published data (``kinds.TABLES``), so that the data of a site can be read back unchanged.
Decision 0022 gives the reasons for tables instead of YAML.
"""
