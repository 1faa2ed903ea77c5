// Files shared in a message, and files waiting in a composer.
import { html } from "./ui.js";
import { Icon } from "./icons.js";

const UNITS = ["bytes", "kB", "MB", "GB"];

export function readableSize(bytes) {
  const power = Math.min(Math.floor(Math.log10(Math.max(bytes, 1)) / 3), UNITS.length - 1);
  const value = bytes / 1000 ** power;
  return `${power && value < 10 ? value.toFixed(1) : Math.round(value)} ${UNITS[power]}`;
}

const kind = ({ name, mimetype }) => (name.includes(".") ? name.split(".").at(-1).toUpperCase() : mimetype);

export function Files({ files }) {
  if (!files?.length) return null;
  return html`
    <ul class="files">
      ${files.map((file) => html`
        <li key=${file.id}>
          <a class="file" href=${file.url} download=${file.name}>
            <span class="file-icon"><${Icon} name="file" /></span>
            <span class="file-words"><span class="file-name">${file.name}</span><span class="file-facts">${kind(file)} · ${readableSize(file.size)}</span></span>
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
      ${files.map((file, n) => html`
        <li key=${`${n} ${file.name}`}>
          <${Icon} name="file" /><span class="file-name">${file.name}</span><span class="file-facts">${readableSize(file.size)}</span>
          <button class="icon-button" type="button" onClick=${() => onRemove(n)} aria-label=${`Remove ${file.name}`}><${Icon} name="close" /></button>
        </li>`)}
    </ul>
  `;
}
