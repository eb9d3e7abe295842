"""WordprocessingML: what a person sees in a Word document, from the parts of its package."""
