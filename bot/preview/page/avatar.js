// A person's initials on their own colour, or the app's anchor.
import { html, useContext } from "./ui.js";
import { Icon } from "./icons.js";
import { Names } from "./names.js";

const TINTS = 8;

const tint = (id) => [...id].reduce((sum, character) => (sum * 31 + character.codePointAt(0)) % 9973, 7) % TINTS;

const initials = (name) =>
  name
    .split(/\s+/)
    .slice(0, 2)
    .map((word) => [...word][0] ?? "")
    .join("")
    .toUpperCase();

export function Avatar({ id, isBot, size = "normal" }) {
  const names = useContext(Names);
  const isApp = isBot || id === names.bot;
  const look = `avatar avatar-${size} ${isApp ? "avatar-app" : `tint-${tint(id)}`}`;
  return html`
    <span class=${look} aria-hidden="true">${isApp ? html`<${Icon} name="anchor" />` : initials(names.user(id))}</span>
  `;
}
