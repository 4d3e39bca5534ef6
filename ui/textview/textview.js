/**
 * A text with marks, its headings beside it. Texts go in as text, never as markup.
 *
 * @typedef {[number, string, string]} Piece     first offset, characters, sort of mark or ''
 * @typedef {[number, number, string]} Heading   level, first offset, words
 * @typedef {{pieces: Piece[], headings: Heading[], at: number | null, height: number}} Data
 */

/** What was drawn into each root: the same data is not drawn again. @type {WeakMap<Element, string>} */
const drawn = new WeakMap();
/** Where each root was scrolled to. @type {WeakMap<Element, number | null>} */
const scrolled = new WeakMap();

/** @param {string} tag @param {string} className @param {string} text */
function el(tag, className, text) {
  const element = document.createElement(tag);
  element.className = className;
  element.textContent = text;
  return element;
}

/** @param {{data: Data, parentElement: Element, setTriggerValue: (name: string, value: unknown) => void}} mounted */
export default function mount({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector('.qx');
  root.style.height = `${data.height}px`;
  root.onclick = (event) => click(root, event.target, (at) => setTriggerValue('chosen', at));
  const now = JSON.stringify([data.pieces, data.headings]);
  if (drawn.get(root) !== now) {
    drawn.set(root, now);
    scrolled.delete(root);
    draw(root, data);
  }
  if (data.at !== null && scrolled.get(root) !== data.at) {
    scrolled.set(root, data.at);
    show(root, data.at);
  }
}

/** @param {Element} root @param {Data} data */
function draw(root, data) {
  const outline = el('nav', 'qx-outline', '');
  const text = el('div', 'qx-text', '');
  const levels = new Map(data.headings.map(([level, start]) => [start, level]));
  for (const [level, start, words] of data.headings) {
    const button = el('button', `qx-heading qx-level${Math.min(level, 5)}`, words);
    button.type = 'button';
    button.title = words;
    button.dataset.to = String(start);
    outline.append(button);
  }
  for (const [start, characters, sort] of data.pieces) {
    const piece = el(sort ? 'mark' : 'span', sort && `qx-${sort}`, characters);
    piece.dataset.start = String(start);
    if (sort) piece.tabIndex = 0;
    if (levels.has(start)) piece.classList.add('qx-head');
    text.append(piece);
  }
  root.replaceChildren(outline, text);
}

/** @param {Element} root @param {Element} target @param {(at: number) => void} tell */
function click(root, target, tell) {
  if (target.dataset.to) show(root, Number(target.dataset.to));
  else if (target.tagName === 'MARK') {
    choose(root, target);
    tell(Number(target.dataset.start));
  }
}

/** @param {Element} root @param {Element} piece */
function choose(root, piece) {
  root.querySelectorAll('.qx-chosen').forEach((other) => other.classList.remove('qx-chosen'));
  piece.classList.add('qx-chosen');
}

/** Scroll to the piece that holds an offset. @param {Element} root @param {number} at */
function show(root, at) {
  const pieces = [...root.querySelectorAll('.qx-text > *')];
  const piece = pieces.findLast((other) => Number(other.dataset.start) <= at);
  if (!piece) return;
  const text = piece.parentElement;
  text.scrollTop += piece.getBoundingClientRect().top - text.getBoundingClientRect().top - 40;
  if (piece.tagName === 'MARK') choose(root, piece);
}
