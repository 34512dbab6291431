"""Open the web addresses in the records at a considerate pace, and record the results in ``links.yml``.

The package uses Python's own HTTP client and threads: this allows one deadline for a whole answer and a look at each redirect, and
occasional requests to some hundred servers need no further package.
"""
