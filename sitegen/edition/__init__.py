"""The one-file edition: every page of a site in one document that asks for nothing.

It is bound from the finished pages, not rendered anew: whatever template, block or output of one's own a site has, it
is in the edition as it is on the site. `run` is the whole of it, `binding` sets the pages behind each other, `chapter`
is one of them on its way, `addresses` knows where a link leads now, `sheet` makes one style sheet of several.
"""
