// A small dialog of the page's own: name a new channel.
import { html, useState } from "./ui.js";
import { api } from "./api.js";
import { Dialog } from "./dialog.js";
import { openChannel } from "./route.js";
import { useTask } from "./tasks.js";

/** Slack's channel names: lower case, no spaces, at most 80 characters. */
const tidy = (name) => name.toLowerCase().replace(/^#/, "").replace(/\s+/g, "-").slice(0, 80);

export function NewChannel({ onDone }) {
  const [name, setName] = useState("");
  const [isPrivate, setPrivate] = useState(false);
  const [busy, run] = useTask();
  const create = async (event) => {
    event.preventDefault();
    const isCreated = await run(async () => {
      const { channel } = await api.createChannel(name, isPrivate);
      openChannel(channel.id);
    });
    if (isCreated) onDone();
  };
  return html`
    <${Dialog} className="confirm" label="Create a channel" onEscape=${onDone}>
      <form onSubmit=${create}>
        <h2 class="dialog-title">Create a channel</h2>
        <label class="field">
          <span class="field-label">Name</span>
          <input class="text-input" value=${name} placeholder="e.g. link-building" required autofocus
            onInput=${(event) => setName(tidy(event.target.value))} />
        </label>
        <label class="choice">
          <input type="checkbox" checked=${isPrivate} onChange=${(event) => setPrivate(event.target.checked)} />
          <span>Private: the app sees it only when invited</span>
        </label>
        <div class="dialog-buttons">
          <button class="button" type="button" onClick=${onDone}>Cancel</button>
          <button class="button button-primary" type="submit" disabled=${busy || !name}>Create</button>
        </div>
      </form>
    <//>
  `;
}
