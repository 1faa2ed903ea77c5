// A field that filters as one types and opens a list: the body of every select menu.
import { html, useEffect, useId, useRef, useState } from "../ui.js";
import { BusyIcon } from "../controls.js";
import { Floating } from "../floating.js";
import { Icon } from "../icons.js";

const matching = (choices, query) => {
  const wanted = query.trim().toLowerCase();
  return wanted ? choices.filter(({ label }) => label.toLowerCase().includes(wanted)) : choices;
};

const keepFocus = (event) => event.preventDefault();

function OptionWords({ choice }) {
  return html`
    <span class="option-words">
      <span dir="auto">${choice.label}</span>
      ${choice.about && html`<span class="option-about">${choice.about}</span>`}
    </span>
  `;
}

function Options({ id, shown, chosen, active, isMany, onActive, onChoose }) {
  const list = useRef(null);
  const opensGroup = (choice, n) => choice.group && choice.group !== shown[n - 1]?.group;
  useEffect(() => {
    list.current.querySelector(".is-active")?.scrollIntoView({ block: "nearest" });
  }, [active]);
  return html`
    <ul class="options" id=${id} role="listbox" aria-multiselectable=${isMany} ref=${list} onMouseDown=${keepFocus}>
      ${shown.map((choice, n) => html`
        ${opensGroup(choice, n) && html`<li class="option-group" role="presentation">${choice.group}</li>`}
        <li class=${`option ${n === active ? "is-active" : ""}`} id=${`${id}-${n}`} role="option"
          aria-selected=${chosen.includes(choice)} onMouseMove=${() => onActive(n)} onClick=${() => onChoose(choice)}>
          <${OptionWords} choice=${choice} />
          ${chosen.includes(choice) && html`<${Icon} name="check" />`}
        </li>`)}
      ${shown.length === 0 && html`<li class="option-none" role="presentation">Nothing matches</li>`}
    </ul>
  `;
}

function Chips({ chosen, onRemove }) {
  return chosen.map((choice) => html`
    <span class="chip" key=${choice.key}>
      ${choice.label}
      <button type="button" tabindex="-1" aria-label=${`Remove ${choice.label}`} onClick=${() => onRemove(choice)}>
        <${Icon} name="close" />
      </button>
    </span>`);
}

/** `chosen` are members of `choices`; `onChoose` gets the choice that was picked (again: for many, it toggles). */
export function Combobox({ field, busy, placeholder, choices, chosen, isMany = false, onChoose, onClear = null }) {
  const [isOpen, setOpen] = useState(false);
  const [query, setQuery] = useState("");
  const [active, setActive] = useState(0);
  const anchor = useRef(null);
  const listId = useId();
  const shown = matching(choices, query);
  const label = isMany ? "" : (chosen[0]?.label ?? "");

  const open = () => {
    if (isOpen) return;
    setActive(Math.max(0, choices.indexOf(chosen[0])));
    setOpen(true);
  };
  const close = () => {
    setOpen(false);
    setQuery("");
  };
  const choose = (choice) => {
    setQuery("");
    if (!isMany) close();
    onChoose(choice);
  };
  const onInput = (event) => {
    setQuery(event.target.value);
    setActive(0);
    setOpen(true);
  };

  const KEYS = {
    ArrowDown: () => (isOpen ? setActive(Math.min(active + 1, shown.length - 1)) : open()),
    ArrowUp: () => (isOpen ? setActive(Math.max(active - 1, 0)) : open()),
    Enter: () => isOpen && shown[active] && choose(shown[active]),
    Escape: () => isOpen && close(),
  };
  const onKeyDown = (event) => {
    const lastChip = isMany && event.key === "Backspace" && !query && chosen.at(-1);
    if (lastChip) onChoose(lastChip);
    // Enter and Esc belong to the open list; otherwise to the form and the dialog around it.
    const isOurs = event.key in KEYS && (isOpen || event.key.startsWith("Arrow"));
    if (!isOurs) return;
    event.preventDefault();
    event.stopPropagation();
    KEYS[event.key]();
  };

  const about = {
    id: field.controlId,
    "aria-label": field.controlId ? undefined : placeholder,
    "aria-describedby": field.describedBy,
    "aria-invalid": field.isInvalid,
    "aria-expanded": isOpen,
    "aria-controls": listId,
    "aria-activedescendant": isOpen ? `${listId}-${active}` : undefined,
  };
  return html`
    <span class=${`combobox ${isOpen ? "is-open" : ""}`} ref=${anchor} aria-busy=${busy}>
      ${isMany && html`<${Chips} chosen=${chosen} onRemove=${onChoose} />`}
      <input class="combobox-input" type="text" autocomplete="off" role="combobox" aria-autocomplete="list" ...${about}
        placeholder=${label || placeholder} value=${isOpen ? query : label} onClick=${open} onInput=${onInput}
        onKeyDown=${onKeyDown} onBlur=${close} />
      ${onClear && chosen.length > 0 && html`
        <button class="combobox-clear" type="button" aria-label=${`Clear ${label}`} onClick=${onClear}>
          <${Icon} name="close" />
        </button>`}
      <${BusyIcon} icon="chevron" busy=${busy} />
      ${isOpen && html`
        <${Floating} anchor=${anchor} matchWidth=${true}>
          <${Options} id=${listId} shown=${shown} chosen=${chosen} active=${active} isMany=${isMany}
            onActive=${setActive} onChoose=${choose} />
        <//>`}
    </span>
  `;
}
