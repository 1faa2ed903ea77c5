// The app's modals: a stack in one dialog; what is typed in a lower one is kept while another lies on top.
import { html, useEffect, useId, useRef } from "./ui.js";
import { api } from "./api.js";
import { Avatar } from "./avatar.js";
import { IconButton, Spinner } from "./controls.js";
import { DemoBadge, speaksOfDemo } from "./demo.js";
import { Dialog } from "./dialog.js";
import { untilEffect } from "./effects.js";
import { collect, useAnswers } from "./kit/answers.js";
import { ViewBlocks } from "./kit/blocks.js";
import { plain } from "./kit/texts.js";
import { dropView, update } from "./state.js";
import { attempt, useTask } from "./tasks.js";

const NONE = {};

/** Puts the cursor into the first field, and into the first wrong one after a refusal. */
function useFocus(element, isTop, refusals) {
  useEffect(() => {
    if (!isTop) return;
    const wrong = element.current.querySelector("[aria-invalid=true]");
    const first = element.current.querySelector(".modal-body :is(input, textarea):not([tabindex])");
    (wrong ?? first ?? element.current).focus();
  }, [isTop, refusals]);
}

/** Like Slack, a modal goes at once; the app hears of it if it asked to. */
function close(view) {
  update(dropView(view.id));
  attempt(() => api.closeView(view.id));
}

function ModalView({ view, refusals, isTop, demo }) {
  const element = useRef(null);
  const titleId = useId();
  const form = useAnswers();
  const [isWaiting, run] = useTask();
  const submit = (event) => {
    event.preventDefault();
    if (!isWaiting) run(() => untilEffect(() => api.submitView(view.id, collect(view.blocks, form.answers))));
  };
  useFocus(element, isTop, isWaiting ? NONE : refusals);
  return html`
    <form class="modal-view" ref=${element} hidden=${!isTop} tabindex="-1" aria-labelledby=${titleId} noValidate
      onSubmit=${submit}>
      <header class="modal-header">
        <${Avatar} isBot=${true} size="small" />
        <h2 class="dialog-title" id=${titleId}>${plain(view.title)}</h2>
        ${speaksOfDemo(view, demo?.domain) && html`<${DemoBadge} domain=${demo.domain} />`}
        <${IconButton} icon="close" label="Close" onClick=${() => close(view)} />
      </header>
      <div class="modal-body"><${ViewBlocks} view=${view} form=${form} errors=${isWaiting ? NONE : refusals} /></div>
      ${(view.submit || view.close) && html`
        <footer class="dialog-buttons modal-footer">
          <button class="button" type="button" onClick=${() => close(view)}>${plain(view.close) || "Cancel"}</button>
          ${view.submit && html`
            <button class="button button-primary" type="submit" disabled=${isWaiting} aria-busy=${isWaiting}>
              ${isWaiting && html`<${Spinner} />`}${plain(view.submit)}
            </button>`}
        </footer>`}
    </form>
  `;
}

export function ModalStack({ views, errors, demo }) {
  const top = views.at(-1);
  if (!top) return null;
  return html`
    <${Dialog} className="modal" label=${plain(top.title)} onEscape=${() => close(top)}>
      ${views.map((view) => html`
        <${ModalView} key=${view.id} view=${view} refusals=${errors[view.id]} isTop=${view === top} demo=${demo} />`)}
    <//>
  `;
}
