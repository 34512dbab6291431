"""Importers: turn the published classifications of other organisations into records in the store.

An importer is a function that reads a folder of published files and returns ``Imported`` (``desk.Importer``). It gets the ids of
its concepts from the desk, reports to the desk what it had to change or leave out, and returns plain records as an
author would write them. The ids, their lock, the tables, the report and the redirects are written by common code (``writing``).

To write an importer for another classification:

1. Write ``read(folder, languages, desk)``, which reads the files and gets the ids of each kind of concept from ``desk.ids.assign``.
2. Return records as plain values: keys as in a YAML record, references by those ids. Invent nothing: leave out what the source
   does not state.
3. Report whatever does not fit with ``desk.tell`` and the URI of the concept, so that nothing is dropped silently.
4. Register the importer in ``cli.importing``. ``onet`` is a short example.
"""
