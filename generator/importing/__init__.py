"""Importers: what other organisations publish, as records in the store.

An importer is a function from a folder of published files to ``Imported`` (``desk.Importer``). It asks the desk for ids by
the address that names a concept, tells it what it had to change or leave out, and gives plain records as an author
would write them. Ids, their lock, tables, the report and redirects are the same for all importers (``writing``).

To write one for another classification:

1. ``read(folder, languages, desk)`` reads the files and, kind by kind, lets ``desk.ids.assign`` name the concepts.
2. Records are plain values: keys as in a YAML record, references by those ids. Nothing is invented: what the source does not say
   stays away.
3. Whatever does not fit goes to ``desk.tell`` with the concept's address, so that nothing is dropped silently.
4. Register it in ``cli.importing``. ``onet`` is a short example.
"""
