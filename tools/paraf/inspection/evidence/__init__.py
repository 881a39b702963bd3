"""What an inspection leaves behind: records, pictures, an archive of the pages, a summary."""
