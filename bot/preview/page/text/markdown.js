// The subset of standard Markdown that a markdown block is likely to hold.
import { html, useMemo } from "../ui.js";
import { Inline, link, safeHref, styled, text } from "./inline.js";
import { decode } from "./mrkdwn.js";

const SPANS = [
  [/^`([^`\n]+)`/, ([, code]) => styled("code", [text(decode(code))])],
  [/^\*\*(?=\S)([^\n]*?\S)\*\*(?!\*)/, ([, inner]) => styled("bold", readSpans(inner))],
  [/^__(?=\S)([^\n]*?\S)__(?![_\p{L}\p{N}])/u, ([, inner]) => styled("bold", readSpans(inner))],
  [/^~~(?=\S)([^\n]*?\S)~~/, ([, inner]) => styled("strike", readSpans(inner))],
  [/^\*(?=[^\s*])([^\n*]*?\S)\*/, ([, inner]) => styled("italic", readSpans(inner))],
  [/^_(?=[^\s_])([^\n_]*?\S)_(?![\p{L}\p{N}])/u, ([, inner]) => styled("italic", readSpans(inner))],
  [/^!?\[([^\]\n]*)\]\(([^\s()]+)\)/, ([, label, url]) => linked(decode(url), label)],
  [/^<?(https?:\/\/[^\s<>]*[^\s<>.,;:!?'")\]*_~])>?/, ([, url]) => linked(decode(url), url)],
];
const INTERESTING = /[`*_~[!<h\\]/g;

const linked = (url, label) => (safeHref(url) === null ? text(decode(label)) : link(url, [text(decode(label || url))]));

function spanAt(source, at) {
  const before = source[at - 1];
  if (source[at] === "\\" && /[\\`*_~[\]()#>!-]/.test(source[at + 1] ?? "")) return [text(source[at + 1]), 2];
  if (/[_h]/.test(source[at]) && /[\p{L}\p{N}]/u.test(before ?? "")) return null;
  const rest = source.slice(at, at + 3000);
  for (const [pattern, build] of SPANS) {
    const match = pattern.exec(rest);
    if (match) return [build(match), match[0].length];
  }
  return null;
}

function readSpans(source) {
  const nodes = [];
  let shown = 0;
  INTERESTING.lastIndex = 0;
  for (let at = 0; at < source.length; ) {
    INTERESTING.lastIndex = at;
    const next = INTERESTING.exec(source)?.index ?? source.length;
    const found = next < source.length ? spanAt(source, next) : null;
    at = next + (found ? found[1] : 1);
    if (!found && next < source.length) continue;
    if (next > shown) nodes.push(text(decode(source.slice(shown, next))));
    if (found) nodes.push(found[0]);
    shown = at;
  }
  return nodes;
}

const HEADING = /^(#{1,6})\s+(.*?)\s*#*$/;
const QUOTE = /^(?:>|&gt;)\s?/;
const ITEM = /^(\s*)(?:([-*+])|(\d{1,9})[.)])\s+(.*)$/;
const KINDS = [
  ["fence", /^```/],
  ["heading", HEADING],
  ["rule", /^(?:-{3,}|\*{3,}|_{3,})\s*$/],
  ["quote", QUOTE],
  ["item", ITEM],
  ["blank", /^\s*$/],
];

const kindOf = (line) => KINDS.find(([, pattern]) => pattern.test(line))?.[0] ?? "paragraph";

/** How many lines the construct beginning at `from` spans. */
function extent(lines, from, kind) {
  if (kind === "heading" || kind === "rule") return 1;
  if (kind === "fence") {
    const end = lines.findIndex((line, n) => n > from && line.startsWith("```"));
    return (end < 0 ? lines.length : end + 1) - from;
  }
  const end = lines.findIndex((line, n) => n > from && kindOf(line) !== kind);
  return (end < 0 ? lines.length : end) - from;
}

const spans = (lines) => html`<${Inline} nodes=${readSpans(lines.join("\n"))} />`;

function Item({ line }) {
  const [, indent, , ordinal, content] = ITEM.exec(line);
  return html`
    <li class=${`list-item depth-${Math.min(Math.floor(indent.length / 2), 4)}`}>
      <span class="list-mark">${ordinal ? `${ordinal}.` : "•"}</span>
      <span>${spans([content])}</span>
    </li>
  `;
}

function Heading({ line }) {
  const [, marks, title] = HEADING.exec(line);
  const look = `md-heading md-heading-${Math.min(marks.length, 3)}`;
  return html`<p class=${look} role="heading" aria-level=${marks.length + 2}>${spans([title])}</p>`;
}

/** What each kind of consecutive lines becomes. */
const CONSTRUCTS = {
  fence: (lines) => {
    const code = lines.slice(1, lines.at(-1) === "```" ? -1 : undefined);
    return html`<pre class="pre">${decode(code.join("\n"))}</pre>`;
  },
  rule: () => html`<hr class="divider" />`,
  heading: ([line]) => html`<${Heading} line=${line} />`,
  quote: (lines) => html`<blockquote class="quote">${spans(lines.map((line) => line.replace(QUOTE, "")))}</blockquote>`,
  item: (lines) => html`<ul class="list">${lines.map((line) => html`<${Item} line=${line} />`)}</ul>`,
  paragraph: (lines) => html`<p class="lines" dir="auto">${spans(lines)}</p>`,
};

function read(source) {
  const lines = source.split("\n");
  const parts = [];
  for (let at = 0; at < lines.length; ) {
    const kind = kindOf(lines[at]);
    const length = extent(lines, at, kind);
    if (kind !== "blank") parts.push(CONSTRUCTS[kind](lines.slice(at, at + length)));
    at += length;
  }
  return parts;
}

export function Markdown({ source }) {
  return useMemo(() => read(source), [source]);
}
