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
  if (isBot || id === names.bot) {
    return html`<span class=${`avatar avatar-${size} avatar-app`} aria-hidden="true"><${Icon} name="anchor" /></span>`;
  }
  return html`<span class=${`avatar avatar-${size} tint-${tint(id)}`} aria-hidden="true">${initials(names.user(id))}</span>`;
}
