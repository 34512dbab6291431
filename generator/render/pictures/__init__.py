"""Pictures: geometry as pure functions from plain values to frozen shapes; templates turn the shapes into inline SVG.

``text`` measures and wraps labels, ``profile`` draws the levels of a role (or of two) as mountains, ``rolemap``
places roles by likeness, ``layers`` draws what comes before what, ``ladder`` draws one skill's levels between its
prerequisites and what builds on it.

Units are pixels at the size at which a picture is meant to be seen. Colours and fonts are the style sheet's
(``assets/pictures.css``).
"""
