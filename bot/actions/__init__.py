"""Button clicks and events: understand, call one use case, answer."""
