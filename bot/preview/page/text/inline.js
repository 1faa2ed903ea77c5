// The inline nodes that mrkdwn, markdown and rich text all become, and the one place that turns them into elements.
import { html, useContext } from "../ui.js";
import { Names } from "../names.js";
import { emoji } from "./emoji.js";

export const text = (value) => ({ type: "text", text: value });
export const styled = (style, children) => ({ type: "styled", style, children });
export const link = (url, children) => ({ type: "link", url, children });

const SAFE_SCHEMES = new Set(["http:", "https:", "mailto:"]);
const TAGS = { bold: "strong", italic: "em", strike: "s", code: "code" };

/** The address a link may have, or null: whatever is not plain web or mail stays text. */
export function safeHref(url) {
  try {
    const parsed = new URL(url);
    return SAFE_SCHEMES.has(parsed.protocol) ? parsed.href : null;
  } catch {
    return null;
  }
}

export function ExternalLink({ url, className, children }) {
  const href = safeHref(url);
  if (href === null) return html`<span>${children}</span>`;
  return html`<a class=${className} href=${href} target="_blank" rel="noopener noreferrer nofollow">${children}</a>`;
}

function Mention({ node }) {
  const names = useContext(Names);
  switch (node.type) {
    case "user":
      return html`<span class=${`mention ${node.id === names.me ? "mention-me" : ""}`}>@${names.user(node.id)}</span>`;
    case "channel":
      return html`<a class="mention" href=${`#/channel/${node.id}`}>#${names.channel(node.id, node.name)}</a>`;
    default:
      return html`<span class="mention mention-me">@${node.name}</span>`;
  }
}

function InlineNode({ node }) {
  switch (node.type) {
    case "text":
      return node.text;
    case "styled": {
      const Tag = TAGS[node.style];
      return html`<${Tag}><${Inline} nodes=${node.children} /><//>`;
    }
    case "link":
      return html`<${ExternalLink} url=${node.url}><${Inline} nodes=${node.children} /><//>`;
    case "emoji":
      return html`<span class="emoji" role="img" aria-label=${node.name}>${emoji(node.name)}</span>`;
    default:
      return html`<${Mention} node=${node} />`;
  }
}

export function Inline({ nodes }) {
  return nodes.map((node) => html`<${InlineNode} node=${node} />`);
}
