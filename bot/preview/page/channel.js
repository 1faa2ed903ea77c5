// One channel: its header, its messages and the composer.
import { html, useContext, useEffect, useRef, useState } from "./ui.js";
import { api } from "./api.js";
import { Composer } from "./composer.js";
import { FirstSteps } from "./demo.js";
import { DropZone } from "./drop_zone.js";
import { Icon } from "./icons.js";
import { Names } from "./names.js";
import { loadChannel } from "./session.js";
import { timeline } from "./state.js";
import { useTask } from "./tasks.js";
import { Timeline } from "./timeline.js";

export function MenuButton({ onMenu }) {
  return html`
    <button class="icon-button menu-button" type="button" aria-label="Open the sidebar" onClick=${onMenu}><${Icon} name="menu" /></button>
  `;
}

function Header({ channel, onMenu }) {
  const names = useContext(Names);
  return html`
    <header class="place-header">
      <${MenuButton} onMenu=${onMenu} />
      <h1>
        ${!channel.is_im && html`<${Icon} name=${channel.is_private ? "lock" : "hash"} />`}
        <span>${names.channel(channel.id)}</span>
      </h1>
      ${channel.topic && html`<p class="place-topic">${channel.topic}</p>`}
    </header>
  `;
}

function Beginning({ channel, bot }) {
  const names = useContext(Names);
  const about = channel.is_im
    ? `This is your conversation with ${bot.name}. Type / to see what it can do.`
    : channel.is_member
      ? `This is the very beginning of #${channel.name}. ${bot.name} is here: type / to see what it can do.`
      : `This is the very beginning of #${channel.name}.`;
  return html`<div class="beginning"><h2>${channel.is_im ? "" : "#"}${names.channel(channel.id)}</h2><p>${about}</p></div>`;
}

/** What keeps the app from answering here, with the way out. */
function Obstacle({ channel, bot }) {
  const [busy, run] = useTask();
  if (channel.is_archived) return html`<p class="banner" role="status">#${channel.name} is archived: nothing can be posted here.</p>`;
  if (!bot.connected) {
    return html`<p class="banner banner-warning" role="status">${bot.name} is not connected to this workspace, so nothing will answer for now.</p>`;
  }
  if (channel.is_im || channel.is_member) return null;
  return html`
    <p class="banner">
      <span>${bot.name} is not in #${channel.name}: it can answer you here, but it cannot post a digest.</span>
      <button class="button button-small" type="button" disabled=${busy} onClick=${() => run(() => api.invite(channel.id))}>
        Invite ${bot.name}
      </button>
    </p>
  `;
}

export function ChannelView({ store, channel, openThread, onMenu }) {
  const { demo, bot } = store.workspace;
  const composer = useRef(null);
  const [files, setFiles] = useState([]);
  const messages = timeline(store, channel.id);
  useEffect(() => {
    loadChannel(channel.id);
  }, []);
  return html`
    <${DropZone} className="place" tag="main" label=${channel.name} onFiles=${(dropped) => setFiles((kept) => [...kept, ...dropped])}>
      <${Header} channel=${channel} onMenu=${onMenu} />
      <${Timeline} messages=${messages} newFrom=${store.newFrom[channel.id]} openThread=${openThread} demo=${demo}
        label=${`Messages in ${channel.name}`} beginning=${html`<${Beginning} channel=${channel} bot=${bot} />`} />
      <div class="place-footer">
        ${channel.is_member && !channel.is_im && html`<${FirstSteps} demo=${demo} onTry=${(command) => composer.current.suggest(command)} />`}
        <${Obstacle} channel=${channel} bot=${bot} />
        ${!channel.is_archived && html`<${Composer} handle=${composer} channel=${channel} commands=${store.workspace.commands} files=${files} onFiles=${setFiles} />`}
      </div>
    <//>
  `;
}
