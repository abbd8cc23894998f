"""What the product talks about, as plain values: no framework, no input or output."""
