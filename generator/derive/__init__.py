"""Figures derived from a linked catalogue by pure functions; ``facts`` keeps the results that several pages need.

- Ways: ``paths`` (the level steps of a role in order), ``plan`` (a reader's learning plan), ``schedule`` and ``front`` (which offers
  a plan takes, in which order), ``filters`` (which offers a reader wants to see), ``times`` (hours and money), ``near`` (roles near
  an occupation).
- Relations: ``compare`` (pairs of roles), ``offers`` (trainings with their skills, steps and roles), ``branches`` (families and
  groups as trees), ``families`` (roles by family).
- Gaps and age: ``coverage`` (steps without trainings), ``quality`` (all figures together), ``freshness`` (translations),
  ``reviews`` (records due for review), ``addresses`` (links to the web).
- Texts and data: ``passages`` (every text), ``attribution`` (for other classifications), ``tables`` (rows), ``portions`` (their parts).
"""
