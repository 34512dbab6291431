"""Generator of the AI Role Atlas: YAML records in, a multilingual static site out.

Data flows one way, one module or package per stage, and imports follow the same order:

    problems < model < load < parse < catalog < derive < rules < render < publish < cli
"""

__version__ = "0.1.0"
