"""The shell: layout, components, assets, and the declaration of tables; knows nothing of what the pages are about."""
