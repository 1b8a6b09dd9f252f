"""The worksheets as widgets: each works bare in any notebook and knows nothing of stores or servers."""
