"""The look that a content folder sets: colours, logo, icon and drawings of roles, read from its folder ``look``."""
