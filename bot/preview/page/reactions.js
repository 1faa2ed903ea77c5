// Emoji reactions below a message, counted.
import { html, useContext } from "./ui.js";
import { Names } from "./names.js";
import { emoji } from "./text/emoji.js";

export function Reactions({ reactions }) {
  const names = useContext(Names);
  if (!reactions?.length) return null;
  const byName = Map.groupBy(reactions, ({ name }) => name);
  return html`
    <ul class="reactions" aria-label="Reactions">
      ${[...byName].map(([name, given]) => html`
        <li class="reaction" key=${name} title=${`${given.map(({ user }) => names.user(user)).join(", ")} reacted with :${name}:`}>
          <span class="emoji">${emoji(name) ?? `:${name}:`}</span> ${given.length}
        </li>`)}
    </ul>
  `;
}
