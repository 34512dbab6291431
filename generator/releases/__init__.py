"""Releases of the content: the model of a snapshot, how snapshots are taken, stored and read, and how two are compared."""
