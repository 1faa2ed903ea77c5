// Slack's mrkdwn, read into nodes: nothing a message says ever becomes markup, only text and known elements.
import { html, useMemo } from "../ui.js";
import { slackDate } from "./dates.js";
import { emoji } from "./emoji.js";
import { Inline, link, safeHref, styled, text } from "./inline.js";

const ENTITIES = { "&amp;": "&", "&lt;": "<", "&gt;": ">" };
const STYLES = { "*": "bold", _: "italic", "~": "strike" };
const BARE_ADDRESS = /^https?:\/\/[^\s<>|`]*[^\s<>|`.,;:!?'")\]}»*_~]/;
const SHORT_NAME = /^:([a-z0-9_+-]+):/;
// A marker formats only beside spaces and punctuation; a word joiner (U+2060) beside it keeps it a character.
const WORD = /[^\s\p{P}\p{S}]|_/u;

/** Entities are decoded once: "&amp;lt;" is the text "&lt;". */
export const decode = (value) => value.replace(/&(?:amp|lt|gt);/g, (entity) => ENTITIES[entity]);

const isWord = (character) => character !== undefined && WORD.test(character);
const isSpace = (character) => character === undefined || /\s/.test(character);

function dateNode(body, label) {
  const [unix, format = "", url] = body.split("^");
  const shown = slackDate(unix, decode(format), decode(label));
  return url ? link(decode(url), [text(shown)]) : text(shown);
}

function specialNode(body, label) {
  if (body.startsWith("date^")) return dateNode(body.slice(5), label);
  if (body.startsWith("subteam^")) return { type: "usergroup", name: decode(label || body.slice(8)).replace(/^@/, "") };
  if (["here", "channel", "everyone"].includes(body)) return { type: "broadcast", name: body };
  return text(decode(label || `<!${body}>`));
}

/** What stands between < and >: a mention, a special, a link, or (unsafe scheme) its own text. */
function controlNode(body) {
  const bar = body.indexOf("|");
  const [target, label] = bar < 0 ? [body, ""] : [body.slice(0, bar), body.slice(bar + 1)];
  if (/^@[UW]/.test(target)) return { type: "user", id: target.slice(1) };
  if (target.startsWith("#")) return { type: "channel", id: target.slice(1), name: decode(label) || undefined };
  if (target.startsWith("!")) return specialNode(target.slice(1), label);
  const url = decode(target);
  if (safeHref(url) === null) return text(decode(`<${body}>`));
  return link(url, [text(decode(label) || url.replace(/^mailto:/, ""))]);
}

/** The end of a styled run that opens at `start`, stepping over <…> and code, or -1. */
function closing(line, start) {
  const marker = line[start];
  for (let at = start + 1; at < line.length; at += 1) {
    if (line[at] === "<" || line[at] === "`") {
      const end = line.indexOf(line[at] === "<" ? ">" : "`", at + 1);
      if (end > 0) at = end;
    } else if (line[at] === marker && at > start + 1 && !isSpace(line[at - 1]) && !isWord(line[at + 1])) {
      return at;
    }
  }
  return -1;
}

class InlineReader {
  constructor(line, verbatim) {
    this.line = line;
    this.verbatim = verbatim;
    this.nodes = [];
    this.pending = "";
    this.unclosed = new Set(); // a marker that found no end once finds none later: keeps reading linear
  }

  read() {
    for (let at = 0; at < this.line.length; ) at += this.step(at);
    this.flush();
    return this.nodes;
  }

  step(at) {
    const [node, length] = this.token(at) ?? [null, 1];
    if (node) this.flush().nodes.push(node);
    else this.pending += this.line[at];
    return length;
  }

  token(at) {
    const character = this.line[at];
    if (character === "<") return this.control(at);
    if (character === "`") return this.code(at);
    if (character in STYLES) return this.styled(at);
    if (character === ":") return this.emoji(at);
    if (character === "h" && !this.verbatim && !isWord(this.line[at - 1])) return this.address(at);
    return null;
  }

  flush() {
    if (this.pending) this.nodes.push(text(decode(this.pending)));
    this.pending = "";
    return this;
  }

  control(at) {
    const end = this.line.indexOf(">", at + 1);
    return end > at + 1 ? [controlNode(this.line.slice(at + 1, end)), end + 1 - at] : null;
  }

  code(at) {
    const end = this.line.indexOf("`", at + 1);
    if (end <= at + 1) return null;
    return [styled("code", [text(unformatted(this.line.slice(at + 1, end)))]), end + 1 - at];
  }

  styled(at) {
    const marker = this.line[at];
    const opens = !isWord(this.line[at - 1]) && !isSpace(this.line[at + 1]) && this.line[at + 1] !== marker;
    if (!opens || this.unclosed.has(marker)) return null;
    const end = closing(this.line, at);
    if (end < 0) {
      this.unclosed.add(marker);
      return null;
    }
    return [styled(STYLES[marker], readInline(this.line.slice(at + 1, end), this.verbatim)), end + 1 - at];
  }

  emoji(at) {
    const match = SHORT_NAME.exec(this.line.slice(at, at + 60));
    return match && emoji(match[1]) ? [{ type: "emoji", name: match[1] }, match[0].length] : null;
  }

  address(at) {
    const match = BARE_ADDRESS.exec(this.line.slice(at, at + 3000));
    return match && [link(decode(match[0]), [text(decode(match[0]))]), match[0].length];
  }
}

const readInline = (line, verbatim) => new InlineReader(line, verbatim).read();

/** Inside code nothing is formatted, but <url|label> still shows its label and entities are decoded. */
const unformatted = (source) =>
  decode(source.replace(/<([^<>|]+)(?:\|([^<>]*))?>/g, (_, target, label) => label || target));

const quoted = (line) => /^(?:&gt;|>) ?/.exec(line);

/** Consecutive lines of one kind together: [{quote: bool, lines: […]}]; ">>>" quotes all that follows. */
function paragraphs(source) {
  const groups = [];
  let quoteRest = false;
  for (const line of source.split("\n")) {
    const opensRest = !quoteRest && /^(?:&gt;|>){3} ?/.exec(line);
    const mark = opensRest || (quoteRest ? [""] : quoted(line));
    quoteRest ||= Boolean(opensRest);
    const quote = mark !== null;
    if (groups.at(-1)?.quote !== quote) groups.push({ quote, lines: [] });
    groups.at(-1).lines.push(quote ? line.slice(mark[0].length) : line);
  }
  return groups;
}

const joined = (lines, verbatim) =>
  lines.flatMap((line, n) => [...(n ? [text("\n")] : []), ...readInline(line, verbatim)]);

/** A text as a list of {type: "pre"|"quote"|"lines", …}. */
export function parseMrkdwn(source, verbatim = false) {
  return source.split(/```\n?([\s\S]*?)\n?```/g).flatMap((part, n, parts) => {
    if (n % 2) return [{ type: "pre", text: unformatted(part) }];
    const beside = part.replace(n ? /^\n/ : /^$/, "").replace(n < parts.length - 1 ? /\n$/ : /$^/, "");
    if (!beside) return [];
    return paragraphs(beside).map(({ quote, lines }) => {
      return { type: quote ? "quote" : "lines", nodes: joined(lines, verbatim) };
    });
  });
}

function Part({ part }) {
  if (part.type === "pre") return html`<pre class="pre">${part.text}</pre>`;
  if (part.type === "quote") return html`<blockquote class="quote"><${Inline} nodes=${part.nodes} /></blockquote>`;
  return html`<span class="lines" dir="auto"><${Inline} nodes=${part.nodes} /></span>`;
}

export function Mrkdwn({ source, verbatim }) {
  const parts = useMemo(() => parseMrkdwn(source, verbatim), [source, verbatim]);
  return parts.map((part) => html`<${Part} part=${part} />`);
}
