/**
 * A table whose rows can be chosen, whose headings sort, whose columns can be hidden. Texts go in as text, never as markup.
 *
 * @typedef {[string, number, boolean]} Column   heading, pixels, whether numbers
 * @typedef {{label: string, columns: Column[], rows: (string | number | null)[][], places: number[], token: string, chosen: number,
 *   sort: string, hidden: string[], told: string, height: number, lines: number, shades: number[][]}} Data
 * @typedef {(name: string, value: unknown) => void} Tell
 * @typedef {{data: Data, parentElement: Element, setStateValue: Tell}} Mounted
 */

const STEP = 200; // rows that are drawn at once; more come as one scrolls
const LEAST = 180; // pixels of the lowest table
const MARGIN = 20; // pixels left below a table that is as high as the window

/** @type {WeakMap<Element, Table>} */
const tables = new WeakMap();

/** @param {string} tag @param {string} text @param {Record<string, unknown>} attributes */
function make(tag, text = '', attributes = {}) {
  const element = document.createElement(tag);
  if (text) element.textContent = text;
  Object.entries(attributes).forEach(([name, value]) => element.setAttribute(name, String(value)));
  return element;
}

/** @param {string | number | null} value */
function written(value) {
  if (value === null || value === undefined) return '';
  return typeof value === 'number' ? value.toLocaleString('zh-CN', { maximumFractionDigits: 12 }) : value;
}

class Table {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root;
    this.told = make('span', '', { class: 'qv-told', role: 'status' });
    this.columns = make('details', '', { class: 'qv-columns' });
    const bar = make('div', '', { class: 'qv-bar' });
    bar.append(this.told, this.columns);
    this.scroll = make('div', '', { class: 'qv-scroll' });
    this.table = make('table', '', { role: 'grid' });
    this.scroll.append(this.table);
    root.replaceChildren(bar, this.scroll);
    this.token = '';
    this.listen();
  }

  listen() {
    this.scroll.addEventListener('scroll', () => {
      if (this.scroll.scrollTop + 2 * this.scroll.clientHeight > this.scroll.scrollHeight) this.grow(STEP);
    });
    this.table.addEventListener('click', (event) => {
      const row = event.target.closest('tbody tr');
      const head = event.target.closest('th');
      if (row && !window.getSelection()?.toString()) this.choose(row);
      else if (head) this.sort(head.dataset.heading);
    });
    this.table.addEventListener('keydown', (event) => this.press(event));
    this.columns.addEventListener('change', () => this.hide());
    // A click elsewhere closes the choice of columns.
    this.root.getRootNode().addEventListener('click', (event) => {
      if (!this.columns.contains(event.target)) this.columns.open = false;
    });
    window.addEventListener('resize', () => this.fit());
    window.addEventListener('beforeprint', () => this.grow(Infinity));
    // What stands above a table comes and goes.
    new ResizeObserver(() => this.fit()).observe(document.body);
  }

  /** @param {Mounted} mounted */
  update(mounted) {
    this.mounted = mounted;
    const { data } = mounted;
    const same = this.token === `${data.token}${data.sort}${data.hidden}`;
    this.token = `${data.token}${data.sort}${data.hidden}`;
    this.told.textContent = data.told;
    this.table.setAttribute('aria-label', data.label);
    this.table.setAttribute('aria-rowcount', String(data.rows.length + 1));
    this.root.style.setProperty('--lines', String(data.lines));
    if (!same) this.draw(data);
    this.mark(data.chosen, !same);
    this.fit();
  }

  /** @param {Data} data */
  draw(data) {
    this.kept = data.columns.map((_, at) => at).filter((at) => !data.hidden.includes(data.columns[at][0]));
    const group = make('colgroup');
    const head = make('tr');
    this.kept.forEach((at) => {
      const [heading, width, number] = data.columns[at];
      group.append(make('col', '', { style: `width: ${width}px` }));
      const cell = make('th', '', { scope: 'col', 'data-heading': heading, 'aria-sort': this.order(heading) });
      if (number) cell.setAttribute('data-number', '');
      cell.append(make('button', heading, { type: 'button', title: `按“${heading}”排序` }));
      head.append(cell);
    });
    const top = make('thead');
    top.append(head);
    this.body = make('tbody');
    this.table.replaceChildren(group, top, this.body);
    this.table.style.minWidth = `${this.kept.reduce((sum, at) => sum + data.columns[at][1], 0)}px`;
    this.scroll.scrollTop = 0;
    this.grow(Math.max(STEP, data.places.indexOf(data.chosen) + 1));
    this.offer(data);
  }

  /** The choice of columns. @param {Data} data */
  offer(data) {
    const list = make('div');
    data.columns.forEach(([heading]) => {
      const box = make('input', '', { type: 'checkbox', value: heading });
      box.checked = !data.hidden.includes(heading);
      const label = make('label');
      label.append(box, ` ${heading}`);
      list.append(label);
    });
    const open = this.columns.open;
    const hidden = data.hidden.length ? `（隐去 ${data.hidden.length}）` : '';
    this.columns.replaceChildren(make('summary', `选择列${hidden}`), list);
    this.columns.open = open;
  }

  /** Draw more rows. @param {number} number */
  grow(number) {
    const { data } = this.mounted;
    const first = this.body.childElementCount;
    const rows = data.rows.slice(first, first + number).map((cells, place) => {
      const row = make('tr', '', { 'aria-rowindex': first + place + 2, tabindex: first + place ? -1 : 0 });
      row.dataset.place = String(data.places[first + place]);
      this.kept.forEach((at) => {
        const cell = make('td', '', data.columns[at][2] ? { 'data-number': '' } : {});
        cell.append(make('div', written(cells[at])));
        const shade = data.shades[first + place]?.[at];
        if (shade) cell.style.background = `rgba(245, 158, 11, ${shade})`;
        row.append(cell);
      });
      return row;
    });
    this.body.append(...rows);
  }

  /** @param {string} heading */
  order(heading) {
    const { sort } = this.mounted.data;
    return sort === heading ? 'ascending' : sort === `-${heading}` ? 'descending' : 'none';
  }

  /** @param {number | string} chosen @param {boolean} find */
  mark(chosen, find) {
    this.table.querySelectorAll('tr[aria-selected="true"]').forEach((row) => row.removeAttribute('aria-selected'));
    const row = this.body.querySelector(`[data-place="${chosen}"]`);
    if (!row) return;
    row.setAttribute('aria-selected', 'true');
    if (find) this.scroll.scrollTop = Math.max(0, row.offsetTop - this.scroll.clientHeight / 3);
  }

  /** @param {Element} row */
  choose(row) {
    const again = row.getAttribute('aria-selected') === 'true';
    this.mark(again ? -1 : row.dataset.place, false);
    this.mounted.setStateValue('chosen', `${this.mounted.data.token}:${again ? '' : row.dataset.place}`);
  }

  /** First up, then down, then as given. @param {string} heading */
  sort(heading) {
    const next = { none: heading, ascending: `-${heading}`, descending: '' }[this.order(heading)];
    this.mounted.setStateValue('sort', next);
  }

  hide() {
    const boxes = [...this.columns.querySelectorAll('input')];
    const hidden = boxes.filter((box) => !box.checked).map((box) => box.value);
    // The last column stays.
    if (hidden.length < boxes.length) this.mounted.setStateValue('hidden', hidden);
    else boxes[0].checked = true;
  }

  /** @param {KeyboardEvent} event */
  press(event) {
    const row = event.target.closest('tbody tr');
    if (!row) return;
    const next = { ArrowDown: row.nextElementSibling, ArrowUp: row.previousElementSibling }[event.key];
    if (next) {
      event.preventDefault();
      row.tabIndex = -1;
      next.tabIndex = 0;
      next.focus();
    } else if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      this.choose(row);
    }
  }

  fit() {
    const height = this.mounted?.data.height;
    if (!height) return;
    if (height > 1) {
      this.scroll.style.maxHeight = `${height}px`;
      return;
    }
    const main = document.querySelector('[data-testid="stMain"]');
    const top = this.scroll.getBoundingClientRect().top + (main?.scrollTop ?? 0);
    this.scroll.style.maxHeight = `${Math.max(LEAST, (window.innerHeight - top) * height - MARGIN)}px`;
  }
}

/** @param {Mounted} mounted */
export default function mount(mounted) {
  const root = mounted.parentElement.querySelector('.qv');
  const table = tables.get(root) ?? new Table(root);
  tables.set(root, table);
  table.update(mounted);
}
