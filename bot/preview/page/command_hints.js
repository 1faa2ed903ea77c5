// The list of slash commands above the composer: arrows choose, Tab or Enter completes, Esc puts it away.
import { html, useEffect, useState } from "./ui.js";
import { completions } from "./commands.js";

export function useHints(commands, text) {
  const [active, setActive] = useState(0);
  const [dismissed, setDismissed] = useState(null);
  const found = completions(commands, text);
  const isOpen = found.length > 0 && dismissed !== text;
  useEffect(() => setActive(0), [text]);

  const chosen = found[Math.min(active, found.length - 1)];

  /** The text to continue with when this key completes, otherwise nothing. */
  const onKey = (event) => {
    if (!isOpen) return null;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) setActive((active + step + found.length) % found.length);
    if (event.key === "Escape") setDismissed(text);
    const isComplete = chosen.typed === text.trim().toLowerCase(); // then Enter sends it
    const completes = event.key === "Tab" ? !event.shiftKey : event.key === "Enter" && !isComplete;
    if (step || completes || event.key === "Escape") event.preventDefault();
    return completes ? `${chosen.typed} ` : null;
  };
  const activeId = (listId) => (isOpen ? `${listId}-${active}` : undefined);
  return { found, isOpen, active, setActive, onKey, activeId };
}

const keepFocus = (event) => event.preventDefault();

export function CommandHints({ hints, listId, onPick }) {
  if (!hints.isOpen) return null;
  return html`
    <ul class="hints" id=${listId} role="listbox" aria-label="Slash commands" onMouseDown=${keepFocus}>
      ${hints.found.map(({ typed, usage, description }, n) => html`
        <li key=${typed} id=${`${listId}-${n}`} role="option" class="hint" aria-selected=${n === hints.active}
          onMouseMove=${() => hints.setActive(n)} onClick=${() => onPick(`${typed} `)}>
          <span class="hint-typed">${typed}</span> <span class="hint-usage">${usage}</span>
          ${description && html`<span class="hint-about">${description}</span>`}
        </li>`)}
    </ul>
  `;
}
