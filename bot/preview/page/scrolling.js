// Keeps a list at its newest message while a person reads there, and draws long lists piece by piece.
import { useCallback, useContext, useEffect, useLayoutEffect, useRef, useState } from "./ui.js";
import { Names } from "./names.js";

const PIECE = 80;
const CLOSE_PX = 60;

const isAtBottom = (element) => element.scrollHeight - element.scrollTop - element.clientHeight < CLOSE_PX;

/** Follows the bottom until a person scrolls away, then counts what they miss; what they asked for is always shown. */
export function useBottom(scroller, content, messages, isPinnedAtFirst) {
  const names = useContext(Names);
  const isPinned = useRef(isPinnedAtFirst);
  const [seen, setSeen] = useState(null);
  const last = messages?.at(-1);
  const toBottom = useCallback(() => {
    isPinned.current = true;
    setSeen(null);
    scroller.current.scrollTop = scroller.current.scrollHeight;
  }, []);

  /** An answer taller than the view is read from its beginning. */
  const showLast = () => {
    const message = content.current.querySelector(".message:last-child");
    toBottom();
    if (message.offsetHeight < scroller.current.clientHeight) return;
    isPinned.current = false;
    message.scrollIntoView({ block: "start" });
  };

  useEffect(() => {
    const element = scroller.current;
    const follow = () => {
      if (isPinned.current) element.scrollTop = element.scrollHeight;
    };
    const noteScroll = () => {
      isPinned.current = isAtBottom(element);
      if (isPinned.current) setSeen(null);
    };
    const sizes = new ResizeObserver(follow);
    sizes.observe(content.current);
    sizes.observe(element);
    element.addEventListener("scroll", noteScroll, { passive: true });
    return () => {
      sizes.disconnect();
      element.removeEventListener("scroll", noteScroll);
    };
  }, []);

  const before = useRef(undefined);
  useLayoutEffect(() => {
    const previous = before.current;
    before.current = last?.ts;
    if (!previous || !last || last.ts <= previous) return;
    if (last.user === names.me || last.ephemeral) showLast();
    else if (!isPinned.current) setSeen((kept) => kept ?? previous);
  }, [last?.ts]);

  const missed = seen === null ? 0 : messages.filter((message) => message.ts > seen).length;
  return { missed, toBottom };
}

/** The first row to draw; `sentinel` coming into view draws an earlier piece without moving what is read. */
export function useWindow(scroller, count) {
  const [drawn, setDrawn] = useState(PIECE);
  const heightBefore = useRef(null);
  const first = Math.max(0, count - drawn);
  const observer = useRef(null);
  const sentinel = useCallback((element) => {
    observer.current?.disconnect();
    if (!element) return;
    observer.current = new IntersectionObserver(([entry]) => {
      if (!entry.isIntersecting) return;
      heightBefore.current = scroller.current.scrollHeight;
      setDrawn((value) => value + PIECE);
    }, { root: scroller.current, rootMargin: "600px 0px 0px" });
    observer.current.observe(element);
  }, []);

  useLayoutEffect(() => {
    if (heightBefore.current === null) return;
    scroller.current.scrollTop += scroller.current.scrollHeight - heightBefore.current;
    heightBefore.current = null;
  }, [drawn]);
  return { first, sentinel };
}
