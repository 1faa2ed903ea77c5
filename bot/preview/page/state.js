// What the page knows, in one frozen value, and the pure steps from one value to the next.
import { useEffect, useState } from "./ui.js";

const threadKey = (channel, ts) => `${channel}/${ts}`;

let state = Object.freeze({
  workspace: null,
  failure: null,
  isConnected: true,
  timelines: {}, // channel id -> messages, oldest first
  threads: {}, // channel/ts -> the parent and its replies
  unread: {}, // channel id -> messages of others that came while it was not in view
  newFrom: {}, // channel id -> ts of the message the "New" line stands before
  announcement: "", // read out by screen readers
  views: [], // the stack of open modals, top last
  viewErrors: {}, // view id -> {block_id: sentence}
  home: null,
  notices: [],
  question: null, // a confirm dialog waiting for its answer
});
const watchers = new Set();

export const read = () => state;

export function update(step) {
  state = Object.freeze({ ...state, ...step(state) });
  for (const watcher of watchers) watcher(state);
}

export function useStore() {
  const [seen, setSeen] = useState(state);
  useEffect(() => {
    watchers.add(setSeen);
    setSeen(state);
    return () => watchers.delete(setSeen);
  }, []);
  return seen;
}

export const timeline = (from, channel) => from.timelines[channel];
export const thread = (from, channel, ts) => from.threads[threadKey(channel, ts)];

/** Messages with one added or replaced, in order of their timestamps. */
function withMessage(messages, message) {
  const index = messages.findLastIndex((other) => other.ts <= message.ts);
  const isThere = messages[index]?.ts === message.ts;
  return isThere ? messages.with(index, message) : messages.toSpliced(index + 1, 0, message);
}

export const isReply = (message) => message.thread_ts !== null && message.thread_ts !== message.ts;

function inLists(lists, key, change) {
  return lists[key] ? { ...lists, [key]: change(lists[key]) } : lists;
}

/** A message was posted or changed: it belongs to its channel or its thread, and a parent to both. */
export const keepMessage = (message) => ({ timelines, threads }) => {
  const put = (list) => withMessage(list, message);
  return {
    timelines: isReply(message) ? timelines : inLists(timelines, message.channel, put),
    threads: inLists(threads, threadKey(message.channel, message.thread_ts ?? message.ts), put),
  };
};

export const dropMessage = (channel, ts) => ({ timelines, threads }) => {
  const without = (list) => list.filter((message) => message.ts !== ts);
  const touched = Object.keys(threads).filter((key) => key.startsWith(`${channel}/`));
  return {
    timelines: inLists(timelines, channel, without),
    threads: touched.reduce((lists, key) => inLists(lists, key, without), threads),
  };
};

export const keepTimeline = (channel, messages) => ({ timelines }) => ({
  timelines: { ...timelines, [channel]: messages },
});

export const keepThread = (channel, ts, messages) => ({ threads }) => ({
  threads: { ...threads, [threadKey(channel, ts)]: messages },
});

/** The server's count is where the page starts from; afterwards it counts what it sees arrive. */
export const keepWorkspace = (workspace) => ({ unread }) => ({
  workspace,
  failure: null,
  unread: { ...Object.fromEntries(workspace.channels.map(({ id, unread: count }) => [id, count])), ...unread },
});

export const countUnread = (channel, ts) => ({ unread, newFrom }) => ({
  unread: { ...unread, [channel]: (unread[channel] ?? 0) + 1 },
  newFrom: { ...newFrom, [channel]: newFrom[channel] ?? ts },
});

export const markRead = (channel) => ({ unread }) => ({ unread: { ...unread, [channel]: 0 } });

export const markNewFrom = (channel, ts) => ({ newFrom }) => ({ newFrom: { ...newFrom, [channel]: ts } });

/** A modal was opened, updated or pushed: it is now the top of the stack. */
export const keepView = (view) => ({ views, viewErrors }) => {
  const index = views.findIndex((other) => other.id === view.id);
  const below = index < 0 ? views : views.slice(0, index);
  return { views: [...below, view], viewErrors: { ...viewErrors, [view.id]: {} } };
};

export const dropView = (id) => ({ views }) => ({ views: views.filter((view) => view.id !== id) });

export const keepViewErrors = (id, errors) => ({ viewErrors }) => ({ viewErrors: { ...viewErrors, [id]: errors } });

let lastNotice = 0;

/** A toast, also read out; the same words twice show once. */
export const addNotice = (text, kind = "plain") => ({ notices }) => {
  lastNotice += 1;
  const others = notices.filter((notice) => notice.text !== text);
  return { notices: [...others, { id: lastNotice, text, kind }].slice(-4), announcement: text };
};

export const dropNotice = (id) => ({ notices }) => ({ notices: notices.filter((notice) => notice.id !== id) });
