// Lets a person choose light or dark, and remembers the choice in this browser.
import { html, useState } from "./ui.js";
import { IconButton } from "./controls.js";

const KEY = "anchorwatch-theme";

function current() {
  const chosen = document.documentElement.dataset.theme;
  return chosen ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
}

export function ThemeToggle() {
  const [theme, setTheme] = useState(current);
  const other = theme === "dark" ? "light" : "dark";
  const choose = () => {
    document.documentElement.dataset.theme = other;
    localStorage.setItem(KEY, other);
    setTheme(other);
  };
  const icon = other === "light" ? "sun" : "moon";
  return html`<${IconButton} icon=${icon} label=${`Use the ${other} theme`} onClick=${choose} />`;
}
