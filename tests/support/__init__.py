"""What tests share: people, a browser's habits, pages to scan."""
