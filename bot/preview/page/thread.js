// The thread pane: a parent, its replies and a composer of its own.
import { html, useEffect, useState } from "./ui.js";
import { Composer } from "./composer.js";
import { IconButton } from "./controls.js";
import { DropZone } from "./drop_zone.js";
import { openChannel } from "./route.js";
import { loadThread } from "./session.js";
import { thread } from "./state.js";
import { Timeline } from "./timeline.js";

function Header({ channel, count }) {
  const close = () => openChannel(channel.id);
  const place = `${channel.is_im ? "" : "#"}${channel.name}`;
  return html`
    <header class="place-header">
      <h2>Thread</h2>
      <p class="place-topic">${place}${count > 0 && ` · ${count} ${count === 1 ? "reply" : "replies"}`}</p>
      <${IconButton} icon="close" label="Close the thread" className="thread-close" onClick=${close} />
    </header>
  `;
}

export function ThreadPane({ store, channel, ts }) {
  const [files, setFiles] = useState([]);
  const messages = thread(store, channel.id, ts);
  useEffect(() => {
    loadThread(channel.id, ts);
  }, []);
  return html`
    <${DropZone} className="thread" tag="aside" label="the thread" aria-label="Thread" setFiles=${setFiles}>
      <${Header} channel=${channel} count=${messages?.[0]?.reply_count ?? 0} />
      <${Timeline} messages=${messages} demo=${store.workspace.demo} label="Messages in this thread" inThread=${true} />
      <div class="place-footer">
        <${Composer} channel=${channel} thread=${ts} commands=${[]} files=${files} setFiles=${setFiles} />
      </div>
    <//>
  `;
}
