"""The live preview: pages are made on request, from the current state of the records.

1. ``watch`` notices changes in the folders of records, templates and assets.
2. ``live`` loads and checks what has changed. It holds the last good ``ServedSite``, and the problems that prevent a new one.
3. ``served_site`` returns pages (``language``) and the files above and beside them, each made on request.
4. ``server`` serves pages and files to browsers, and sends them news of each change and of all problems.

Pages have the bytes of a full build, plus a script that reloads the page and shows problems.
"""
