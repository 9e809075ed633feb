"""A small adapter 前置适配器 for a vehicle bureau, in Python: everything the wire specification asks for, and no more."""
