"""Button clicks and modal submissions: understand, call one use case, answer."""
