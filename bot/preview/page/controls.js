// The page's own small controls: a button that is only an icon, and the sign that something is under way.
import { html } from "./ui.js";
import { Icon } from "./icons.js";

export function IconButton({ icon, label, className = "", ...rest }) {
  return html`
    <button class=${`icon-button ${className}`} type="button" aria-label=${label} title=${label} ...${rest}>
      <${Icon} name=${icon} />
    </button>
  `;
}

export const Spinner = () => html`<span class="spinner" aria-hidden="true"></span>`;

/** An icon that is a spinner while its control is busy. */
export const BusyIcon = ({ icon, busy }) => (busy ? html`<${Spinner} />` : html`<${Icon} name=${icon} />`);
