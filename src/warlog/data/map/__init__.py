"""The base map of exported maps, made by scripts/build_basemap.py, and the families of acts with their colours."""
