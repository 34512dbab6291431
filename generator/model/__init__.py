"""Authored types: what a record may hold. Frozen, unknown keys refused; the one source of field documentation.

``base`` and ``marks`` have the building blocks, ``parts`` what several kinds of record share (the kinds themselves are
``generator.kinds``), ``site``, ``style``, ``quality`` and ``look`` the settings of an atlas, ``page`` a prose page.
"""
