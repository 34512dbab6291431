"""Figures derived from a linked catalogue: learning paths, comparison, similarity, coverage. Pure functions."""
