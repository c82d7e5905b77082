"""Incremental building: what was asked, what was answered, what is kept. Has never heard of a page.

`encoding` turns values into text and back and gives them digests, `store` keeps what was made, `trace` tells whether
it still holds and why not.
"""
