// One message: who, when, what it says, its files and the way into its thread.
import { html, memo, useContext } from "./ui.js";
import { Attachments } from "./attachments.js";
import { Avatar } from "./avatar.js";
import { DemoBadge, speaksOfDemo } from "./demo.js";
import { Files } from "./files.js";
import { Icon } from "./icons.js";
import { MessageBlocks } from "./kit/blocks.js";
import { Names } from "./names.js";
import { Reactions } from "./reactions.js";
import { threadHash } from "./route.js";
import { ShortcutButtons } from "./shortcuts.js";
import { clock, longStamp, since } from "./text/dates.js";
import { Mrkdwn } from "./text/mrkdwn.js";

const instant = (ts) => new Date(Number(ts) * 1000);

function Time({ message }) {
  const date = new Date(message.at);
  return html`<time class="message-time" datetime=${message.at} title=${longStamp(date)}>${clock(date)}</time>`;
}

function Head({ message, demoDomain }) {
  const names = useContext(Names);
  return html`
    <div class="message-head">
      <span class="message-name">${message.username ?? names.user(message.user)}</span>
      ${message.is_bot && html`<span class="badge badge-app">App</span>`}
      <${Time} message=${message} />
      ${demoDomain && html`<${DemoBadge} domain=${demoDomain} />`}
    </div>
  `;
}

function Content({ message }) {
  const edited = message.edited && html`<span class="edited">(edited)</span>`;
  if (message.blocks?.length) return html`<${MessageBlocks} message=${message} />${edited}`;
  return message.text && html`<div class="message-text"><${Mrkdwn} source=${message.text} />${edited}</div>`;
}

function Replies({ message }) {
  const count = message.reply_count;
  return html`
    <a class="replies" href=${threadHash(message.channel, message.ts)}>
      <span class="replies-people">
        ${message.reply_users.slice(0, 3).map((user) => html`<${Avatar} key=${user} id=${user} size="small" />`)}
      </span>
      <span class="replies-count">${count} ${count === 1 ? "reply" : "replies"}</span>
      <span class="replies-last">Last reply ${since(instant(message.latest_reply))}</span>
    </a>
  `;
}

function ThreadLink({ message }) {
  const hash = threadHash(message.channel, message.ts);
  return html`
    <a class="icon-button" href=${hash} title="Reply in thread" aria-label="Reply in thread">
      <${Icon} name="thread" />
    </a>
  `;
}

function Toolbar({ message, inThread }) {
  return html`
    <div class="message-tools">
      <${ShortcutButtons} message=${message} />
      ${!inThread && html`<${ThreadLink} message=${message} />`}
    </div>
  `;
}

function marksOf({ message, isCompact, isOpenThread }) {
  const marks = { "is-compact": isCompact, "is-ephemeral": message.ephemeral, "is-open": isOpenThread };
  return Object.keys(marks).filter((mark) => marks[mark]).join(" ");
}

const Gutter = ({ message, isCompact }) =>
  isCompact ? html`<${Time} message=${message} />` : html`<${Avatar} id=${message.user} isBot=${message.is_bot} />`;

function View({ message, isCompact, isOpenThread, demoDomain, isDemo, inThread }) {
  const demo = isDemo || speaksOfDemo(message, demoDomain) ? demoDomain : null;
  return html`
    <li class=${`message ${marksOf({ message, isCompact, isOpenThread })}`}>
      ${message.ephemeral && html`<p class="only-you"><${Icon} name="eye" /> Only visible to you</p>`}
      <div class="message-gutter"><${Gutter} message=${message} isCompact=${isCompact} /></div>
      <div class="message-body">
        ${!isCompact && html`<${Head} message=${message} demoDomain=${demo} />`}
        <${Content} message=${message} />
        <${Attachments} attachments=${message.attachments} message=${message} />
        <${Files} files=${message.files} />
        <${Reactions} reactions=${message.reactions} />
        ${!inThread && message.reply_count > 0 && html`<${Replies} message=${message} />`}
      </div>
      ${!message.ephemeral && html`<${Toolbar} message=${message} inThread=${inThread} />`}
    </li>
  `;
}

export const Message = memo(View);
