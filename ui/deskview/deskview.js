/**
 * The desk of 校核: a text with its marks, the facts that it states, keys. Texts go in as text, never as markup.
 *
 * @typedef {{mark: string, agency: string, body: string, role: string, task: string, state: string, open: boolean,
 *   now: boolean, start: number, end: number, told: string[]}} Fact
 * @typedef {{text: string, first: number, facts: Fact[], about: string, focus: number[], roles: string[],
 *   tasks: string[], agencies: string[], said: string, wrong: string}} Data
 */

const KEYS = [
  ['a', '采纳', 'accept'],
  ['e', '改', 'fix'],
  ['x', '不采纳', 'reject'],
  ['n', '补', 'add'],
  ['u', '撤销', 'undo'],
  ['h', '已看过', 'seen'],
  ['j', '下一条', 'next'],
  ['k', '上一条', 'back'],
];
const FIELDS = { agency: '单位（照原文）', body: '指的是', role: '角色', task: '事项', quote: '依据的原文', why: '理由' };

const LEAST = 260; // pixels of text and rows at least
const MARGIN = 70; // pixels below them

/** @type {WeakMap<Element, Desk>} */
const desks = new WeakMap();
let names = 0;

/** @param {string} tag @param {string} className @param {string} text @param {Record<string, unknown>} attributes */
function el(tag, className = '', text = '', attributes = {}) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text) element.textContent = text;
  Object.entries(attributes).forEach(([name, value]) => element.setAttribute(name, String(value)));
  return element;
}

class Desk {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root;
    this.at = -1; // place of the chosen row among those in work; -1 is all of them
    this.about = '';
    root.tabIndex = 0;
    root.setAttribute('role', 'group');
    root.setAttribute('aria-label', '校核');
    root.addEventListener('keydown', (event) => this.press(event));
    window.addEventListener('resize', () => this.fit());
    // What stands above comes and goes.
    new ResizeObserver(() => this.fit()).observe(document.body);
    // Keys also count where nothing has the focus.
    document.addEventListener('keydown', (event) => {
      if (root.isConnected && event.target === document.body) this.press(event);
    });
  }

  /** @param {{data: Data, setTriggerValue: (name: string, value: unknown) => void}} mounted */
  update(mounted) {
    this.data = mounted.data;
    this.tell = (deed) => mounted.setTriggerValue('deed', deed);
    const typed = this.data.wrong ? this.form : null;
    const fresh = this.about !== this.data.about;
    this.about = this.data.about;
    if (fresh) this.at = -1;
    this.work = this.data.facts.filter((fact) => fact.now);
    if (!fresh && this.at >= 0) this.at = this.nextOpen(this.at);
    this.draw();
    if (typed) {
      this.form = typed;
      this.root.querySelector('.qd-rows').prepend(typed);
      typed.querySelector('input').focus();
    } else {
      this.form = null;
      this.root.focus({ preventScroll: true });
    }
  }

  /** The first open row from a place on, else before it, else all. @param {number} from */
  nextOpen(from) {
    const later = this.work.findIndex((fact, place) => place >= from && fact.open);
    return later >= 0 ? later : this.work.findIndex((fact) => fact.open);
  }

  draw() {
    const { data } = this;
    const bar = el('div', 'qd-bar');
    for (const [key, words, act] of KEYS) {
      const button = el('button', '', words, { type: 'button', 'aria-keyshortcuts': key.toUpperCase() });
      button.append(el('kbd', '', key.toUpperCase()));
      button.onclick = () => this.act(act);
      bar.append(button);
    }
    const about = el('p', 'qd-about', data.about);
    const said = el('p', data.wrong ? 'qd-said qd-wrong' : 'qd-said', data.wrong || data.said, { role: 'status' });
    const body = el('div', 'qd-body');
    body.append(this.text(), this.rows());
    this.root.replaceChildren(bar, about, said, body);
    this.body = body;
    this.fit();
    this.choose();
    const marked = body.querySelector('.qd-focus');
    if (marked) {
      const text = marked.parentElement;
      text.scrollTop += marked.getBoundingClientRect().top - text.getBoundingClientRect().top - text.clientHeight / 3;
    }
  }

  /** As high as the window leaves room for below its top. */
  fit() {
    if (!this.body) return;
    const main = document.querySelector('[data-testid="stMain"]');
    const top = this.body.getBoundingClientRect().top + (main?.scrollTop ?? 0);
    this.body.style.height = `${Math.max(LEAST, window.innerHeight - top - MARGIN)}px`;
  }

  text() {
    const { text, first, facts, focus } = this.data;
    const box = el('div', 'qd-text', '', { tabindex: 0, role: 'region', 'aria-label': '原文' });
    const spans = facts.map((fact) => [fact.start, fact.end]);
    const borders = [...new Set([first, first + text.length, ...spans.flat(), ...focus])]
      .filter((at) => at >= first && at <= first + text.length)
      .sort((a, b) => a - b);
    for (let place = 0; place + 1 < borders.length; place += 1) {
      const [start, end] = [borders[place], borders[place + 1]];
      const stated = spans.some(([from, to]) => from <= start && end <= to);
      const inFocus = focus.length && focus[0] <= start && end <= focus[1];
      const piece = el(stated || inFocus ? 'mark' : 'span', '', text.slice(start - first, end - first));
      piece.dataset.start = String(start);
      piece.classList.toggle('qd-fact', stated);
      piece.classList.toggle('qd-focus', Boolean(inFocus));
      box.append(piece);
    }
    this.box = box;
    return box;
  }

  rows() {
    const box = el('div', 'qd-rows', '', { tabindex: 0, role: 'region', 'aria-label': '这一段的关系' });
    this.lines = [];
    for (const fact of this.data.facts) {
      const row = el('div', fact.now ? 'qd-row qd-now' : 'qd-row');
      const line = el('p', '');
      line.append(el('b', '', fact.agency), ` ${fact.role} ${fact.task} `, el('span', `qd-state${fact.open ? ' qd-open' : ''}`, fact.state));
      row.append(line);
      fact.told.forEach((told) => row.append(el('p', 'qd-told', told)));
      if (fact.now) {
        const place = this.lines.length;
        row.onclick = () => {
          this.at = this.at === place ? -1 : place;
          this.choose();
        };
        this.lines.push(row);
      }
      box.append(row);
    }
    if (!this.data.facts.length) box.append(el('p', 'qd-told', '这一段没有读出责任关系。漏读的，按 N 补上。'));
    return box;
  }

  choose() {
    this.lines.forEach((row, place) => {
      const chosen = this.at < 0 || this.at === place;
      row.classList.toggle('qd-chosen', chosen);
      if (this.at === place) row.scrollIntoView({ block: 'nearest' });
    });
  }

  /** The rows that a key is about: the chosen one, else all in work, those open first of all. */
  chosen() {
    if (this.at >= 0) return [this.work[this.at]];
    const open = this.work.filter((fact) => fact.open);
    return open.length ? open : this.work;
  }

  /** @param {KeyboardEvent} event */
  press(event) {
    const on = event.composedPath()[0];
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Escape' && this.form) return this.close();
    if (on.matches?.('input, select, textarea')) return undefined;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && this.work?.length) {
      event.preventDefault();
      this.at = Math.max(-1, Math.min(this.work.length - 1, this.at + step));
      return this.choose();
    }
    const found = KEYS.find(([key]) => key === event.key.toLowerCase());
    if (!found) return undefined;
    event.preventDefault();
    return this.act(found[2]);
  }

  /** @param {string} act */
  act(act) {
    const facts = this.chosen();
    if (act === 'add') return this.open('add', {});
    if (act === 'fix') return facts.length ? this.open('fix', facts[0]) : undefined;
    if (['accept', 'reject', 'undo'].includes(act) && !facts.length) return undefined;
    return this.tell({ act, marks: facts.map((fact) => fact.mark) });
  }

  /** The words that are selected in the text, as offsets. */
  selected() {
    const selection = this.root.getRootNode().getSelection?.() ?? window.getSelection();
    if (!selection?.rangeCount || selection.isCollapsed) return [];
    const range = selection.getRangeAt(0);
    const at = (node, offset) => {
      const piece = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest?.('[data-start]');
      return piece && this.box.contains(piece) ? Number(piece.dataset.start) + offset : -1;
    };
    const [start, end] = [at(range.startContainer, range.startOffset), at(range.endContainer, range.endOffset)];
    return start >= 0 && end > start ? [start, end] : [];
  }

  /** A form: of a fix with what stands, of an addition with what is near. @param {string} act @param {Partial<Fact>} fact */
  open(act, fact) {
    const { data } = this;
    const span = act === 'add' ? this.selected() : [];
    const quote = span.length ? data.text.slice(span[0] - data.first, span[1] - data.first) : this.near();
    const before =
      act === 'fix'
        ? { agency: fact.agency, body: fact.body, role: fact.role, task: fact.task, why: '' }
        : { quote, agency: '', role: this.role ?? data.roles[0], task: this.work[0]?.task ?? data.tasks[0] ?? '', why: '' };
    const form = el('form', 'qd-form', '', { 'aria-label': act === 'fix' ? '改正' : '补充' });
    names += 1;
    const offered = { task: data.tasks, agency: data.agencies };
    for (const [name, value] of Object.entries(before)) {
      const label = el('label', '', FIELDS[name]);
      const input = name === 'role' ? el('select') : el('input', '', '', { type: 'text', autocomplete: 'off' });
      if (name === 'role') data.roles.forEach((role) => input.append(el('option', '', role, { value: role })));
      if (name in offered) input.setAttribute('list', `qd-${name}-${names}`);
      input.name = name;
      input.value = value;
      label.append(input);
      form.append(label);
    }
    const lists = Object.entries(offered).map(([name, words]) => {
      const list = el('datalist', '', '', { id: `qd-${name}-${names}` });
      words.forEach((word) => list.append(el('option', '', '', { value: word })));
      return list;
    });
    const send = el('button', '', act === 'fix' ? '改正（回车）' : '补充（回车）', { type: 'submit' });
    const cancel = el('button', '', '取消（Esc）', { type: 'button' });
    cancel.onclick = () => this.close();
    form.append(...lists, send, cancel);
    form.onsubmit = (event) => {
      event.preventDefault();
      const typed = Object.fromEntries([...form.querySelectorAll('[name]')].map((field) => [field.name, field.value.trim()]));
      const changed = Object.entries(typed).filter(([name, value]) => act === 'add' || name === 'why' || value !== before[name]);
      if (act === 'add') this.role = typed.role;
      const same = span.length && typed.quote === quote;
      this.tell({ act, marks: act === 'fix' ? [fact.mark] : [], ...Object.fromEntries(changed), span: same ? span : [] });
    };
    this.form?.remove();
    this.form = form;
    this.root.querySelector('.qd-rows').prepend(form);
    form.querySelector('[name=agency]').focus();
    form.scrollIntoView({ block: 'nearest' });
  }

  /** The sentence in work, to begin an addition with. */
  near() {
    const { text, first, focus } = this.data;
    return focus.length ? text.slice(focus[0] - first, focus[1] - first).trim() : '';
  }

  close() {
    this.form?.remove();
    this.form = null;
    this.root.focus({ preventScroll: true });
  }
}

/** @param {{data: Data, parentElement: Element, setTriggerValue: (name: string, value: unknown) => void}} mounted */
export default function mount(mounted) {
  const root = mounted.parentElement.querySelector('.qd');
  const desk = desks.get(root) ?? new Desk(root);
  desks.set(root, desk);
  desk.update(mounted);
}
