// Tables: Slack's plain one, and the data table that sorts and pages.
import { html, useState } from "../ui.js";
import { RichText } from "../text/richtext.js";

function words(cell) {
  if (cell.type !== "rich_text") return String(cell.text ?? cell.value ?? "");
  return cell.elements.flatMap(({ elements }) => elements.map(({ text }) => text ?? "")).join("");
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
  const heading = (cell, n) => html`<th scope="col" class=${look(n)}><${Cell} cell=${cell} /></th>`;
  const plainCell = (cell, n) => html`<td class=${look(n)}><${Cell} cell=${cell} /></td>`;
  return html`
    <div class="table-box" role="region" aria-label="Table" tabindex="0">
      <table class="table">
        <thead><tr>${head.map(heading)}</tr></thead>
        <tbody>${rows.map((row) => html`<tr>${row.map(plainCell)}</tr>`)}</tbody>
      </table>
    </div>
  `;
}

const number = (cell) => Number(cell.value ?? cell.text);

function compare(one, other) {
  if (isNumeric(one) && isNumeric(other)) return number(one) - number(other);
  return words(one).localeCompare(words(other), undefined, { numeric: true });
}

function sorted(rows, { column, isDescending }) {
  if (column === null) return rows;
  return rows.toSorted((one, other) => compare(one[column], other[column]) * (isDescending ? -1 : 1));
}

const MARKS = { ascending: "↑", descending: "↓", none: "↕" };

function SortHeading({ cell, column, order, onOrder, isNumber }) {
  const isSorted = order.column === column;
  const state = isSorted ? (order.isDescending ? "descending" : "ascending") : "none";
  const sort = () => onOrder({ column, isDescending: isSorted && !order.isDescending });
  return html`
    <th scope="col" class=${isNumber ? "align-right" : ""} aria-sort=${state}>
      <button class="sort" type="button" onClick=${sort}>
        <${Cell} cell=${cell} /><span class="sort-mark" aria-hidden="true">${MARKS[state]}</span>
      </button>
    </th>
  `;
}

function Pages({ page, pages, onPage }) {
  if (pages < 2) return null;
  const turn = (step) => () => onPage(page + step);
  return html`
    <div class="pages">
      <button class="button button-small" type="button" disabled=${page === 0} onClick=${turn(-1)}>Previous</button>
      <span>Page ${page + 1} of ${pages}</span>
      <button class="button button-small" type="button" disabled=${page === pages - 1} onClick=${turn(1)}>Next</button>
    </div>
  `;
}

function DataCell({ cell, isHeader }) {
  const look = isNumeric(cell) ? "align-right" : "";
  if (isHeader) return html`<th scope="row" class=${look}><${Cell} cell=${cell} /></th>`;
  return html`<td class=${look}><${Cell} cell=${cell} /></td>`;
}

export function DataTable({ block }) {
  const { caption, rows: [head, ...rows], page_size: size = 5, row_header_column_index: headerColumn = 0 } = block;
  const [order, setOrder] = useState({ column: null, isDescending: false });
  const [page, setPage] = useState(0);
  const shown = sorted(rows, order).slice(page * size, (page + 1) * size);
  const isNumber = (column) => rows.every((row) => isNumeric(row[column]));
  return html`
    <div class="table-box" role="region" aria-label=${caption} tabindex="0">
      <table class="table">
        <caption>${caption}</caption>
        <thead>
          <tr>
            ${head.map((cell, n) => html`
              <${SortHeading} cell=${cell} column=${n} order=${order} onOrder=${setOrder} isNumber=${isNumber(n)} />`)}
          </tr>
        </thead>
        <tbody>
          ${shown.map((row) => html`
            <tr>${row.map((cell, n) => html`<${DataCell} cell=${cell} isHeader=${n === headerColumn} />`)}</tr>`)}
        </tbody>
      </table>
      <${Pages} page=${page} pages=${Math.ceil(rows.length / size)} onPage=${setPage} />
    </div>
  `;
}
