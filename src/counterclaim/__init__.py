"""counterclaim reads war reporting as rival claims: who says what, on whose authority, about what."""

__version__ = "0.1.0"
