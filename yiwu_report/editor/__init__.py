"""What an editor does around a build: preview, compare, proofread, rename, import, start anew, check."""
