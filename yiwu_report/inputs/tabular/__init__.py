"""The files of data/files/ as tables: bytes and a description in, columns or problems out. Nothing here touches the disk."""
