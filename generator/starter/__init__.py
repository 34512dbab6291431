"""A new atlas for an organisation: the example in ``site_templates/starter``, in the languages and on the scale that somebody asks for.

1. ``texts`` turns one file of the example into what stands in the new atlas
2. ``program`` says how the new atlas installs this program
3. ``example`` remembers which texts are invented, so that none of them is published unnoticed
4. ``project`` writes the folder in one step
"""
