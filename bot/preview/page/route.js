// The place on the page lives in the address, so that Back, reload and links to a thread work.
import { useEffect, useState } from "./ui.js";

const PATTERN = /^#\/(?:(home)|channel\/([^/]+)(?:\/thread\/([^/]+))?)$/;

export function readRoute() {
  const [, home, channel, thread] = PATTERN.exec(location.hash) ?? [];
  return { home: Boolean(home), channel: channel ?? null, thread: thread ?? null };
}

const go = (hash) => {
  location.hash = hash;
};

export const homeHash = "#/home";
export const channelHash = (channel) => `#/channel/${channel}`;
export const threadHash = (channel, ts) => `#/channel/${channel}/thread/${ts}`;

export const openChannel = (channel) => go(channelHash(channel));
export const openThread = (channel, ts) => go(threadHash(channel, ts));

export function useRoute() {
  const [route, setRoute] = useState(readRoute);
  useEffect(() => {
    const update = () => setRoute(readRoute());
    addEventListener("hashchange", update);
    return () => removeEventListener("hashchange", update);
  }, []);
  return route;
}
