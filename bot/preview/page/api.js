// Every call the page makes to the preview server, with the token that keeps other web pages out.
const token = document.querySelector('meta[name="preview-token"]').content;

export class ApiError extends Error {
  constructor(message, status) {
    super(message);
    this.status = status;
  }
}

async function answer(response) {
  const body = response.headers.get("content-type")?.includes("json") ? await response.json() : {};
  if (response.ok && body.ok !== false) return body;
  throw new ApiError(body.error ?? `The preview server answered ${response.status}.`, response.status);
}

async function call(method, path, { json, form, query } = {}) {
  const address = `/preview/${path}${query ? `?${new URLSearchParams(query)}` : ""}`;
  const headers = { "X-Preview-Token": token, ...(json && { "Content-Type": "application/json" }) };
  let response;
  try {
    response = await fetch(address, { method, headers, body: json ? JSON.stringify(json) : form });
  } catch {
    throw new ApiError("The preview server does not answer. Is it still running?", 0);
  }
  return answer(response);
}

const get = (path, query) => call("GET", path, { query });
const post = (path, json = {}) => call("POST", path, { json });

function upload(file, fields) {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) if (value) form.append(name, value);
  form.append("file", file, file.name);
  return call("POST", "files", { form });
}

export const api = {
  state: () => get("state"),
  messages: (channel) => get("messages", { channel }).then((body) => body.messages),
  thread: (channel, ts) => get("messages", { channel, thread_ts: ts }).then((body) => body.messages),
  send: (channel, text, thread) => post("messages", { channel, text, ...(thread && { thread_ts: thread }) }),
  act: (action) => post("actions", action),
  shortcut: (callback_id, { channel, ts }) => post("shortcuts", { callback_id, channel, ts }),
  submitView: (id, values) => post(`views/${encodeURIComponent(id)}/submit`, { values }),
  closeView: (id) => post(`views/${encodeURIComponent(id)}/close`),
  openHome: () => post("home"),
  shareFile: (file, channel, thread) => upload(file, { channel, thread_ts: thread }),
  storeFile: (file) => upload(file, { purpose: "view" }),
  actAs: (user) => post("me", { user }),
  invite: (channel) => post("invite", { channel }),
  createChannel: (name, isPrivate) => post("channels", { name, is_private: isPrivate }),
  nextDay: () => post("demo/next-day"),
  eventsAddress: () => `ws://${location.host}/preview/events?${new URLSearchParams({ token })}`,
};
