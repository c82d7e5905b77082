"""From a checked site to GitHub Pages: a branch published by git, or the workflow that does it on GitHub's machines.

`remote` knows addresses, `verdict` decides, `git` asks git, `repository` looks at the user's, `branch` publishes,
`workflow` writes the Actions file. Nothing here writes into the user's repository, its object store included: what
is made lies in a folder of its own until it is pushed, so there is nothing to undo when something fails.
"""
