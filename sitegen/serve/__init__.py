"""Live preview: the site is built in memory at every save and answered from there, never from `build/`.

`door` takes a port, `watch` sees a save, `workshop` builds, `answers` turns a path into bytes, `server` speaks HTTP and
the livereload protocol. Nothing here prints or opens a project's files: `cli` hands in what builds and what tells.
"""
