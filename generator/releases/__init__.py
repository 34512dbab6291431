"""Releases of the content: what a snapshot holds, where they lie, how one is taken and how two are compared."""
