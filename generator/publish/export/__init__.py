"""Turn the article of a page into Markdown, for the export.

Text becomes Markdown: headings with their ids, paragraphs, lists, definitions, tables, links. A ``<details>`` element becomes its summary
in bold followed by its content. Wrappers are dissolved; their ids are kept as empty ``<span id>``. The result needs the extensions
``attr_list``, ``def_list``, ``tables`` and ``fenced_code`` of Python-Markdown; MkDocs and Zensical enable the last two themselves.

Drawings and tools stay HTML. A drawing is an ``<svg>``, with its figure and caption; a tool is a form, or a block with an id that contains
fields, together with the scripts and styles of its page. Both work in plain Material as they do here; a tool written as Markdown would
not work. Links in them, and links whose fragment is the state of a tool (``#?…``), keep the addresses of built pages.

The export leaves out what has no use in a document or is made by the other generator: elements hidden from sight or from screen readers,
buttons, switches, permalinks, lists of the page's own headings, and the filter of a table, since a Markdown table has no data to filter.
"""

from generator.publish.export.links import source_address, source_file
from generator.publish.export.writer import to_markdown

__all__ = ["source_address", "source_file", "to_markdown"]
