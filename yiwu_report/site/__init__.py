"""The files of a site: what they are made from, which there are, pages, downloads and social cards."""
