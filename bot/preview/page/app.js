// The page as a whole: what stands beside what, for the place the address names.
import { html, useEffect, useMemo, useState } from "./ui.js";
import { AppHome } from "./home.js";
import { ChannelView } from "./channel.js";
import { ConfirmDialog } from "./confirm.js";
import { ConnectionBanner } from "./connection.js";
import { DemoBar } from "./demo.js";
import { ModalStack } from "./modal.js";
import { directory, Names } from "./names.js";
import { Notices } from "./notices.js";
import { useRoute } from "./route.js";
import { Shortcuts } from "./shortcuts.js";
import { Sidebar } from "./sidebar.js";
import { useStore } from "./state.js";
import { ThreadPane } from "./thread.js";

/** What the directory depends on: not the unread counts, not the demo's day. */
function identity({ users, me, bot, channels }) {
  const rooms = channels.map(({ id, name, is_im, is_private }) => [id, name, is_im, is_private]);
  return JSON.stringify([users, me, bot.name, rooms]);
}

/** The same directory as long as nobody joined or was renamed, so that 1,000 messages need not render again. */
function useDirectory(workspace) {
  return useMemo(() => workspace && directory(workspace), [workspace && identity(workspace)]);
}

function useShortcuts(workspace) {
  const shortcuts = workspace?.shortcuts ?? [];
  return useMemo(() => shortcuts, [JSON.stringify(shortcuts)]);
}

function useTitle({ workspace, unread }, channel) {
  useEffect(() => {
    const count = Object.values(unread).reduce((sum, each) => sum + each, 0);
    const place = channel && !channel.is_im ? `#${channel.name} · ` : "";
    document.title = `${count ? `(${count}) ` : ""}${place}Anchorwatch preview`;
  }, [workspace, unread, channel]);
}

function Place({ store, route, channel, onMenu }) {
  if (route.home) return html`<${AppHome} store=${store} onMenu=${onMenu} />`;
  if (!channel) return html`<main class="place"><p class="empty">There is no such channel here.</p></main>`;
  return html`
    <${ChannelView} key=${channel.id} store=${store} channel=${channel} openThread=${route.thread} onMenu=${onMenu} />
  `;
}

export function App() {
  const store = useStore();
  const route = useRoute();
  const names = useDirectory(store.workspace);
  const shortcuts = useShortcuts(store.workspace);
  const [isMenuOpen, setMenuOpen] = useState(false);
  const channel = store.workspace?.channels.find(({ id }) => id === route.channel) ?? null;
  useTitle(store, channel);
  useEffect(() => setMenuOpen(false), [route]);
  const thread = channel && route.thread;
  if (!names) return html`<p class="boot" role="status">${store.failure ?? "Opening the preview workspace…"}</p>`;
  return html`
    <${Names.Provider} value=${names}>
      <div class="page">
        <${DemoBar} demo=${store.workspace.demo} />
        <${ConnectionBanner} isConnected=${store.isConnected} />
        <div class=${`shell ${thread ? "has-thread" : ""}`}>
          <${Sidebar} store=${store} route=${route} isOpen=${isMenuOpen} onClose=${() => setMenuOpen(false)} />
          <${Shortcuts.Provider} value=${shortcuts}>
            <${Place} store=${store} route=${route} channel=${channel} onMenu=${() => setMenuOpen(true)} />
            ${thread && html`<${ThreadPane} key=${thread} store=${store} channel=${channel} ts=${thread} />`}
          <//>
        </div>
      </div>
      <${ModalStack} views=${store.views} errors=${store.viewErrors} demo=${store.workspace.demo} />
      <${ConfirmDialog} question=${store.question} />
      <${Notices} notices=${store.notices} />
      <p class="visually-hidden" role="status" aria-live="polite">${store.announcement}</p>
    <//>
  `;
}
