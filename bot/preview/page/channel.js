// One channel: its header, its messages and the composer.
import { html, useEffect, useRef, useState } from "./ui.js";
import { api } from "./api.js";
import { Composer } from "./composer.js";
import { IconButton } from "./controls.js";
import { FirstSteps } from "./demo.js";
import { DropZone } from "./drop_zone.js";
import { Icon } from "./icons.js";
import { loadChannel } from "./session.js";
import { timeline } from "./state.js";
import { useTask } from "./tasks.js";
import { Timeline } from "./timeline.js";

export function MenuButton({ onMenu }) {
  return html`<${IconButton} icon="menu" label="Open the sidebar" className="menu-button" onClick=${onMenu} />`;
}

function Header({ channel, onMenu }) {
  return html`
    <header class="place-header">
      <${MenuButton} onMenu=${onMenu} />
      <h1>
        ${!channel.is_im && html`<${Icon} name=${channel.is_private ? "lock" : "hash"} />`}
        <span>${channel.name}</span>
      </h1>
      ${channel.topic && html`<p class="place-topic">${channel.topic}</p>`}
    </header>
  `;
}

function Beginning({ channel, bot }) {
  const about = channel.is_im
    ? `This is your conversation with ${bot.name}. Type / to see what it can do.`
    : channel.is_member
      ? `This is the very beginning of #${channel.name}. ${bot.name} is here: type / to see what it can do.`
      : `This is the very beginning of #${channel.name}.`;
  return html`
    <div class="beginning">
      <h2>${channel.is_im ? "" : "#"}${channel.name}</h2>
      <p>${about}</p>
    </div>
  `;
}

const Warning = ({ children }) => html`<p class="banner banner-warning" role="status">${children}</p>`;

function Invitation({ channel, bot }) {
  const [busy, run] = useTask();
  const invite = () => run(() => api.invite(channel.id));
  return html`
    <p class="banner">
      <span>${bot.name} is not in #${channel.name}: it can answer you here, but it cannot post a digest.</span>
      <button class="button button-small" type="button" disabled=${busy} onClick=${invite}>Invite ${bot.name}</button>
    </p>
  `;
}

/** What keeps the app from answering here, with the way out. */
function Obstacle({ channel, bot }) {
  if (channel.is_archived) return html`<${Warning}>#${channel.name} is archived: nothing can be posted here.<//>`;
  if (!bot.connected) return html`<${Warning}>${bot.name} is not connected, so nothing will answer for now.<//>`;
  if (channel.is_im || channel.is_member) return null;
  return html`<${Invitation} channel=${channel} bot=${bot} />`;
}

export function ChannelView({ store, channel, openThread, onMenu }) {
  const { demo, bot, commands } = store.workspace;
  const composer = useRef(null);
  const [files, setFiles] = useState([]);
  const messages = timeline(store, channel.id);
  const hasApp = channel.is_member && !channel.is_im;
  useEffect(() => {
    loadChannel(channel.id);
  }, []);
  return html`
    <${DropZone} className="place" tag="main" label=${channel.name} setFiles=${setFiles}>
      <${Header} channel=${channel} onMenu=${onMenu} />
      <${Timeline} messages=${messages} newFrom=${store.newFrom[channel.id]} openThread=${openThread} demo=${demo}
        label=${`Messages in ${channel.name}`} beginning=${html`<${Beginning} channel=${channel} bot=${bot} />`} />
      <div class="place-footer">
        ${hasApp && html`<${FirstSteps} demo=${demo} composer=${composer} />`}
        <${Obstacle} channel=${channel} bot=${bot} />
        ${!channel.is_archived && html`
          <${Composer} handle=${composer} channel=${channel} commands=${commands} files=${files}
            setFiles=${setFiles} />`}
      </div>
    <//>
  `;
}
