"""The second studio: what is claimed is measured here. No author of a recogniser looks at it."""
