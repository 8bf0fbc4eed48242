"""The pages of an article, of those that are gone, and what other people's pages show of one."""
