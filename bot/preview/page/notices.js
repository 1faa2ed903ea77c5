// Toasts: short sentences from the server or from a failed call, gone by themselves.
import { html, useEffect, useLayoutEffect, useRef } from "./ui.js";
import { IconButton } from "./controls.js";
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
      <${IconButton} icon="close" label="Dismiss" onClick=${dismiss} />
    </li>
  `;
}

export function Notices({ notices }) {
  const list = useRef(null);
  // Shown anew for each notice, so that it also lies above a modal that was opened before.
  useLayoutEffect(() => {
    list.current.hidePopover();
    if (notices.length) list.current.showPopover();
  }, [notices]);
  return html`
    <ul class="notices" ref=${list} popover="manual" aria-label="Notices">
      ${notices.map((notice) => html`<${Notice} key=${notice.id} notice=${notice} />`)}
    </ul>
  `;
}
