// Block Kit's interactive elements other than selects and text fields.
import { html, useLayoutEffect, useRef, useState } from "../ui.js";
import { confirmed } from "../confirm.js";
import { BusyIcon, Spinner } from "../controls.js";
import { Floating } from "../floating.js";
import { safeHref } from "../text/inline.js";
import { Checkboxes, RadioButtons } from "./choices.js";
import { useElement } from "./host.js";
import { Picture } from "./images.js";
import { FileInput, TextInput } from "./text_inputs.js";
import { ManySelect, OneSelect } from "./selects.js";
import { plain, PlainText } from "./texts.js";

const STYLES = { primary: "button-primary", danger: "button-danger" };

function Button({ element }) {
  const { act, busy } = useElement(element);
  const press = async () => {
    if (busy || !(await confirmed(element.confirm))) return;
    const href = element.url && safeHref(element.url);
    if (href) open(href, "_blank", "noopener,noreferrer");
    await act({ type: "button", value: element.value });
  };
  return html`
    <button class=${`button ${STYLES[element.style] ?? ""}`} type="button" aria-busy=${busy}
      aria-label=${element.accessibility_label} onClick=${press}>
      ${busy && html`<${Spinner} />`}<${PlainText} object=${element.text} />
    </button>
  `;
}

/** Arrow keys walk through a menu's items. */
function walk(event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const items = [...event.currentTarget.querySelectorAll("[role=menuitem]")];
  items[(items.indexOf(document.activeElement) + step + items.length) % items.length].focus();
}

function Menu({ anchor, options, onChoose, onClose }) {
  const menu = useRef(null);
  useLayoutEffect(() => menu.current.querySelector("[role=menuitem]").focus(), []);
  const onKeyDown = (event) => {
    walk(event);
    if (event.key !== "Escape" && event.key !== "Tab") return;
    event.preventDefault();
    onClose();
  };
  const onFocusOut = (event) => {
    if (!event.currentTarget.contains(event.relatedTarget)) onClose();
  };
  return html`
    <${Floating} anchor=${anchor} className="menu">
      <div role="menu" ref=${menu} onKeyDown=${onKeyDown} onFocusOut=${onFocusOut}>
        ${options.map((option) => html`
          <button class="menu-item" type="button" role="menuitem" tabindex="-1" onClick=${() => onChoose(option)}>
            <${PlainText} object=${option.text} />
          </button>`)}
      </div>
    <//>
  `;
}

function Overflow({ element }) {
  const { act, busy } = useElement(element);
  const [isOpen, setOpen] = useState(false);
  const anchor = useRef(null);
  const close = () => {
    setOpen(false);
    anchor.current.focus();
  };
  const choose = async (option) => {
    close();
    if (!(await confirmed(element.confirm))) return;
    const href = option.url && safeHref(option.url);
    if (href) open(href, "_blank", "noopener,noreferrer");
    await act({ type: "overflow", selected_option: option });
  };
  return html`
    <button class="button button-overflow" type="button" ref=${anchor} aria-label="More actions" aria-haspopup="menu"
      aria-expanded=${isOpen} aria-busy=${busy} onClick=${() => setOpen(!isOpen)}>
      <${BusyIcon} icon="more" busy=${busy} />
    </button>
    ${isOpen && html`<${Menu} anchor=${anchor} options=${element.options} onChoose=${choose} onClose=${close} />`}
  `;
}

const MOMENTS = {
  datepicker: { input: "date", name: "selected_date" },
  timepicker: { input: "time", name: "selected_time" },
};

function MomentPicker({ element }) {
  const { answer, commit, field } = useElement(element);
  const { input, name } = MOMENTS[element.type];
  const label = field.controlId ? undefined : plain(element.placeholder) || input;
  return html`
    <input class="text-input moment" type=${input} id=${field.controlId} value=${answer[name] ?? ""} aria-label=${label}
      aria-invalid=${field.isInvalid} aria-describedby=${field.describedBy}
      onChange=${(event) => commit({ type: element.type, [name]: event.target.value || null })} />
  `;
}

const ELEMENTS = {
  button: Button,
  overflow: Overflow,
  datepicker: MomentPicker,
  timepicker: MomentPicker,
  checkboxes: Checkboxes,
  radio_buttons: RadioButtons,
  image: ({ element }) => html`<${Picture} image=${element} size="accessory" />`,
  static_select: OneSelect,
  users_select: OneSelect,
  channels_select: OneSelect,
  conversations_select: OneSelect,
  multi_static_select: ManySelect,
  multi_users_select: ManySelect,
  multi_channels_select: ManySelect,
  multi_conversations_select: ManySelect,
  plain_text_input: TextInput,
  email_text_input: TextInput,
  url_text_input: TextInput,
  number_input: TextInput,
  file_input: FileInput,
};

export function Element({ element }) {
  const View = ELEMENTS[element.type];
  if (!View) return html`<span class="unsupported">The preview does not show “${element.type}”.</span>`;
  return html`<${View} element=${element} />`;
}
