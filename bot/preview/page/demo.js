// Everything that marks and drives the demo: the bar with "Next day", the badges, the newcomer's first steps.
import { html, useState } from "./ui.js";
import { api } from "./api.js";
import { Icon } from "./icons.js";
import { useTask } from "./tasks.js";

const HIDDEN_KEY = "anchorwatch-first-steps-hidden";
const FIRST_COMMAND = "/backlinks check";

/** Whether the app's message or view is about the demo's pretend site. */
export function speaksOfDemo(shown, domain) {
  if (!domain || !shown || shown.is_bot === false) return false;
  return `${shown.text ?? ""} ${JSON.stringify(shown.blocks)}`.includes(domain);
}

export function DemoBadge({ domain }) {
  return html`<span class="badge badge-demo" title=${`${domain} and the pages around it are pretend: they live only on this machine`}>Demo</span>`;
}

function NextDay({ isBusy }) {
  const [isAsking, run] = useTask();
  const busy = isBusy || isAsking;
  return html`
    <button class="button button-next" type="button" aria-busy=${busy} disabled=${busy} onClick=${() => run(api.nextDay)}>
      ${busy ? html`<span class="spinner" aria-hidden="true"></span>` : html`<${Icon} name="next" />`}
      ${busy ? "Letting a day pass…" : "Next day"}
    </button>
  `;
}

export function DemoBar({ demo }) {
  if (!demo) return null;
  return html`
    <aside class="demo-bar" aria-label="Demo">
      <${DemoBadge} domain=${demo.domain} />
      <p class="demo-day" role="status"><strong>Day ${demo.day}</strong><span>${demo.date}</span></p>
      <p class="demo-next">${demo.next ? html`<span class="demo-label">Tomorrow:</span> ${demo.next}` : "The story is told; nothing more will change."}</p>
      <${NextDay} isBusy=${demo.busy} />
    </aside>
  `;
}

export function FirstSteps({ demo, onTry }) {
  const [isHidden, setHidden] = useState(() => localStorage.getItem(HIDDEN_KEY) !== null);
  if (!demo || isHidden) return null;
  const hide = () => {
    localStorage.setItem(HIDDEN_KEY, "yes");
    setHidden(true);
  };
  return html`
    <section class="first-steps" aria-label="First steps">
      <h2>New here? See a link go missing, in a minute.</h2>
      <button class="icon-button" type="button" onClick=${hide} aria-label="Dismiss the first steps"><${Icon} name="close" /></button>
      <ol>
        <li>In <strong>#links</strong>, send <code>${FIRST_COMMAND}</code></li>
        <li>Press <strong>Next day</strong> twice</li>
        <li>Open the thread under the digest</li>
      </ol>
      <button class="button button-small" type="button" onClick=${() => onTry(FIRST_COMMAND)}>Type it for me</button>
    </section>
  `;
}
