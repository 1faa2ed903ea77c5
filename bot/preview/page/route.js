// The place on the page lives in the address, so that Back, reload and links to a thread work.
import { useEffect, useState } from "./ui.js";

const PATTERN = /^#\/(?:(home)|channel\/([^/]+)(?:\/thread\/([^/]+))?)$/;

export function readRoute() {
  const [, home, channel, thread] = PATTERN.exec(location.hash) ?? [];
  return { home: Boolean(home), channel: channel ?? null, thread: thread ?? null };
}

/** A permalink arrives as /?channel=…&ts=…: the same place, in the page's own words. */
function adoptPermalink() {
  const query = new URLSearchParams(location.search);
  const channel = query.get("channel");
  if (!channel) return;
  const ts = query.get("thread_ts");
  history.replaceState(null, "", `/${ts ? threadHash(channel, ts) : channelHash(channel)}`);
}

const go = (hash) => {
  location.hash = hash;
};

export const homeHash = "#/home";
export const channelHash = (channel) => `#/channel/${channel}`;
export const threadHash = (channel, ts) => `#/channel/${channel}/thread/${ts}`;

export const openChannel = (channel) => go(channelHash(channel));

export function useRoute() {
  const [route, setRoute] = useState(readRoute);
  useEffect(() => {
    const update = () => setRoute(readRoute());
    addEventListener("hashchange", update);
    return () => removeEventListener("hashchange", update);
  }, []);
  return route;
}

adoptPermalink();
