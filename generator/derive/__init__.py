"""Figures derived from a linked catalogue. Pure functions.

``paths`` orders what a role takes from nothing, ``plan`` makes a reader's plan (``schedule`` chooses and orders, ``filters``
takes offers away, ``times`` adds up hours and money), ``near`` says which roles are near an occupation, ``compare`` and
``offers`` relate roles and trainings, ``coverage``, ``quality`` and ``freshness`` say what is missing or old, ``tables``
makes the rows of the data; ``facts`` remembers what several pages ask for.
"""
