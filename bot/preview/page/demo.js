// Everything that marks and drives the demo: the bar with "Next day", the badges, the newcomer's first steps.
import { html, useState } from "./ui.js";
import { api } from "./api.js";
import { BusyIcon, IconButton } from "./controls.js";
import { useTask } from "./tasks.js";

const HIDDEN_KEY = "anchorwatch-first-steps-hidden";
const FIRST_COMMAND = "/backlinks check";

/** Whether the app's message or view is about the demo's pretend site. */
export function speaksOfDemo(shown, domain) {
  if (!domain || !shown || shown.is_bot === false) return false;
  return `${shown.text ?? ""} ${JSON.stringify(shown.blocks)}`.includes(domain);
}

export function DemoBadge({ domain }) {
  const why = `${domain} and the pages around it are pretend: they live only on this machine`;
  return html`<span class="badge badge-demo" title=${why}>Demo</span>`;
}

function NextDay({ busy, isOver }) {
  const [, run] = useTask();
  const end = () => run(api.nextDay);
  return html`
    <button class="button button-next" type="button" aria-busy=${busy} disabled=${busy || isOver}
      onClick=${end}>
      <${BusyIcon} icon="next" busy=${busy} /> Next day
    </button>
  `;
}

function Tomorrow({ next, busy }) {
  if (busy) return "A day passes: pages change, and the bot looks at all of them again…";
  if (!next) return "The story is told. Start the preview again to see it from the first day.";
  return html`<span class="demo-label">Tomorrow:</span> ${next}`;
}

export function DemoBar({ demo }) {
  if (!demo) return null;
  return html`
    <aside class="demo-bar" aria-label="Demo">
      <${DemoBadge} domain=${demo.domain} />
      <p class="demo-day" role="status"><strong>Day ${demo.day}</strong><span>${demo.date}</span></p>
      <p class="demo-next"><${Tomorrow} next=${demo.next} busy=${demo.busy} /></p>
      <${NextDay} busy=${demo.busy} isOver=${!demo.next} />
    </aside>
  `;
}

export function FirstSteps({ demo, composer }) {
  const [isHidden, setHidden] = useState(() => localStorage.getItem(HIDDEN_KEY) !== null);
  if (!demo || isHidden) return null;
  const type = () => composer.current.suggest(FIRST_COMMAND);
  const hide = () => {
    localStorage.setItem(HIDDEN_KEY, "yes");
    setHidden(true);
  };
  return html`
    <section class="first-steps" aria-label="First steps">
      <h2>New here? Four steps show it all.</h2>
      <${IconButton} icon="close" label="Dismiss the first steps" onClick=${hide} />
      <ol>
        <li>In <strong>#links</strong>, send <code>${FIRST_COMMAND}</code></li>
        <li>Press <strong>Next day</strong> twice</li>
        <li>Open the thread under the digest</li>
        <li>On day 4, approve a letter under <strong>To approve</strong></li>
      </ol>
      <button class="button button-small" type="button" onClick=${type}>Type it for me</button>
    </section>
  `;
}
