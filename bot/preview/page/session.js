// Brings the workspace onto the page and keeps it true while server events arrive.
import { api } from "./api.js";
import { noteEffect } from "./effects.js";
import { listen } from "./events.js";
import { openChannel, readRoute } from "./route.js";
import * as state from "./state.js";
import { attempt } from "./tasks.js";
import { summary } from "./summary.js";
import { haveTwoClocks } from "./text/dates.js";

const { read, update } = state;
const READ_AFTER_MS = 1_500;

/** Where a newcomer lands: the channel the app is already in. */
function firstChannel({ channels }) {
  const rooms = channels.filter((channel) => !channel.is_im);
  return rooms.find((channel) => channel.is_member) ?? rooms[0] ?? channels[0];
}

async function loadWorkspace() {
  const workspace = await api.state();
  haveTwoClocks(workspace.demo !== null);
  update(state.keepWorkspace(workspace));
  const { home, channel } = readRoute();
  const isKnown = home || workspace.channels.some(({ id }) => id === channel);
  if (!isKnown && workspace.channels.length) openChannel(firstChannel(workspace).id);
}

/** Puts the "New" line before the messages that came unseen, or takes an old line away. */
function markUnseen(channel, messages) {
  const count = read().unread[channel] ?? 0;
  const others = messages.filter((message) => message.user !== read().workspace.me.id);
  const first = count > 0 ? (others.at(-count) ?? others[0]) : null;
  // Where everything is new, a line that says so tells nothing.
  update(state.markNewFrom(channel, first && first !== messages[0] ? first.ts : null));
}

/** What a message event does to the messages on the page; any of them may safely happen twice. */
const STEPS = {
  message: ({ message }) => state.keepMessage(message),
  message_changed: ({ message }) => state.keepMessage(message),
  message_deleted: ({ channel, ts }) => state.dropMessage(channel, ts),
};
const underway = new Set();

const apply = (event) => update(STEPS[event.type](event));

/** Fetches messages and keeps them; what arrived meanwhile is applied again, for the answer may be older. */
async function fetched(fetch, keep) {
  const arrived = [];
  underway.add(arrived);
  try {
    keep(await fetch());
    arrived.forEach(apply);
  } finally {
    underway.delete(arrived);
  }
}

export const loadChannel = (channel) =>
  attempt(() => fetched(() => api.messages(channel), (messages) => {
    update(state.keepTimeline(channel, messages));
    markUnseen(channel, messages);
    if (!document.hidden) update(state.markRead(channel));
  }));

export const loadThread = (channel, ts) =>
  attempt(() => fetched(() => api.thread(channel, ts), (messages) => update(state.keepThread(channel, ts, messages))));

/** Reading a channel's messages is what tells the server that they were seen; soon is soon enough. */
const readTimers = {};

function noteRead(channel) {
  clearTimeout(readTimers[channel]);
  readTimers[channel] = setTimeout(() => attempt(() => api.messages(channel)), READ_AFTER_MS);
}

const isInView = (message) => !document.hidden && readRoute().channel === message.channel;

/** A new message is read out or counted, but not one's own. */
function notice(message) {
  const { workspace } = read();
  if (message.user === workspace?.me.id) return;
  if (isInView(message)) {
    update(() => ({ announcement: summary(message) }));
    noteRead(message.channel);
  } else if (!state.isReply(message)) {
    update(state.countUnread(message.channel, message.ts));
  }
}

/** Somebody else sees other channels, and none of the answers that were for one person only. */
function meet(workspace) {
  const me = read().workspace?.me.id;
  if (me && me !== workspace.me.id) location.reload();
  else update(state.keepWorkspace(workspace));
}

const HANDLERS = {
  message: ({ message }) => notice(message),
  view: ({ view }) => update(state.keepView(view)),
  view_closed: ({ view_id: id }) => update(state.dropView(id)),
  view_errors: ({ view_id: id, errors }) => update(state.keepViewErrors(id, errors)),
  home: ({ view }) => update(() => ({ home: view })),
  notice: ({ text }) => update(state.addNotice(text)),
  state: ({ state: workspace }) => meet(workspace),
};

function receive(event) {
  if (event.type in STEPS) {
    apply(event);
    for (const arrived of underway) arrived.push(event);
  }
  HANDLERS[event.type]?.(event);
  if (event.type !== "state") noteEffect();
}

/** After a break anything may have been missed: read again what is on screen. */
async function catchUp() {
  if (!(await attempt(loadWorkspace))) return;
  update(() => ({ isConnected: true }));
  const { channel, thread } = readRoute();
  if (read().timelines[channel]) await loadChannel(channel);
  if (thread && read().timelines[channel]) await loadThread(channel, thread);
}

/** A server that was started again has another token, which only a fresh copy of the page carries. */
async function explainLoss() {
  update(() => ({ isConnected: false }));
  try {
    await api.state();
  } catch (error) {
    if (error.status === 403 && read().workspace) location.reload();
    else update(() => ({ failure: error.message }));
  }
}

export function start() {
  listen({
    onEvent: receive,
    onOpen: catchUp,
    onLost: explainLoss,
  });
  document.addEventListener("visibilitychange", () => {
    const { channel } = readRoute();
    if (document.hidden || !channel) return;
    update(state.markRead(channel));
    noteRead(channel);
  });
}
