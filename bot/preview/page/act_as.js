// Who one is in the workspace, and a small dialog to be somebody else: a guest, or a stranger.
import { html, useState } from "./ui.js";
import { api } from "./api.js";
import { Avatar } from "./avatar.js";
import { Dialog } from "./dialog.js";
import { useTask } from "./tasks.js";

const called = ({ real_name: name, standing }) => (standing === "member" ? name : `${name} (${standing})`);

function Choice({ people, me, onDone }) {
  const [busy, run] = useTask();
  const become = async (user) => {
    if (await run(() => api.actAs(user.id))) onDone();
  };
  return html`
    <${Dialog} className="confirm" label="Act as" onEscape=${onDone}>
      <h2 class="dialog-title">Act as</h2>
      <div class="people">
        ${people.map((user) => html`
          <button key=${user.id} class="button person" type="button" disabled=${busy}
            aria-current=${user.id === me.id ? "true" : undefined} onClick=${() => become(user)}>
            <${Avatar} id=${user.id} size="tiny" /> ${called(user)}
          </button>`)}
      </div>
      <div class="dialog-buttons">
        <button class="button" type="button" onClick=${onDone}>Cancel</button>
      </div>
    <//>
  `;
}

export function ActAs({ me, users }) {
  const [isChoosing, setChoosing] = useState(false);
  const people = users.filter(({ is_bot: isBot, standing }) => !isBot && standing !== "left");
  return html`
    <button class="nav-person" type="button" title="Act as somebody else" onClick=${() => setChoosing(true)}>
      <${Avatar} id=${me.id} size="small" />
      <span class="nav-label">${called(me)}</span>
    </button>
    ${isChoosing && html`<${Choice} people=${people} me=${me} onDone=${() => setChoosing(false)} />`}
  `;
}
