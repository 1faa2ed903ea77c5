// Says when the stream of events is down; what is on screen stays, and the page reconnects by itself.
import { html } from "./ui.js";

export function ConnectionBanner({ isConnected }) {
  if (isConnected) return null;
  return html`
    <p class="banner banner-warning connection" role="alert">
      <span class="spinner" aria-hidden="true"></span>
      The connection to the preview server is lost. Reconnecting…
    </p>
  `;
}
