"""Generator of atlases of roles, skills and trainings: YAML records in, a multilingual static site out.

Data flows one way, one module or package per stage (a package's own docstring says what its modules hold), and imports
follow the same order:

    garbage < made_once < resources < replacing < digests < cache < problems < conflicts < workers < model < kinds < markdown < lock
    < releases.model < misread < load < unplaced < folder < store < releases.store < explain < look < content < parse_tables
    < parse < remembered < grades < preference < reads < catalog < link < releases < derive < routes < rules < pipeline
    < importing < editors < render < publish < starter < workbench < preview < cli < __main__
"""

__version__ = "0.1.0"
