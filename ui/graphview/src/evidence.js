/** The panel of the stand-alone page: what stands behind the element that was clicked. */
import { button, el } from './dom.js';
import { TEXTS } from './texts.js';

/**
 * @param {HTMLElement} panel
 * @param {import('./graphview.js').GraphView} view
 * @param {import('./types.js').Selection | null} selection
 */
export function showEvidence(panel, view, selection) {
  const element = selection && view.cy.getElementById(selection.id);
  if (!element || element.empty()) panel.replaceChildren(el('p', { className: 'qp-hint', textContent: TEXTS.panelEmpty }));
  else if (element.isNode()) panel.replaceChildren(...nodePanel(element, view));
  else panel.replaceChildren(...edgePanel(element, view));
  panel.scrollTop = 0;
}

/**
 * @param {any} edge
 * @param {import('./graphview.js').GraphView} view
 */
function edgePanel(edge, view) {
  const data = edge.data();
  const relation = view.data?.relations[data.kind];
  return [
    el('h2', {}, chip(data.kind, data.color), ...flags(data)),
    el('p', { className: 'qp-caption', textContent: relation?.caption ?? '' }),
    facts([[TEXTS.from, link(edge.source(), view)], [TEXTS.to, link(edge.target(), view)]]),
    el('h3', { textContent: TEXTS.quote }),
    data.quote
      ? el('blockquote', { textContent: data.quote })
      : el('p', { className: 'qp-hint', textContent: TEXTS.noQuote }),
    facts([
      [TEXTS.document, data.document],
      [TEXTS.date, data.date],
      [TEXTS.path, breadcrumbs(data.path ?? [])],
      [TEXTS.raw, data.raw],
      [TEXTS.statement, data.id],
    ]),
  ];
}

/**
 * @param {any} node
 * @param {import('./graphview.js').GraphView} view
 */
function nodePanel(node, view) {
  const data = node.data();
  const edges = node.connectedEdges().toArray();
  return [
    el('h2', {}, chip(data.kind, data.color), el('span', { textContent: data.label })),
    facts([...(data.properties ?? []), [TEXTS.id, data.id]]),
    el('h3', { textContent: TEXTS.edgesOf(edges.length) }),
    el('ul', { className: 'qp-edges' }, ...edges.map((/** @type {any} */ edge) => edgeLine(edge, node, view))),
  ];
}

/**
 * @param {any} edge
 * @param {any} node the end that the panel is about
 * @param {import('./graphview.js').GraphView} view
 */
function edgeLine(edge, node, view) {
  const outward = edge.source().id() === node.id();
  const other = outward ? edge.target() : edge.source();
  const line = button('', edge.data('quote') ?? '', () => view.choose(edge));
  line.append(
    chip(edge.data('short'), edge.data('color')),
    el('span', { className: 'qp-arrow', textContent: outward ? '→' : '←' }),
    el('span', { textContent: other.data('label') }),
  );
  return el('li', {}, line);
}

/**
 * @param {any} node
 * @param {import('./graphview.js').GraphView} view
 */
function link(node, view) {
  const made = button(node.data('label'), '', () => view.choose(node));
  made.className = 'qp-link';
  return el('span', {}, made, el('span', { className: 'qp-kind', textContent: node.data('kind') }));
}

/** @param {import('./types.js').EdgeData} data */
function flags(data) {
  const texts = [data.dashed ? TEXTS.inherited : '', data.open ? TEXTS.open : ''].filter(Boolean);
  return texts.map((textContent) => el('span', { className: 'qp-flag', textContent }));
}

/** @param {string} text @param {string} color */
function chip(text, color) {
  const made = el('span', { className: 'qp-chip', textContent: text });
  made.style.background = color;
  return made;
}

/** @param {string[]} path */
const breadcrumbs = (path) =>
  path.length ? el('ol', { className: 'qp-path' }, ...path.map((textContent) => el('li', { textContent }))) : '';

/**
 * A list of captions and values; empty values are left out.
 *
 * @param {[string, string | Node | undefined][]} pairs
 */
function facts(pairs) {
  const rows = pairs.flatMap(([caption, value]) => (value ? [el('dt', { textContent: caption }), el('dd', {}, value)] : []));
  return el('dl', { className: 'qp-facts' }, ...rows);
}
