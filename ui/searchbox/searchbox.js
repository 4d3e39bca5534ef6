/**
 * A box to type in, and below it what the server suggests. Texts go in as text, never as markup.
 *
 * @typedef {[string, string, string]} Suggestion   key, words, note
 * @typedef {{label: string, placeholder: string, typed: string, told: string, found: Suggestion[]}} Data
 * @typedef {(name: string, value: unknown) => void} Tell
 * @typedef {{data: Data, parentElement: Element, setStateValue: Tell, setTriggerValue: Tell}} Mounted
 */

const PAUSE = 180; // milliseconds of rest before the server is asked

/** @type {WeakMap<Element, Box>} */
const boxes = new WeakMap();

/** @param {string} className @param {string} text @param {Record<string, string>} attributes */
function line(className, text, attributes = {}) {
  const element = document.createElement('div');
  element.className = className;
  element.textContent = text;
  Object.entries(attributes).forEach(([name, value]) => element.setAttribute(name, value));
  return element;
}

class Box {
  /** @param {Element} root */
  constructor(root) {
    this.timer = 0;
    this.active = 0;
    this.eager = false; // Enter was pressed before the answer came
    this.input = document.createElement('input');
    Object.assign(this.input, { type: 'text', className: 'qs-input', autocomplete: 'off', spellcheck: false });
    this.input.setAttribute('role', 'combobox');
    this.input.setAttribute('aria-autocomplete', 'list');
    this.list = line('qs-list', '', { role: 'listbox' });
    root.replaceChildren(this.input, this.list);
    this.open(false);
    this.listen();
  }

  listen() {
    // While Chinese is being composed, the box holds Latin letters that nobody looks for.
    this.input.addEventListener('input', (event) => event.isComposing || this.askSoon());
    this.input.addEventListener('compositionend', () => this.askSoon());
    this.input.addEventListener('focus', () => this.open(this.answered()));
    this.input.addEventListener('blur', () => this.open(false));
    this.input.addEventListener('keydown', (event) => this.press(event));
    // Before the box loses the focus, which closes the list.
    this.list.addEventListener('mousedown', (event) => {
      event.preventDefault();
      const chosen = event.target.closest('[data-key]');
      if (chosen) this.choose(chosen.dataset.key);
    });
  }

  /** @param {Mounted} mounted */
  update(mounted) {
    this.mounted = mounted;
    const { data } = mounted;
    this.input.placeholder = data.placeholder;
    this.input.setAttribute('aria-label', data.label);
    this.active = 0;
    this.draw(data);
  }

  words() {
    return this.input.value.trim();
  }

  /** Whether what is shown belongs to the words in the box. */
  answered() {
    return this.words() !== '' && this.words() === this.mounted?.data.typed;
  }

  askSoon() {
    clearTimeout(this.timer);
    this.eager = false;
    this.timer = setTimeout(() => this.mounted.setStateValue('typed', this.words()), PAUSE);
    if (!this.words()) this.open(false);
  }

  /** @param {Data} data */
  draw(data) {
    const lines = data.found.map(([key, words, note]) => {
      const option = line('qs-line', words, { role: 'option' });
      option.append(line('qs-note', note));
      option.dataset.key = key;
      return option;
    });
    if (data.told) lines.push(line('qs-told', data.told));
    this.list.replaceChildren(...lines);
    this.mark();
    this.open(this.answered() && this.input.matches(':focus'));
    if (this.eager && this.answered() && data.found.length) this.choose(data.found[0][0]);
  }

  /** Stress the line that Enter would take. */
  mark() {
    this.list.querySelectorAll('[data-key]').forEach((option, number) => {
      option.setAttribute('aria-selected', String(number === this.active));
      if (number === this.active && !this.list.hidden) option.scrollIntoView({ block: 'nearest' });
    });
  }

  /** @param {boolean} wanted */
  open(wanted) {
    this.list.hidden = !wanted || !this.list.childElementCount;
    this.input.setAttribute('aria-expanded', String(!this.list.hidden));
  }

  /** @param {KeyboardEvent} event */
  press(event) {
    if (event.isComposing) return;
    const { found } = this.mounted.data;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && found.length) {
      event.preventDefault();
      this.active = (this.active + step + found.length) % found.length;
      this.mark();
    } else if (event.key === 'Enter' && this.words()) {
      if (!this.answered()) this.eager = true;
      else if (found.length) this.choose(found[this.active][0]);
    } else if (event.key === 'Escape') {
      this.open(false);
    }
  }

  /** @param {string} key */
  choose(key) {
    this.eager = false;
    clearTimeout(this.timer);
    this.input.value = '';
    this.open(false);
    this.mounted.setStateValue('typed', '');
    this.mounted.setTriggerValue('chosen', key);
  }
}

/** @param {Mounted} mounted */
export default function mount(mounted) {
  const root = mounted.parentElement.querySelector('.qs');
  const box = boxes.get(root) ?? new Box(root);
  boxes.set(root, box);
  box.update(mounted);
}
