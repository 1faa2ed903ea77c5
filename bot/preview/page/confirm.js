// Asks "are you sure?" with the words a control brings along, before its action goes out.
import { html } from "./ui.js";
import { Dialog } from "./dialog.js";
import { update } from "./state.js";
import { plain, TextObject } from "./kit/texts.js";

/** Resolves to whether the person confirmed; a control without a question needs none. */
export function confirmed(confirm) {
  if (!confirm) return Promise.resolve(true);
  return new Promise((resolve) => {
    update(() => ({ question: { confirm, resolve } }));
  });
}

export function ConfirmDialog({ question }) {
  if (!question) return null;
  const { confirm, resolve } = question;
  const answer = (isConfirmed) => () => {
    update(() => ({ question: null }));
    resolve(isConfirmed);
  };
  const look = confirm.style === "danger" ? "button-danger" : "button-primary";
  return html`
    <${Dialog} className="confirm" role="alertdialog" label=${plain(confirm.title)} onEscape=${answer(false)}>
      <h2 class="dialog-title">${plain(confirm.title)}</h2>
      <div class="confirm-text"><${TextObject} object=${confirm.text} /></div>
      <div class="dialog-buttons">
        <button class="button" type="button" onClick=${answer(false)}>${plain(confirm.deny) || "Cancel"}</button>
        <button class=${`button ${look}`} type="button" onClick=${answer(true)}>
          ${plain(confirm.confirm) || "Yes"}
        </button>
      </div>
    <//>
  `;
}
