"""Authored types: what a record may hold. Frozen, unknown keys refused; the one source of field documentation.

``base`` has the building blocks, ``records`` the record kinds, ``lists`` the entries of lists, ``site`` the site's own
settings.
"""
