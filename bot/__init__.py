"""How it looks in Telegram: routers, callbacks, screens, texts, delivery, settings."""
