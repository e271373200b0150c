"""Other people's workbooks: `pfreport.toml` says which of their columns is which of ours."""
