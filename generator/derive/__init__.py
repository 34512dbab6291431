"""Figures derived from a linked catalogue. Pure functions; ``facts`` remembers what several pages ask for.

- Ways: ``paths`` (steps of a role in order), ``plan`` (a reader's plan), ``schedule`` and ``front`` (its choice and order), ``filters``
  (offers that a reader wants to see), ``times`` (hours and money), ``near`` (roles near an occupation).
- Relations: ``compare`` (pairs of roles), ``offers`` (trainings and what they concern), ``branches`` (families and groups as trees),
  ``families`` (many roles by family).
- What is missing or old: ``coverage`` (steps without trainings), ``quality`` (all of it in figures), ``freshness`` (translations),
  ``reviews`` (records to be read again), ``addresses`` (on the web).
- Texts and data: ``passages`` (every text), ``attribution`` (of other classifications), ``tables`` (rows), ``portions`` (their parts).
"""
