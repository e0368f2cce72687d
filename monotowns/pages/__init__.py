"""The registry as pages, complete without JavaScript: everything that can be chosen stands in the address."""
