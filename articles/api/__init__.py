"""The newsroom in the API: what readers may see, and what trusted tools may do."""
