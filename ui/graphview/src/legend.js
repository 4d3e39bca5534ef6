/** Kinds and relations with their counts; a click hides or shows one. */
import { el, button } from './dom.js';
import { TEXTS } from './texts.js';

/**
 * Names in `hidden` carry where they belong, as a kind and a relation may share a word.
 *
 * @param {'kind' | 'relation'} group
 * @param {string} name
 */
const hiddenName = (group, name) => `${group}:${name}`;

/**
 * Hide what the legend says, show the rest.
 *
 * @param {import('cytoscape').Core} cy
 * @param {Set<string>} hidden
 */
export function applyHidden(cy, hidden) {
  cy.batch(() => {
    cy.nodes().forEach((node) => void node.toggleClass('hidden', hidden.has(hiddenName('kind', node.data('kind')))));
    cy.edges().forEach((edge) => void edge.toggleClass('hidden', hidden.has(hiddenName('relation', edge.data('kind')))));
  });
}

/**
 * Draw the legend anew.
 *
 * @param {HTMLElement} box
 * @param {import('./types.js').GraphData} data
 * @param {Set<string>} hidden changed in place by clicks
 * @param {() => void} changed
 */
export function drawLegend(box, data, hidden, changed) {
  const redraw = () => {
    drawLegend(box, data, hidden, changed);
    changed();
  };
  const toggle = (/** @type {string} */ name) => {
    if (!hidden.delete(name)) hidden.add(name);
    redraw();
  };
  const scroll = box.scrollTop;
  box.replaceChildren(
    ...section('kind', TEXTS.kinds, data.kinds, count(data.nodes), hidden, toggle, kindSign),
    ...section('relation', TEXTS.relations, data.relations, count(data.edges), hidden, toggle, relationSign),
    ...marks(data),
  );
  if (hidden.size) {
    box.append(button(TEXTS.showAll, '', () => {
      hidden.clear();
      redraw();
    }));
  }
  box.scrollTop = scroll;
}

/**
 * @param {{kind: string}[]} items
 * @returns {Map<string, number>}
 */
function count(items) {
  const counted = new Map();
  for (const item of items) counted.set(item.kind, (counted.get(item.kind) ?? 0) + 1);
  return counted;
}

/**
 * @template {import('./types.js').RelationStyle} S
 * @param {'kind' | 'relation'} group
 * @param {string} heading
 * @param {Record<string, S>} styles
 * @param {Map<string, number>} counted
 * @param {Set<string>} hidden
 * @param {(name: string) => void} toggle
 * @param {(style: S) => HTMLElement} sign
 */
function section(group, heading, styles, counted, hidden, toggle, sign) {
  const shown = Object.entries(styles).filter(([name]) => counted.has(name));
  if (!shown.length) return [];
  const items = shown.map(([name, style]) => {
    const key = hiddenName(group, name);
    const item = button('', `${style.caption}\n${TEXTS.hide(name)}`, () => toggle(key));
    item.className = 'qg-item';
    item.dataset.name = key;
    item.setAttribute('aria-pressed', String(!hidden.has(key)));
    item.append(
      sign(style),
      el('span', { className: 'qg-name', textContent: name }),
      el('span', { className: 'qg-count', textContent: String(counted.get(name)) }),
    );
    return item;
  });
  return [el('h4', { textContent: heading }), ...items];
}

/** @param {import('./types.js').KindStyle} style */
function kindSign(style) {
  const sign = el('span', { className: 'qg-kind', textContent: style.icon });
  sign.style.background = style.color;
  return sign;
}

/** @param {import('./types.js').RelationStyle} style */
function relationSign(style) {
  const sign = el('span', { className: 'qg-line' });
  sign.style.borderColor = style.color;
  return sign;
}

/**
 * What dashes and hollow arrows mean, where the graph has any.
 *
 * @param {import('./types.js').GraphData} data
 */
function marks(data) {
  const rows = [];
  if (data.edges.some((edge) => edge.dashed)) rows.push(mark('qg-line qg-dashed', '', TEXTS.inherited));
  if (data.edges.some((edge) => edge.open)) rows.push(mark('qg-hollow', '▷', TEXTS.open));
  return rows.length ? [el('h4', { textContent: TEXTS.marks }), ...rows] : [];
}

/** @param {string} className @param {string} sign @param {string} text */
const mark = (className, sign, text) =>
  el('div', { className: 'qg-mark' }, el('span', { className, textContent: sign }), el('span', { textContent: text }));
