"""The store for many records: CSV tables with a row for each record, and one for each thing that a record lists.

1. ``cells`` reads a table's cells and finds the place of one again.
2. ``rows`` turns rows into plain records, by the columns that the kinds declare.
3. ``tables`` reads all tables of a content folder, and knows where each value stands.
4. ``writing`` writes plain records as tables.

The tables are those of the published data (``kinds.TABLES``), so that what a site publishes can be read back as it is.
Decision 0022 says why tables and not YAML.
"""
