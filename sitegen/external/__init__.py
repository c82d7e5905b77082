"""Whether the outside links still lead somewhere: the one check that asks the network, made only for `--external`.

`links` says which addresses there are and where they were written, `verdict` what an answer means, `memory` what need
not be asked again, `asking` who is asked when, and `kind` joins them. The network is a door (`core.world.Net`).
"""
