// Adds files dropped anywhere on a pane to those waiting, and shows that it would.
import { html, useState } from "./ui.js";

const carriesFiles = (event) => event.dataTransfer?.types.includes("Files");

export function DropZone({ tag: Tag, className, label, setFiles, children, ...rest }) {
  // Entering a child fires before leaving its parent, so the depth says when the pointer has really left.
  const [depth, setDepth] = useState(0);
  const enter = (event) => {
    if (carriesFiles(event)) setDepth((value) => value + 1);
  };
  const leave = (event) => {
    if (carriesFiles(event)) setDepth((value) => value - 1);
  };
  const over = (event) => {
    if (carriesFiles(event)) event.preventDefault();
  };
  const drop = (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    setDepth(0);
    const dropped = [...event.dataTransfer.files];
    setFiles((kept) => [...kept, ...dropped]);
  };
  return html`
    <${Tag} class=${className} onDragEnter=${enter} onDragLeave=${leave} onDragOver=${over} onDrop=${drop} ...${rest}>
      ${children}
      ${depth > 0 && html`<div class="drop-veil"><p>Drop to share in ${label}</p></div>`}
    <//>
  `;
}
