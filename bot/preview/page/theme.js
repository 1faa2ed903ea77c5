// Lets a person choose light or dark, and remembers the choice in this browser.
import { html, useState } from "./ui.js";
import { Icon } from "./icons.js";

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
  return html`
    <button class="icon-button" type="button" onClick=${choose} title=${`Use the ${other} theme`}>
      <${Icon} name=${theme === "dark" ? "sun" : "moon"} />
      <span class="visually-hidden">Use the ${other} theme</span>
    </button>
  `;
}
