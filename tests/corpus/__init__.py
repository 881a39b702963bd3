"""A generator of documents as personnel offices make them, and the truth about each.

Two studios write the documents: `first` is there for whoever develops recognisers; `second` has
templates, names and habits of its own and is looked at by nobody who does: what is claimed is
measured on it. No studio knows a rule of the recognisers.
"""
