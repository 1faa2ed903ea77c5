// Files: shared in a message, waiting to be shared, and on their way in from the person's disk.
import { html } from "./ui.js";
import { IconButton } from "./controls.js";
import { Icon } from "./icons.js";

const UNITS = ["bytes", "kB", "MB", "GB"];

function readableSize(bytes) {
  const power = Math.min(Math.floor(Math.log10(Math.max(bytes, 1)) / 3), UNITS.length - 1);
  const value = bytes / 1000 ** power;
  return `${power && value < 10 ? value.toFixed(1) : Math.round(value)} ${UNITS[power]}`;
}

const kind = ({ name, mimetype }) => (name.includes(".") ? name.split(".").at(-1).toUpperCase() : mimetype);

function FileWords({ file }) {
  return html`
    <span class="file-words">
      <span class="file-name">${file.name}</span>
      <span class="file-facts">${kind(file)} · ${readableSize(file.size)}</span>
    </span>
  `;
}

export function Files({ files }) {
  if (!files?.length) return null;
  return html`
    <ul class="files">
      ${files.map((file) => html`
        <li key=${file.id}>
          <a class="file" href=${file.url} download=${file.name}>
            <span class="file-icon"><${Icon} name="file" /></span>
            <${FileWords} file=${file} />
            <${Icon} name="download" />
          </a>
        </li>`)}
    </ul>
  `;
}

export function WaitingFiles({ files, onRemove }) {
  if (!files.length) return null;
  return html`
    <ul class="waiting-files" aria-label="Files to share">
      ${files.map((file) => html`
        <li>
          <${Icon} name="file" />
          <span class="file-name">${file.name}</span>
          <span class="file-facts">${readableSize(file.size)}</span>
          <${IconButton} icon="close" label=${`Remove ${file.name}`} onClick=${() => onRemove(file)} />
        </li>`)}
    </ul>
  `;
}

/** The browser's own file field, out of sight; a button of ours clicks it. */
export function HiddenFiles({ input, onFiles, ...rest }) {
  const take = (event) => {
    const chosen = [...event.target.files];
    event.target.value = ""; // so that the same file can be chosen again
    onFiles(chosen);
  };
  return html`
    <input class="visually-hidden" type="file" tabindex="-1" aria-hidden="true" ref=${input} onChange=${take}
      ...${rest} />
  `;
}
