// Tables: Slack's plain one, and the data table that sorts and pages.
import { html, useState } from "../ui.js";
import { RichText } from "../text/richtext.js";

function words(cell) {
  if (cell.type === "rich_text") return cell.elements.flatMap(({ elements }) => elements.map(({ text }) => text ?? "")).join("");
  return String(cell.text ?? cell.value ?? "");
}

function Cell({ cell }) {
  if (cell.type === "rich_text") return html`<${RichText} elements=${cell.elements} />`;
  return html`<span class="lines" dir="auto">${words(cell)}</span>`;
}

const isNumeric = (cell) => cell.type === "raw_number";

export function Table({ block }) {
  const [head, ...rows] = block.rows;
  const settings = (n) => block.column_settings?.[n] ?? {};
  const look = (n) => `align-${settings(n).align ?? "left"} ${settings(n).is_wrapped ? "is-wrapped" : ""}`;
  return html`
    <div class="table-box" role="region" aria-label="Table" tabindex="0">
      <table class="table">
        <thead><tr>${head.map((cell, n) => html`<th scope="col" class=${look(n)}><${Cell} cell=${cell} /></th>`)}</tr></thead>
        <tbody>
          ${rows.map((row) => html`<tr>${row.map((cell, n) => html`<td class=${look(n)}><${Cell} cell=${cell} /></td>`)}</tr>`)}
        </tbody>
      </table>
    </div>
  `;
}

const number = (cell) => Number(cell.value ?? cell.text);

function sorted(rows, { column, isDescending }) {
  if (column === null) return rows;
  const compare = (one, other) =>
    isNumeric(one) && isNumeric(other) ? number(one) - number(other) : words(one).localeCompare(words(other), undefined, { numeric: true });
  return rows.toSorted((one, other) => compare(one[column], other[column]) * (isDescending ? -1 : 1));
}

function SortHeading({ cell, column, order, onOrder, isNumber }) {
  const isSorted = order.column === column;
  const state = isSorted ? (order.isDescending ? "descending" : "ascending") : undefined;
  return html`
    <th scope="col" class=${isNumber ? "align-right" : ""} aria-sort=${state}>
      <button class="sort" type="button" onClick=${() => onOrder({ column, isDescending: isSorted && !order.isDescending })}>
        <${Cell} cell=${cell} /><span class="sort-mark" aria-hidden="true">${isSorted ? (order.isDescending ? "↓" : "↑") : "↕"}</span>
      </button>
    </th>
  `;
}

function Pages({ page, pages, onPage }) {
  if (pages < 2) return null;
  return html`
    <div class="pages">
      <button class="button button-small" type="button" disabled=${page === 0} onClick=${() => onPage(page - 1)}>Previous</button>
      <span>Page ${page + 1} of ${pages}</span>
      <button class="button button-small" type="button" disabled=${page === pages - 1} onClick=${() => onPage(page + 1)}>Next</button>
    </div>
  `;
}

export function DataTable({ block }) {
  const { caption, rows: [head, ...rows], page_size: size = 5, row_header_column_index: headerColumn = 0 } = block;
  const [order, setOrder] = useState({ column: null, isDescending: false });
  const [page, setPage] = useState(0);
  const pages = Math.ceil(rows.length / size);
  const shown = sorted(rows, order).slice(page * size, (page + 1) * size);
  const align = (cell) => (isNumeric(cell) ? "align-right" : "");
  return html`
    <div class="table-box" role="region" aria-label=${caption} tabindex="0">
      <table class="table">
        <caption>${caption}</caption>
        <thead>
          <tr>${head.map((cell, n) => html`
            <${SortHeading} cell=${cell} column=${n} order=${order} onOrder=${setOrder} isNumber=${rows.every((row) => isNumeric(row[n]))} />`)}</tr>
        </thead>
        <tbody>
          ${shown.map((row) => html`
            <tr>${row.map((cell, n) => n === headerColumn
              ? html`<th scope="row" class=${align(cell)}><${Cell} cell=${cell} /></th>`
              : html`<td class=${align(cell)}><${Cell} cell=${cell} /></td>`)}</tr>`)}
        </tbody>
      </table>
      <${Pages} page=${page} pages=${pages} onPage=${setPage} />
    </div>
  `;
}
