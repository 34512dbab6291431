"""The store for many records: CSV tables with a row for each record, and one for each thing that a record lists.

1. ``cells`` reads a table's cells and finds the place of one again.
2. ``rows`` turns rows into plain records, by the columns that the kinds declare.
3. ``reading`` reads a table's file, again only where it was edited; ``tables`` reads all of a content folder to ``nodes``, which know where
   each value stands.
4. ``shared`` holds equal parts of records once.

The tables are those of the published data (``kinds.TABLES``), so that what a site publishes can be read back as it is.
Decision 0022 says why tables and not YAML.
"""
