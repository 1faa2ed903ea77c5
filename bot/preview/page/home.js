// App Home: what the app publishes for this person.
import { html, useEffect } from "./ui.js";
import { api } from "./api.js";
import { MenuButton } from "./channel.js";
import { DemoBadge, speaksOfDemo } from "./demo.js";
import { ViewBlocks } from "./kit/blocks.js";
import { useAnswers } from "./kit/answers.js";
import { useTask } from "./tasks.js";

function Content({ home }) {
  const form = useAnswers();
  return html`<div class="home-blocks"><${ViewBlocks} view=${home} form=${form} errors=${{}} /></div>`;
}

export function AppHome({ store, onMenu }) {
  const { workspace, home } = store;
  const [isOpening, run] = useTask();
  useEffect(() => {
    run(api.openHome);
  }, []);
  const nothing = isOpening ? "Opening…" : `${workspace.bot.name} has not put anything on its home yet.`;
  return html`
    <main class="place">
      <header class="place-header">
        <${MenuButton} onMenu=${onMenu} />
        <h1><span>${workspace.bot.name} home</span></h1>
        ${speaksOfDemo(home, workspace.demo?.domain) && html`<${DemoBadge} domain=${workspace.demo.domain} />`}
      </header>
      <div class="home">
        ${home && html`<${Content} home=${home} />`}
        ${!home && html`<p class="empty" role="status">${nothing}</p>`}
      </div>
    </main>
  `;
}
