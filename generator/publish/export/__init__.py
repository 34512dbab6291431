"""A page's article as Markdown, for the export.

What is a document becomes Markdown: headings with their ids, paragraphs, lists, definitions, tables, links. A fold becomes its summary in
bold and what it holds; wrappers dissolve, their ids stay as empty ``<span id>``. It needs the extensions ``attr_list``, ``def_list``,
``tables`` and ``fenced_code`` of Python-Markdown, of which MkDocs and Zensical switch on the last two themselves.

What is no document stays the HTML it is: drawings (``<svg>``, with their figure and its caption) and tools (a form, or a block with an id
that holds fields), with the scripts and styles of a page that has a tool. Both work in plain Material as they do here; written as Markdown
a tool would be dead text. Links within them, and links whose fragment is a tool's state (``#?…``), keep the addresses of built pages.

What has no use on paper or is made by the other generator is left out: what is hidden from sight or from being read out, buttons, switches,
marks for permanent links, lists of the page's own headings, and the filter over a table, since a Markdown table carries no data to filter
by.
"""

from generator.publish.export.links import source_address, source_file
from generator.publish.export.writer import to_markdown

__all__ = ["source_address", "source_file", "to_markdown"]
