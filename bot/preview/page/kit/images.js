// Pictures of the preview itself are shown; others stay words, because the page loads nothing from elsewhere.
import { html } from "../ui.js";
import { Icon } from "../icons.js";

const isOurs = (url) => URL.canParse(url, location.href) && new URL(url, location.href).origin === location.origin;

export function Picture({ image, size }) {
  if (image.image_url && isOurs(image.image_url)) {
    return html`<img class=${`picture picture-${size}`} src=${image.image_url} alt=${image.alt_text} loading="lazy" />`;
  }
  return html`
    <span class=${`picture picture-${size} picture-absent`} role="img" aria-label=${image.alt_text}>
      <${Icon} name="image" />${size === "large" && html`<span>${image.alt_text}</span>`}
    </span>
  `;
}
