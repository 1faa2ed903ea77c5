// A list of messages with its days, groups and the "New" line; earlier ones are drawn as they are scrolled to.
import { Fragment, html, useMemo, useRef } from "./ui.js";
import { speaksOfDemo } from "./demo.js";
import { Icon } from "./icons.js";
import { Message } from "./message.js";
import { useBottom, useWindow } from "./scrolling.js";
import { dayKey, dayLabel } from "./text/dates.js";

const GROUPED_WITHIN_MS = 5 * 60_000;

/** People's quick words follow on without a head; what the app says always stands on its own. */
function isContinued(previous, message) {
  const isSamePerson = previous.user === message.user && !message.is_bot;
  return isSamePerson && new Date(message.at) - new Date(previous.at) < GROUPED_WITHIN_MS && !previous.reply_count;
}

/** Each message with what stands before it. */
function arrange(messages, newFrom) {
  return messages.map((message, n) => {
    const previous = messages[n - 1];
    const date = new Date(message.at);
    const startsDay = !previous || dayKey(new Date(previous.at)) !== dayKey(date);
    const isFirstNew = message.ts === newFrom;
    const isCompact = !startsDay && !isFirstNew && isContinued(previous, message);
    return { message, day: startsDay ? dayLabel(date) : null, isFirstNew, isCompact };
  });
}

function Row({ row, isOpenThread, demoDomain, isDemo, inThread }) {
  const { message, day, isFirstNew, isCompact } = row;
  return html`
    ${day && !inThread && html`<li class="day" key=${`day ${message.ts}`}><span>${day}</span></li>`}
    ${isFirstNew && html`<li class="new-line"><span>New</span></li>`}
    <${Message} message=${message} isCompact=${isCompact} isOpenThread=${isOpenThread} inThread=${inThread}
      demoDomain=${demoDomain} isDemo=${isDemo && message.is_bot} />
  `;
}

export function Timeline({ messages, newFrom, openThread, demo, label, beginning, inThread = false }) {
  const scroller = useRef(null);
  const content = useRef(null);
  const rows = useMemo(() => arrange(messages ?? [], newFrom), [messages, newFrom]);
  const { first, sentinel } = useWindow(scroller, rows.length);
  const { missed, toBottom } = useBottom(scroller, content, messages, !inThread);
  const isLoading = messages === undefined;
  const isDemo = inThread && !isLoading && speaksOfDemo(messages[0], demo?.domain);
  return html`
    <div class="timeline">
      <div class="scroller" ref=${scroller} tabindex="0" role="region" aria-label=${label}>
        <div class="scroller-content" ref=${content}>
          ${first === 0 ? !isLoading && beginning : html`<p class="earlier" ref=${sentinel}>Earlier messages…</p>`}
          ${isLoading && html`<p class="loading" role="status">Loading messages…</p>`}
          <ol class="messages">
            ${rows.slice(first).map((row) => html`
              <${Fragment} key=${row.message.ts}>
                <${Row} row=${row} isOpenThread=${row.message.ts === openThread} inThread=${inThread}
                  demoDomain=${demo?.domain} isDemo=${isDemo} />
              <//>`)}
          </ol>
        </div>
      </div>
      ${missed > 0 && html`
        <button class="to-bottom" type="button" onClick=${toBottom}>
          <${Icon} name="down" />${missed} new ${missed === 1 ? "message" : "messages"}
        </button>`}
    </div>
  `;
}
