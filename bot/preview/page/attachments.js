// Slack's older attachments: a bar with a title and text, or with blocks.
import { html } from "./ui.js";
import { MessageBlocks } from "./kit/blocks.js";
import { ExternalLink } from "./text/inline.js";
import { Mrkdwn } from "./text/mrkdwn.js";

const COLORS = { good: "good", warning: "warning", danger: "danger" };

function Title({ title, link }) {
  return html`<p class="attachment-title">${link ? html`<${ExternalLink} url=${link}>${title}<//>` : title}</p>`;
}

function Attachment({ attachment, message }) {
  const { color, title, title_link: link, text, fallback, blocks } = attachment;
  const said = text ?? (blocks ? null : fallback);
  return html`
    <div class=${`attachment attachment-${COLORS[color] ?? "plain"}`}>
      ${title && html`<${Title} title=${title} link=${link} />`}
      ${said && html`<div class="message-text"><${Mrkdwn} source=${said} /></div>`}
      ${blocks && html`<${MessageBlocks} message=${{ ...message, blocks }} />`}
    </div>
  `;
}

export function Attachments({ attachments, message }) {
  return attachments?.map((attachment) => html`<${Attachment} attachment=${attachment} message=${message} />`);
}
