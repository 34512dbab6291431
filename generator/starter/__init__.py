"""A new atlas for an organisation: the example in ``site_templates/starter``, in the languages and on the scale that somebody asks for.

1. ``texts`` turns one file of the example into what stands in the new atlas
2. ``program`` says how the new atlas installs this program
3. ``project`` writes the folder in one step
"""
