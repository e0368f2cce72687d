"""What every resource of the API has in common: shapes, questions, problems, cursors, and the document.

A resource is a class: `ReadView` with the shape of its answer, the parameters it takes and a `read` that
makes the one from the other. The OpenAPI document is read from the same class, so the two cannot differ.
"""
