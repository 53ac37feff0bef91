"""Plugins for LocalStack 4.14; plugins.py lists what is hooked in."""
