// Asks "are you sure?" with the words a control brings along, before its action goes out.
import { html } from "./ui.js";
import { Dialog } from "./dialog.js";
import { update } from "./state.js";
import { PlainText, TextObject } from "./kit/texts.js";

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
  return html`
    <${Dialog} className="confirm" role="alertdialog" label=${confirm.title?.text ?? "Are you sure?"} onEscape=${answer(false)}>
      <h2 class="dialog-title"><${PlainText} object=${confirm.title} /></h2>
      <div class="confirm-text"><${TextObject} object=${confirm.text} /></div>
      <div class="dialog-buttons">
        <button class="button" type="button" onClick=${answer(false)}><${PlainText} object=${confirm.deny ?? { text: "Cancel" }} /></button>
        <button class=${`button button-${confirm.style === "danger" ? "danger" : "primary"}`} type="button" onClick=${answer(true)}>
          <${PlainText} object=${confirm.confirm ?? { text: "Yes" }} />
        </button>
      </div>
    <//>
  `;
}
