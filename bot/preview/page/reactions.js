// Emoji reactions below a message, counted.
import { html, useContext } from "./ui.js";
import { Names } from "./names.js";
import { emoji } from "./text/emoji.js";

function Reaction({ name, given }) {
  const names = useContext(Names);
  const who = given.map(({ user }) => names.user(user)).join(", ");
  return html`
    <li class="reaction" title=${`${who} reacted with :${name}:`}>
      <span class="emoji">${emoji(name) ?? `:${name}:`}</span> ${given.length}
    </li>
  `;
}

export function Reactions({ reactions }) {
  if (!reactions?.length) return null;
  const byName = Map.groupBy(reactions, ({ name }) => name);
  return html`
    <ul class="reactions" aria-label="Reactions">
      ${[...byName].map(([name, given]) => html`<${Reaction} key=${name} name=${name} given=${given} />`)}
    </ul>
  `;
}
