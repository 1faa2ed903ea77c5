// Block Kit's text objects: mrkdwn is parsed, plain_text never is.
import { html } from "../ui.js";
import { withEmoji } from "../text/emoji.js";
import { Mrkdwn } from "../text/mrkdwn.js";

/** The words of a plain_text object; the server may also send the words alone. */
export const plain = (object) => (typeof object === "string" ? object : withEmoji(object?.text ?? ""));

export function PlainText({ object }) {
  return html`<span class="lines" dir="auto">${plain(object)}</span>`;
}

export function TextObject({ object }) {
  if (object?.type !== "mrkdwn") return html`<${PlainText} object=${object} />`;
  return html`<${Mrkdwn} source=${object.text} verbatim=${object.verbatim} />`;
}
