"""The look that a content folder brings: colours, logo, icon and marks of roles, read from its folder ``look``."""
