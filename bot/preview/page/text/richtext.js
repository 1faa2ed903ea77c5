// Slack's rich_text block: sections, nested lists, quotes and preformatted text, none of which is parsed again.
import { html } from "../ui.js";
import { slackDate } from "./dates.js";
import { Inline, link, styled, text } from "./inline.js";

const STYLES = ["bold", "italic", "strike", "code"];
const MARKERS = [(n) => `${n}.`, (n) => `${letter(n)}.`, (n) => `${roman(n)}.`];
const BULLETS = ["•", "◦", "▪"];

const letter = (n) => String.fromCharCode(96 + ((n - 1) % 26) + 1);

function roman(n) {
  const digits = [[10, "x"], [9, "ix"], [5, "v"], [4, "iv"], [1, "i"]];
  let rest = n;
  return digits.map(([value, mark]) => {
    const times = Math.floor(rest / value);
    rest -= times * value;
    return mark.repeat(times);
  }).join("");
}

function bare(element) {
  switch (element.type) {
    case "text":
      return text(element.text);
    case "link":
      return link(element.url, [text(element.text || element.url)]);
    case "user":
      return { type: "user", id: element.user_id };
    case "channel":
      return { type: "channel", id: element.channel_id };
    case "usergroup":
      return { type: "usergroup", name: element.usergroup_id };
    case "broadcast":
      return { type: "broadcast", name: element.range };
    case "emoji":
      return element.unicode ? text(fromCodes(element.unicode)) : { type: "emoji", name: element.name };
    case "date":
      return text(slackDate(element.timestamp, element.format, element.fallback ?? ""));
    case "color":
      return styled("code", [text(element.value)]);
    default:
      return text(`(${element.type})`);
  }
}

const fromCodes = (codes) => String.fromCodePoint(...codes.split("-").map((code) => Number.parseInt(code, 16)));

const node = (element) =>
  STYLES.filter((style) => element.style?.[style]).reduce((inner, style) => styled(style, [inner]), bare(element));

const nodes = (elements) => elements.map(node);

function List({ list }) {
  const depth = list.indent ?? 0;
  const mark = (n) => (list.style === "ordered" ? MARKERS[depth % 3](n + 1 + (list.offset ?? 0)) : BULLETS[depth % 3]);
  const Tag = list.style === "ordered" ? "ol" : "ul";
  return html`<${Tag} class="list">
    ${list.elements.map((item, n) => html`
      <li class=${`list-item depth-${Math.min(depth, 4)}`}>
        <span class="list-mark" aria-hidden="true">${mark(n)}</span>
        <span dir="auto"><${Inline} nodes=${nodes(item.elements)} /></span>
      </li>`)}
  <//>`;
}

function Part({ part }) {
  switch (part.type) {
    case "rich_text_section":
      return html`<div class="lines" dir="auto"><${Inline} nodes=${nodes(part.elements)} /></div>`;
    case "rich_text_list":
      return html`<${List} list=${part} />`;
    case "rich_text_quote":
      return html`<blockquote class="quote" dir="auto"><${Inline} nodes=${nodes(part.elements)} /></blockquote>`;
    case "rich_text_preformatted":
      return html`<pre class="pre"><${Inline} nodes=${nodes(part.elements)} /></pre>`;
    default:
      return html`<p class="unsupported">The preview does not show ${part.type} here.</p>`;
  }
}

export function RichText({ elements }) {
  return elements.map((part) => html`<${Part} part=${part} />`);
}
