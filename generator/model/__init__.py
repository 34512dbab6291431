"""Types of what authors write. They are frozen, refuse unknown keys, and are the only source of the documentation of fields.

``base`` and ``marks`` have the building blocks, ``parts`` what several kinds of record share (the kinds themselves are
``generator.kinds``), ``site``, ``style``, ``quality`` and ``look`` the settings of an atlas, ``page`` a prose page.
"""
