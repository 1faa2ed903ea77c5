// The subset of standard Markdown that a markdown block is likely to hold, read into elements and the same inline nodes.
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

const ITEM = /^(\s*)(?:([-*+])|(\d{1,9})[.)])\s+(.*)$/;
const KINDS = [
  ["fence", /^```/],
  ["heading", /^(#{1,6})\s+(.*?)\s*#*$/],
  ["rule", /^(?:-{3,}|\*{3,}|_{3,})\s*$/],
  ["quote", /^(?:>|&gt;)\s?/],
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

function items(lines) {
  return lines.map((line) => {
    const [, indent, , ordinal, content] = ITEM.exec(line);
    return { depth: Math.min(Math.floor(indent.length / 2), 4), ordinal, content };
  });
}

function construct(kind, lines) {
  if (kind === "fence") return html`<pre class="pre">${decode(lines.slice(1, lines.at(-1) === "```" ? -1 : undefined).join("\n"))}</pre>`;
  if (kind === "rule") return html`<hr class="divider" />`;
  if (kind === "heading") {
    const [, marks, title] = KINDS[1][1].exec(lines[0]);
    return html`<p class=${`md-heading md-heading-${Math.min(marks.length, 3)}`} role="heading" aria-level=${marks.length + 2}>
      <${Inline} nodes=${readSpans(title)} />
    </p>`;
  }
  if (kind === "quote") {
    const inner = lines.map((line) => line.replace(KINDS[3][1], "")).join("\n");
    return html`<blockquote class="quote"><${Inline} nodes=${readSpans(inner)} /></blockquote>`;
  }
  if (kind === "item") {
    return html`<ul class="list">
      ${items(lines).map(({ depth, ordinal, content }) => html`
        <li class=${`list-item depth-${depth}`}>
          <span class="list-mark">${ordinal ? `${ordinal}.` : "•"}</span>
          <span><${Inline} nodes=${readSpans(content)} /></span>
        </li>`)}
    </ul>`;
  }
  return html`<p class="lines" dir="auto"><${Inline} nodes=${readSpans(lines.join("\n"))} /></p>`;
}

function read(source) {
  const lines = source.split("\n");
  const parts = [];
  for (let at = 0; at < lines.length; ) {
    const kind = kindOf(lines[at]);
    const length = extent(lines, at, kind);
    if (kind !== "blank") parts.push(construct(kind, lines.slice(at, at + length)));
    at += length;
  }
  return parts;
}

export function Markdown({ source }) {
  return useMemo(() => read(source), [source]);
}
