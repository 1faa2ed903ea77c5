// A panel beside its anchor in the browser's top layer, so that no scrolling box cuts it off.
import { html, useLayoutEffect, useRef } from "./ui.js";

const GAP_PX = 4;
const TALLEST_PX = 320;

/** Below the anchor if there is room, else above; never wider than the window. */
function place(panel, anchor, matchWidth) {
  const box = anchor.getBoundingClientRect();
  const below = innerHeight - box.bottom - GAP_PX * 2;
  const above = box.top - GAP_PX * 2;
  const goesUp = below < Math.min(panel.scrollHeight, TALLEST_PX) && above > below;
  const { style } = panel;
  style.maxHeight = `${Math.min(TALLEST_PX, goesUp ? above : below)}px`;
  style.minWidth = matchWidth ? `${box.width}px` : "";
  style.left = `${Math.max(GAP_PX, Math.min(box.left, innerWidth - panel.offsetWidth - GAP_PX))}px`;
  style.top = goesUp ? "auto" : `${box.bottom + GAP_PX}px`;
  style.bottom = goesUp ? `${innerHeight - box.top + GAP_PX}px` : "auto";
}

export function Floating({ anchor, className = "", matchWidth = false, children }) {
  const panel = useRef(null);
  useLayoutEffect(() => {
    const element = panel.current;
    const update = () => place(element, anchor.current, matchWidth);
    element.showPopover();
    update();
    addEventListener("scroll", update, true);
    addEventListener("resize", update);
    return () => {
      removeEventListener("scroll", update, true);
      removeEventListener("resize", update);
    };
  }, []);
  useLayoutEffect(() => place(panel.current, anchor.current, matchWidth));
  return html`<div ref=${panel} class=${`floating ${className}`} popover="manual">${children}</div>`;
}
