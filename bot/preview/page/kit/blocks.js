// Block Kit's layout blocks, each by its type; a type the preview does not know leaves a discreet note.
import { html, useMemo } from "../ui.js";
import { Markdown } from "../text/markdown.js";
import { RichText } from "../text/richtext.js";
import { useAnswers } from "./answers.js";
import { Element } from "./elements.js";
import { Field, Host } from "./host.js";
import { Picture } from "./images.js";
import { InputBlock } from "./inputs.js";
import { DataTable, Table } from "./tables.js";
import { plain, PlainText, TextObject } from "./texts.js";

function Section({ block }) {
  return html`
    <div class="section">
      <div class="section-words">
        ${block.text && html`<div class="section-text"><${TextObject} object=${block.text} /></div>`}
        ${block.fields && html`
          <div class="section-fields">
            ${block.fields.map((field) => html`<div><${TextObject} object=${field} /></div>`)}
          </div>`}
      </div>
      ${block.accessory && html`<div class="section-accessory"><${Element} element=${block.accessory} /></div>`}
    </div>
  `;
}

function Context({ block }) {
  return html`
    <div class="context">
      ${block.elements.map((element) => element.type === "image"
        ? html`<${Picture} image=${element} size="tiny" />`
        : html`<span class="context-text"><${TextObject} object=${element} /></span>`)}
    </div>
  `;
}

const Actions = ({ block }) => html`
  <div class="actions">
    ${block.elements.map((element) => html`<${Element} key=${element.action_id} element=${element} />`)}
  </div>`;

const Header = ({ block }) => html`
  <p class="header-block" role="heading" aria-level="3" dir="auto">${plain(block.text)}</p>`;

const Image = ({ block }) => html`
  <figure class="figure">
    ${block.title && html`<figcaption><${PlainText} object=${block.title} /></figcaption>`}
    <${Picture} image=${block} size="large" />
  </figure>`;

const BLOCKS = {
  header: Header,
  section: Section,
  divider: () => html`<hr class="divider" />`,
  context: Context,
  actions: Actions,
  image: Image,
  input: InputBlock,
  rich_text: ({ block }) => html`<div class="rich-text"><${RichText} elements=${block.elements} /></div>`,
  markdown: ({ block }) => html`<div class="markdown"><${Markdown} source=${block.text} /></div>`,
  table: ({ block }) => html`<${Table} block=${block} />`,
  data_table: ({ block }) => html`<${DataTable} block=${block} />`,
};

function Block({ block, error }) {
  const View = BLOCKS[block.type];
  const field = useMemo(() => ({ block, sendsActions: true }), [block]);
  if (!View) return html`<p class="unsupported">The preview does not show the block “${block.type}”.</p>`;
  return html`<${Field.Provider} value=${field}><${View} block=${block} error=${error} /><//>`;
}

function Blocks({ host, errors }) {
  return html`
    <${Host.Provider} value=${host}>
      <div class="blocks">
        ${host.blocks.map((block, n) => html`
          <${Block} key=${block.block_id ?? n} block=${block} error=${errors?.[block.block_id]} />`)}
      </div>
    <//>
  `;
}

export function MessageBlocks({ message }) {
  const form = useAnswers();
  const host = useMemo(() => {
    const { channel, ts, blocks } = message;
    return { container: { type: "message", channel, ts }, form, blocks };
  }, [message, form]);
  return html`<${Blocks} host=${host} />`;
}

export function ViewBlocks({ view, form, errors }) {
  const host = useMemo(() => {
    const { id, blocks } = view;
    return { container: { type: "view", view_id: id }, form, blocks };
  }, [view, form]);
  return html`<${Blocks} host=${host} errors=${errors} />`;
}
