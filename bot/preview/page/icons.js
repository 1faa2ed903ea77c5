// The page's few line icons, drawn to one weight so that they sit well together.
import { html } from "./ui.js";

const PATHS = {
  anchor: [
    "M12 8.2V21M8.5 11.5h7M3.5 13.5C4 18 7.4 21 12 21s8-3 8.5-7.5",
    "M3.5 13.5l-1.2 2M3.5 13.5l2 1.2M20.5 13.5l1.2 2M20.5 13.5l-2 1.2",
    "M12 8.2a2.6 2.6 0 1 0 0-5.2 2.6 2.6 0 0 0 0 5.2Z",
  ],
  hash: ["M9.5 4 8 20M16 4l-1.5 16M4.5 9h15.5M4 15h15.5"],
  lock: ["M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3"],
  home: ["M4 11.5 12 5l8 6.5M6 10v9h12v-9M10 19v-5h4v5"],
  thread: ["M4 5h16v11H10l-4 4v-4H4z"],
  plus: ["M12 5v14M5 12h14"],
  send: ["M4 12 20 4.5 15 20l-3.5-6.5zM11.5 13.5 20 4.5"],
  clip: ["M19 11.5 12.5 18a4 4 0 0 1-5.7-5.7l6.7-6.6a2.7 2.7 0 0 1 3.8 3.8L10.6 16a1.3 1.3 0 0 1-1.9-1.9l6-6"],
  sun: [
    "M12 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8Z",
    "M12 3v2M12 19v2M3 12h2M19 12h2M5.6 5.6 7 7M17 17l1.4 1.4M18.4 5.6 17 7M7 17l-1.4 1.4",
  ],
  moon: ["M19.5 14.5A8 8 0 0 1 9.5 4.5a8 8 0 1 0 10 10Z"],
  close: ["M6 6l12 12M18 6 6 18"],
  chevron: ["M7 10l5 5 5-5"],
  menu: ["M4 7h16M4 12h16M4 17h16"],
  file: ["M7 3.5h7l4 4V20.5H7zM14 3.5v4h4"],
  download: ["M12 4v11M7.5 11 12 15.5 16.5 11M5 19.5h14"],
  eye: ["M3 12s3.3-6 9-6 9 6 9 6-3.3 6-9 6-9-6-9-6Z", "M12 14.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5Z"],
  more: ["M6 12h.01M12 12h.01M18 12h.01"],
  check: ["M5 12.5 10 17.5 19 7"],
  image: ["M4 5h16v14H4zM4 16l5-5 4 4 3-2.5 4 4M15.5 9h.01"],
  down: ["M12 5v14M6 13l6 6 6-6"],
  next: ["M5 12h13M12.5 6 18.5 12l-6 6"],
};

export function Icon({ name }) {
  return html`
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      ${PATHS[name].map((path) => html`<path d=${path} />`)}
    </svg>
  `;
}
