// What the app offers for any message: in Slack these stand in the menu of the message.
import { createContext, html, useContext } from "./ui.js";
import { api } from "./api.js";
import { Icon } from "./icons.js";
import { useTask } from "./tasks.js";

export const Shortcuts = createContext([]);

function Shortcut({ shortcut, message }) {
  const [busy, run] = useTask();
  const use = () => run(() => api.shortcut(shortcut.callback_id, message));
  return html`
    <button class="icon-button" type="button" title=${shortcut.name} aria-label=${shortcut.name} disabled=${busy}
      onClick=${use}>
      <${Icon} name="anchor" />
    </button>
  `;
}

export function ShortcutButtons({ message }) {
  const shortcuts = useContext(Shortcuts);
  return shortcuts.map((one) => html`<${Shortcut} key=${one.callback_id} shortcut=${one} message=${message} />`);
}
