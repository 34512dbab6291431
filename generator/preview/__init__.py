"""The live preview: pages are made when a reader asks for them, from the records as they stand.

1. ``watch`` notices what changes in the folders of records, templates and assets.
2. ``live`` loads and checks what has changed and holds the last good ``Edition``, or says what stops a new one.
3. ``edition`` answers with pages (``language``) and with files above and beside them, each made when it is asked for.
4. ``server`` serves them to browsers, tells these of each change and of all problems.

What is served are the bytes of a clean build, with a script that reloads and shows problems.
"""
