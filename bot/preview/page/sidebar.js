// Where a person can go: channels, direct messages and the app; a drawer on narrow screens.
import { html, useEffect, useRef, useState } from "./ui.js";
import { ActAs } from "./act_as.js";
import { Avatar } from "./avatar.js";
import { IconButton } from "./controls.js";
import { Icon } from "./icons.js";
import { NewChannel } from "./new_channel.js";
import { channelHash, homeHash } from "./route.js";
import { ThemeToggle } from "./theme.js";

function Place({ hash, isCurrent, unread = 0, icon, label, mark }) {
  return html`
    <li>
      <a class=${`nav-item ${unread ? "is-unread" : ""}`} href=${hash} aria-current=${isCurrent ? "page" : undefined}>
        ${icon}
        <span class="nav-label">${label}</span>
        ${mark}
        ${unread > 0 && html`<span class="nav-count">${unread}<span class="visually-hidden"> unread</span></span>`}
      </a>
    </li>
  `;
}

function Section({ title, action, children }) {
  return html`
    <section class="nav-section">
      <div class="nav-title"><h2>${title}</h2>${action}</div>
      <ul>${children}</ul>
    </section>
  `;
}

function BotPresence({ bot }) {
  const words = bot.connected ? "connected" : "not connected";
  return html`
    <span class=${`presence ${bot.connected ? "is-on" : ""}`} title=${`${bot.name} is ${words}`}>
      <span class="visually-hidden">${words}</span>
    </span>
  `;
}

function ChannelPlace({ channel: { id, name }, unread, current, icon }) {
  return html`
    <${Place} hash=${channelHash(id)} isCurrent=${current === id} unread=${unread[id]} icon=${icon} label=${name} />
  `;
}

function Channels({ channels, unread, current }) {
  const [isAdding, setAdding] = useState(false);
  const add = html`
    <${IconButton} icon="plus" label="Create a channel" className="nav-add" onClick=${() => setAdding(true)} />
  `;
  return html`
    <${Section} title="Channels" action=${add}>
      ${channels.map((channel) => html`
        <${ChannelPlace} key=${channel.id} channel=${channel} unread=${unread} current=${current}
          icon=${html`<${Icon} name=${channel.is_private ? "lock" : "hash"} />`} />`)}
    <//>
    ${isAdding && html`<${NewChannel} onDone=${() => setAdding(false)} />`}
  `;
}

function Me({ me, users }) {
  return html`
    <div class="nav-me">
      <${ActAs} me=${me} users=${users} />
      <${ThemeToggle} />
    </div>
  `;
}

/** As a drawer it takes the focus, gives it back, and goes with Esc. */
function useDrawer(element, isOpen, onClose) {
  useEffect(() => {
    if (!isOpen) return undefined;
    const opener = document.activeElement;
    const close = (event) => event.key === "Escape" && onClose();
    element.current.querySelector(".drawer-close").focus();
    addEventListener("keydown", close);
    return () => {
      removeEventListener("keydown", close);
      if (opener.isConnected) opener.focus();
    };
  }, [isOpen]);
}

export function Sidebar({ store, route, isOpen, onClose }) {
  const { team, me, users, bot, channels } = store.workspace;
  const direct = channels.filter((channel) => channel.is_im);
  const rooms = channels.filter((channel) => !channel.is_im);
  const element = useRef(null);
  useDrawer(element, isOpen, onClose);
  return html`
    <div class=${`drawer-backdrop ${isOpen ? "is-open" : ""}`} onClick=${onClose}></div>
    <nav ref=${element} class=${`sidebar ${isOpen ? "is-open" : ""}`} aria-label="Workspace">
      <div class="brand">
        <span class="brand-mark"><${Icon} name="anchor" /></span>
        <span class="brand-words"><strong>${team.name}</strong><span>Anchorwatch preview</span></span>
        <${IconButton} icon="close" label="Close the sidebar" className="drawer-close" onClick=${onClose} />
      </div>
      <div class="nav-scroll">
        <${Channels} channels=${rooms} unread=${store.unread} current=${route.channel} />
        <${Section} title="Direct messages">
          ${direct.map((channel) => html`
            <${ChannelPlace} key=${channel.id} channel=${channel} unread=${store.unread} current=${route.channel}
              icon=${html`<${Avatar} id=${bot.user_id} size="tiny" />`} />`)}
        <//>
        <${Section} title="Apps">
          <${Place} hash=${homeHash} isCurrent=${route.home} label=${`${bot.name} home`}
            icon=${html`<${Icon} name="home" />`} mark=${html`<${BotPresence} bot=${bot} />`} />
        <//>
      </div>
      <${Me} me=${me} users=${users} />
    </nav>
  `;
}
