"""Tools around a build: preview, diff, proof, rename, import, new reports, schemas, check."""
