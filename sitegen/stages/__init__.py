"""Six rooms in a row: load, validate, plan, render, check, publish. None imports another; `build` calls them."""
