"""The command line: verbs, options, and how problems are printed."""

from generator.garbage import look_rarely

look_rarely()  # here, so that it takes effect before the modules of a verb are imported
