// Starts the page.
import { html, render } from "./ui.js";
import { App } from "./app.js";
import { start } from "./session.js";

const root = document.getElementById("app");
root.replaceChildren();
render(html`<${App} />`, root);
start();
