// A modal dialog on the browser's own <dialog>: focus trap, Esc and the backdrop come with it.
import { html, useLayoutEffect, useRef } from "./ui.js";

/** `onEscape` decides what closing means; the dialog itself only goes when its owner stops rendering it. */
export function Dialog({ className, label, role, onEscape, children }) {
  const element = useRef(null);
  // Before the effects of what is inside, which may put the cursor where it belongs.
  useLayoutEffect(() => {
    const opener = document.activeElement;
    const dialog = element.current;
    dialog.showModal();
    return () => {
      dialog.close();
      if (opener?.isConnected) opener.focus();
    };
  }, []);
  const cancel = (event) => {
    event.preventDefault();
    onEscape();
  };
  return html`
    <dialog ref=${element} class=${`dialog ${className}`} aria-label=${label} role=${role} onCancel=${cancel}>
      ${children}
    </dialog>
  `;
}
