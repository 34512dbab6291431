"""Open the addresses of the records, politely, and keep what happened in ``links.yml``.

Python's own HTTP client and threads: an address is opened with one deadline over all of its answer, each redirect is seen,
and no further package is needed for one request in a while to each of some hundred servers.
"""
