"""How fast the operators' pages are with a million scans."""
