// The app's modals: a stack in one dialog; what is typed in a lower one is kept while another lies on top.
import { html, useEffect, useId, useRef, useState } from "./ui.js";
import { api } from "./api.js";
import { Avatar } from "./avatar.js";
import { DemoBadge, speaksOfDemo } from "./demo.js";
import { Dialog } from "./dialog.js";
import { Icon } from "./icons.js";
import { collect, useAnswers } from "./kit/answers.js";
import { ViewBlocks } from "./kit/blocks.js";
import { plain } from "./kit/texts.js";
import { dropView, update } from "./state.js";
import { attempt, useTask } from "./tasks.js";

const LONGEST_WAIT_MS = 10_000;
const NONE = {};

/** Busy from the click until the app's answer changes this view, or until it is clear that none will come. */
function useSubmission(view, form, refusals) {
  const [isWaiting, setWaiting] = useState(false);
  const [, run] = useTask();
  useEffect(() => setWaiting(false), [view, refusals]);
  useEffect(() => {
    const timer = setTimeout(() => setWaiting(false), LONGEST_WAIT_MS);
    return () => clearTimeout(timer);
  }, [isWaiting]);
  const submit = async (event) => {
    event.preventDefault();
    if (isWaiting) return;
    setWaiting(true);
    if (!(await run(() => api.submitView(view.id, collect(view.blocks, form.answers))))) setWaiting(false);
  };
  return { isWaiting, submit, errors: isWaiting ? NONE : refusals };
}

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
  const { isWaiting, submit, errors } = useSubmission(view, form, refusals);
  useFocus(element, isTop, refusals);
  return html`
    <form class="modal-view" ref=${element} hidden=${!isTop} tabindex="-1" aria-labelledby=${titleId} onSubmit=${submit} noValidate>
      <header class="modal-header">
        <${Avatar} isBot=${true} size="small" />
        <h2 class="dialog-title" id=${titleId}>${plain(view.title)}</h2>
        ${speaksOfDemo(view, demo?.domain) && html`<${DemoBadge} domain=${demo.domain} />`}
        <button class="icon-button" type="button" aria-label="Close" onClick=${() => close(view)}><${Icon} name="close" /></button>
      </header>
      <div class="modal-body"><${ViewBlocks} view=${view} form=${form} errors=${errors} /></div>
      ${(view.submit || view.close) && html`
        <footer class="dialog-buttons modal-footer">
          <button class="button" type="button" onClick=${() => close(view)}>${plain(view.close) || "Cancel"}</button>
          ${view.submit && html`
            <button class="button button-primary" type="submit" disabled=${isWaiting} aria-busy=${isWaiting}>
              ${isWaiting && html`<span class="spinner" aria-hidden="true"></span>`}${plain(view.submit)}
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
        <${ModalView} key=${view.id} view=${view} refusals=${errors[view.id] ?? NONE} isTop=${view === top} demo=${demo} />`)}
    <//>
  `;
}
