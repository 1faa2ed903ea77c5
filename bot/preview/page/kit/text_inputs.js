// Fields a person types into, and the field that takes files.
import { html, useRef } from "../ui.js";
import { api } from "../api.js";
import { BusyIcon } from "../controls.js";
import { HiddenFiles, WaitingFiles } from "../files.js";
import { useTask } from "../tasks.js";
import { useElement } from "./host.js";
import { plain } from "./texts.js";

const TYPES = { email_text_input: "email", url_text_input: "url" };

const attributes = (element, field) => ({
  id: field.controlId,
  placeholder: plain(element.placeholder),
  "aria-invalid": field.isInvalid,
  "aria-describedby": field.describedBy,
  maxlength: element.max_length,
});

export function TextInput({ element }) {
  const { answer, keep, act, field } = useElement(element);
  const onInput = (event) => keep({ type: element.type, value: event.target.value || null });
  const onKeyDown = (event) => {
    if (event.key !== "Enter" || element.multiline || !field.sendsActions) return;
    event.preventDefault();
    act(answer);
  };
  const shared = { ...attributes(element, field), value: answer.value ?? "", onInput, onKeyDown, class: "text-input" };
  if (element.multiline) return html`<textarea ...${shared} rows="4" />`;
  // A number stays text while it is typed: the browser's own number field would swallow what is not one yet.
  const inputMode = element.type === "number_input" ? "decimal" : undefined;
  return html`<input ...${shared} type=${TYPES[element.type] ?? "text"} inputmode=${inputMode} autocomplete="off" />`;
}

export function FileInput({ element }) {
  const { answer, commit, field } = useElement(element);
  const [busy, run] = useTask();
  const input = useRef(null);
  const accept = element.filetypes?.map((type) => `.${type}`).join(",");
  const isOne = element.max_files === 1;
  const take = (chosen) =>
    run(async () => {
      const stored = [];
      for (const file of chosen.slice(0, element.max_files ?? 10)) stored.push((await api.storeFile(file)).file);
      await commit({ type: "file_input", files: stored });
    });
  const remove = (file) => commit({ type: "file_input", files: answer.files.filter((other) => other !== file) });
  return html`
    <div class="file-input">
      <button class="button" type="button" id=${field.controlId} aria-describedby=${field.describedBy}
        aria-invalid=${field.isInvalid} aria-busy=${busy} disabled=${busy} onClick=${() => input.current.click()}>
        <${BusyIcon} icon="clip" busy=${busy} /> Choose ${isOne ? "a file" : "files"}
      </button>
      <${HiddenFiles} input=${input} multiple=${!isOne} accept=${accept} onFiles=${take} />
      <${WaitingFiles} files=${answer.files} onRemove=${remove} />
    </div>
  `;
}
