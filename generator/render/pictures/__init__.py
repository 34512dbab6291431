"""Pictures: pure functions compute frozen shapes from plain values; templates turn the shapes into inline SVG.

``paper`` is the size, ``text`` measures and wraps labels, ``boxes`` holds boxes and arrows, ``route`` draws a learning path
as a timetable, ``ladder`` draws a skill's levels between its prerequisites and the skills that build on it. Pictures that are
in essence tables (shares of groups, the comparison, the matrix) are made in HTML.

Units are pixels at the size at which a picture is meant to be seen. Colours and fonts are set in the style sheet
(``assets/pictures.css``).
"""
