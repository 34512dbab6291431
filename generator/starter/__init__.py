"""Write a new atlas for an organisation from the example in ``site_templates/starter``, with the requested languages and number of levels.

1. ``texts`` turns a file of the example into a file of the new atlas
2. ``program`` determines how the new atlas installs this program
3. ``example`` records which texts are invented, so that none of them is published unnoticed
4. ``project`` writes the folder in one step
"""
