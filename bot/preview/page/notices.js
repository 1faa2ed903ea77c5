// Toasts: short sentences from the server or from a failed call, gone by themselves.
import { html, useEffect } from "./ui.js";
import { Icon } from "./icons.js";
import { dropNotice, update } from "./state.js";

const SHOWN_MS = 9_000;

function Notice({ notice }) {
  const dismiss = () => update(dropNotice(notice.id));
  useEffect(() => {
    const timer = setTimeout(dismiss, SHOWN_MS);
    return () => clearTimeout(timer);
  }, []);
  return html`
    <li class=${`notice notice-${notice.kind}`}>
      <span>${notice.text}</span>
      <button class="icon-button" type="button" onClick=${dismiss} aria-label="Dismiss"><${Icon} name="close" /></button>
    </li>
  `;
}

export function Notices({ notices }) {
  return html`
    <ul class="notices" role="status" aria-label="Notices">
      ${notices.map((notice) => html`<${Notice} key=${notice.id} notice=${notice} />`)}
    </ul>
  `;
}
