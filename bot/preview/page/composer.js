// Where a person types: messages, slash commands with hints, and files to share.
import { html, useEffect, useId, useLayoutEffect, useRef } from "./ui.js";
import { api } from "./api.js";
import { CommandHints, useHints } from "./command_hints.js";
import { BusyIcon, IconButton } from "./controls.js";
import { useDraft } from "./drafts.js";
import { untilEffect } from "./effects.js";
import { HiddenFiles, WaitingFiles } from "./files.js";
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

function FileButton({ setFiles }) {
  const input = useRef(null);
  const take = (chosen) => setFiles((kept) => [...kept, ...chosen]);
  return html`
    <${IconButton} icon="clip" label="Share a file" onClick=${() => input.current.click()} />
    <${HiddenFiles} input=${input} multiple=${true} onFiles=${take} />
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

const ThreadTip = () => html`
  <p class="composer-tip" role="status">Slack has no slash commands in threads: send it in the channel.</p>`;

export function Composer({ channel, thread = null, commands, files, setFiles, handle = null }) {
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

  const drop = (file) => setFiles((kept) => kept.filter((other) => other !== file));

  const send = async () => {
    const said = text.trim();
    const isUploading = busy && files.length > 0;
    if (isUploading || (!said && !files.length)) return;
    setText("");
    area.current.focus();
    const isSent = await run(() => deliver({ channel: channel.id, thread, text: said, files, onShared: drop }));
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

  const place = thread ? "Reply…" : `Message ${channel.is_im ? "" : "#"}${channel.name}`;
  const isCommand = text.startsWith("/");
  const active = hints.activeId(listId);
  return html`
    <div class="composer">
      <${CommandHints} hints=${hints} listId=${listId} onPick=${suggest} />
      <div class="composer-box">
        <div class="composer-row">
          <${FileButton} setFiles=${setFiles} />
          <textarea ref=${area} class=${`composer-text ${isCommand ? "is-command" : ""}`} rows="1" value=${text}
            placeholder=${place} aria-label=${place} title="Enter sends, Shift+Enter starts a new line" role="combobox"
            aria-autocomplete="list" aria-expanded=${hints.isOpen} aria-controls=${listId}
            aria-activedescendant=${active} onInput=${(event) => setText(event.target.value)} onKeyDown=${onKeyDown} />
          <button class="button button-send" type="button" aria-label="Send" aria-busy=${busy}
            disabled=${!text.trim() && (busy || !files.length)} onClick=${send}>
            <${BusyIcon} icon="send" busy=${busy} />
          </button>
        </div>
        <${WaitingFiles} files=${files} onRemove=${drop} />
        ${thread && isCommand && html`<${ThreadTip} />`}
      </div>
    </div>
  `;
}
