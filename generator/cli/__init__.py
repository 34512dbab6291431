"""The command line: verbs, options, and how problems are printed."""
