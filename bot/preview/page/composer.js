// Where a person types: messages, slash commands with hints, and files to share.
import { html, useEffect, useId, useLayoutEffect, useRef, useState } from "./ui.js";
import { api } from "./api.js";
import { CommandHints, useHints } from "./command_hints.js";
import { useDraft } from "./drafts.js";
import { WaitingFiles } from "./files.js";
import { untilEffect } from "./effects.js";
import { Icon } from "./icons.js";
import { useTask } from "./tasks.js";

const TALLEST_PX = 240;

/** The text area is as tall as what is in it. */
function useGrowing(element, text) {
  useLayoutEffect(() => {
    const { style } = element.current;
    style.height = "auto";
    style.height = `${Math.min(element.current.scrollHeight, TALLEST_PX)}px`;
  }, [text]);
}

function FileButton({ onFiles }) {
  const input = useRef(null);
  const take = (event) => {
    onFiles([...event.target.files]);
    event.target.value = "";
  };
  return html`
    <button class="icon-button" type="button" title="Share a file" aria-label="Share a file" onClick=${() => input.current.click()}><${Icon} name="clip" /></button>
    <input class="visually-hidden" type="file" multiple tabindex="-1" aria-hidden="true" ref=${input} onChange=${take} />
  `;
}

/** Files first, as Slack shows them; a command is under way until something comes of it. */
async function deliver({ channel, thread, text, files, onShared }) {
  for (const file of files) {
    await api.shareFile(file, channel, thread);
    onShared(file);
  }
  const say = () => api.send(channel, text, thread);
  if (text) await (text.startsWith("/") ? untilEffect(say) : say());
}

export function Composer({ channel, thread = null, commands, files, onFiles, handle = null }) {
  const area = useRef(null);
  const listId = useId();
  const [text, setText] = useDraft(`${channel.id}/${thread ?? ""}`);
  const [busy, run] = useTask();
  const hints = useHints(commands, text);
  useGrowing(area, text);

  const suggest = (suggestion) => {
    setText(suggestion);
    area.current.focus();
  };
  useEffect(() => {
    if (handle) handle.current = { suggest };
  }, []);

  const send = async () => {
    const said = text.trim();
    const isUploading = busy && files.length > 0;
    if (isUploading || (!said && !files.length)) return;
    setText("");
    area.current.focus();
    const onShared = (file) => onFiles((kept) => kept.filter((other) => other !== file));
    const isSent = await run(() => deliver({ channel: channel.id, thread, text: said, files, onShared }));
    if (!isSent) setText((typed) => typed || text);
  };

  const onKeyDown = (event) => {
    if (event.isComposing) return;
    const completion = hints.onKey(event);
    if (completion) suggest(completion);
    else if (event.key === "Enter" && !event.shiftKey && !event.defaultPrevented) {
      event.preventDefault();
      send();
    }
  };

  const place = thread ? "Reply…" : channel.is_im ? "Message" : `Message #${channel.name}`;
  const isCommand = text.startsWith("/");
  return html`
    <div class="composer">
      <${CommandHints} hints=${hints} listId=${listId} onPick=${suggest} />
      <div class="composer-box">
        <div class="composer-row">
          <${FileButton} onFiles=${(chosen) => onFiles((kept) => [...kept, ...chosen])} />
          <textarea ref=${area} class=${`composer-text ${isCommand ? "is-command" : ""}`} rows="1" value=${text} placeholder=${place}
            aria-label=${place} title="Enter sends, Shift+Enter starts a new line" role="combobox" aria-autocomplete="list"
            aria-expanded=${hints.isOpen} aria-controls=${listId} aria-activedescendant=${hints.activeId(listId)}
            onInput=${(event) => setText(event.target.value)} onKeyDown=${onKeyDown} />
          <button class="button button-send" type="button" disabled=${!text.trim() && (busy || !files.length)} aria-busy=${busy} onClick=${send} aria-label="Send">
            ${busy ? html`<span class="spinner" aria-hidden="true"></span>` : html`<${Icon} name="send" />`}
          </button>
        </div>
        <${WaitingFiles} files=${files} onRemove=${(n) => onFiles((kept) => kept.toSpliced(n, 1))} />
        ${thread && isCommand && html`<p class="composer-tip" role="status">Slack has no slash commands in threads: send it in the channel.</p>`}
      </div>
    </div>
  `;
}
