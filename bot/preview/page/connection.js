// Says when the stream of events is down; what is on screen stays, and the page reconnects by itself.
import { html } from "./ui.js";
import { Spinner } from "./controls.js";

export function ConnectionBanner({ isConnected }) {
  if (isConnected) return null;
  return html`
    <p class="connection" role="alert">
      <${Spinner} /> The connection to the preview server is lost. Reconnecting…
    </p>
  `;
}
