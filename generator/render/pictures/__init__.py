"""Pictures: geometry as pure functions from plain values to frozen shapes; templates turn the shapes into inline SVG.

``paper`` is the size, ``text`` measures and wraps labels, ``boxes`` holds boxes and arrows, ``route`` draws a learning path
as a timetable, ``ladder`` one skill's levels between its prerequisites and what builds on it. Pictures that are tables at
heart (shares of groups, the comparison, the matrix) are made in HTML.

Units are pixels at the size at which a picture is meant to be seen. Colours and fonts are the style sheet's
(``assets/pictures.css``).
"""
