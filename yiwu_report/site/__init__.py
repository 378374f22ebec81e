"""The files of a site: their data, their plan, pages, downloads and share images."""
