// The thread pane: a parent, its replies and a composer of its own.
import { html, useContext, useEffect, useState } from "./ui.js";
import { Composer } from "./composer.js";
import { DropZone } from "./drop_zone.js";
import { Icon } from "./icons.js";
import { Names } from "./names.js";
import { channelHash } from "./route.js";
import { loadThread } from "./session.js";
import { thread } from "./state.js";
import { Timeline } from "./timeline.js";

function Header({ channel, count }) {
  const names = useContext(Names);
  return html`
    <header class="place-header">
      <h2>Thread</h2>
      <p class="place-topic">${channel.is_im ? "" : "#"}${names.channel(channel.id)}${count > 0 && ` · ${count} ${count === 1 ? "reply" : "replies"}`}</p>
      <a class="icon-button thread-close" href=${channelHash(channel.id)} aria-label="Close the thread" title="Close the thread"><${Icon} name="close" /></a>
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
    <${DropZone} className="thread" tag="aside" label="the thread" aria-label="Thread" onFiles=${(dropped) => setFiles((kept) => [...kept, ...dropped])}>
      <${Header} channel=${channel} count=${messages ? messages.length - 1 : 0} />
      <${Timeline} messages=${messages} demo=${store.workspace.demo} label="Messages in this thread" inThread=${true} isPinned=${false} />
      <div class="place-footer">
        <${Composer} channel=${channel} thread=${ts} commands=${[]} files=${files} onFiles=${setFiles} />
      </div>
    <//>
  `;
}
