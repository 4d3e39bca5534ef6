/** Where nodes stand. The same graph always gets the same picture: nothing here depends on chance or on time. */
import dagre from '@dagrejs/dagre';
import { forceCollide, forceLink, forceManyBody, forceSimulation, forceX, forceY } from 'd3-force';
import { separate } from './placing.js';
import { shown, shownNodes } from './shown.js';

const PADDING = 44; // room for names at the border
const WIDEN = 1.25; // screens are wider than high

/** @type {Record<string, (cy: import('cytoscape').Core) => void>} */
const RUNNERS = {
  force,
  layered,
  concentric: (cy) => run(cy, { name: 'concentric', concentric: ring, levelWidth: () => 1, minNodeSpacing: 26 }),
  circle: (cy) => run(cy, { name: 'circle', sort: byRank }),
  grid: (cy) => run(cy, { name: 'grid', sort: byRank, avoidOverlapPadding: 24 }),
};

/**
 * Lay out all visible nodes anew and show all of them.
 *
 * @param {import('cytoscape').Core} cy
 * @param {string} name a key of `LAYOUTS`
 */
export function layOut(cy, name) {
  (RUNNERS[name] ?? force)(cy);
  showAll(cy, false);
}

/**
 * Zoom so that every visible node is in the window; a small graph is not blown up.
 *
 * @param {import('cytoscape').Core} cy
 * @param {boolean} [gliding]
 */
export function showAll(cy, gliding = true) {
  const visible = shown(cy);
  if (visible.empty()) return;
  if (gliding) {
    cy.animate({ fit: { eles: visible, padding: PADDING } }, { duration: 200, complete: () => calm(cy) });
  } else {
    cy.fit(visible, PADDING);
    calm(cy);
  }
}

const CALM_ZOOM = 1.4;

/** @param {import('cytoscape').Core} cy */
function calm(cy) {
  if (cy.zoom() <= CALM_ZOOM) return;
  cy.zoom(CALM_ZOOM);
  cy.center(shown(cy));
}

/** Nodes with about as many edges share a ring, the best connected in the middle. @param {any} node */
const ring = (node) => Math.floor(Math.log2(node.degree() + 1));

/** @param {any} a @param {any} b */
const byRank = (a, b) => b.degree() - a.degree() || (a.id() < b.id() ? -1 : 1);

/**
 * @param {import('cytoscape').Core} cy
 * @param {any} options
 */
function run(cy, options) {
  shown(cy).layout({ fit: false, animate: false, padding: PADDING, ...options }).run();
}

const LENGTH = 95; // pixels of an edge
const REPULSION = 900;
const [PULL_X, PULL_Y] = [0.05, 0.07]; // towards the middle, so that parts without a tie stay together
const TICKS = 300;
const ROOMY = 8; // root of the number of nodes of a network, above which they stand closer than LENGTH and REPULSION say

/** @param {import('cytoscape').Core} cy */
function force(cy) {
  const visible = shown(cy);
  const nodes = visible.nodes().map((node) => ({ id: node.id(), x: NaN, y: NaN, radius: node.data('size') / 2 + 6 }));
  // A network of bodies has no names on its edges: they may be short, so that nodes are seen as more than dots.
  const close = visible.edges('.weighted').empty() ? 1 : Math.min(1, ROOMY / Math.sqrt(nodes.length));
  const links = visible.edges().map((edge) => ({ source: edge.data('source'), target: edge.data('target') }));
  forceSimulation(nodes)
    .force('link', forceLink(links).id((/** @type {any} */ node) => node.id).distance(LENGTH * close))
    .force('charge', forceManyBody().strength(-REPULSION * close))
    .force('x', forceX().strength(PULL_X))
    .force('y', forceY().strength(PULL_Y))
    .force('collide', forceCollide((/** @type {any} */ node) => node.radius))
    .stop()
    .tick(TICKS);
  cy.batch(() => {
    nodes.forEach(({ id, x, y }) => void cy.getElementById(id).position({ x, y }));
    separate(shownNodes(cy), WIDEN);
  });
}

const ROW = 64; // pixels between the rows of a column
const COLUMN = 78; // pixels between the parts of a folded column
const GUTTER = 190; // pixels between columns

/**
 * Columns from left to right, along the edges.
 *
 * @param {import('cytoscape').Core} cy
 */
function layered(cy) {
  const graph = new dagre.graphlib.Graph({ multigraph: true });
  graph.setGraph({ rankdir: 'LR' });
  const visible = shown(cy);
  visible.nodes().forEach((node) => void graph.setNode(node.id(), { width: 1, height: 1 }));
  visible.edges().forEach((edge) => void graph.setEdge(edge.data('source'), edge.data('target'), {}, edge.id()));
  dagre.layout(graph);
  const places = foldColumns(graph.nodes().map((id) => ({ id, ...graph.node(id) })));
  cy.batch(() => places.forEach(({ id, x, y }) => void cy.getElementById(id).position({ x, y })));
}

/**
 * Fold columns that are much longer than the screen is high into several side by side, in the same order.
 *
 * @param {{id: string, x: number, y: number}[]} places
 */
export function foldColumns(places) {
  const columns = new Map();
  for (const place of places) columns.set(place.x, [...(columns.get(place.x) ?? []), place]);
  const rows = Math.max(8, Math.ceil(Math.sqrt(places.length) * 1.4));
  let left = 0;
  return [...columns.keys()].sort((a, b) => a - b).flatMap((x) => {
    const column = columns.get(x).sort((/** @type {any} */ a, /** @type {any} */ b) => a.y - b.y);
    const parts = Math.ceil(column.length / rows);
    const height = Math.ceil(column.length / parts);
    const at = left;
    left += (parts - 1) * COLUMN + GUTTER;
    return column.map((/** @type {any} */ place, /** @type {number} */ index) => {
      const part = index % parts;
      const row = Math.floor(index / parts) + part / parts;
      return { id: place.id, x: at + part * COLUMN, y: (row - height / 2) * ROW };
    });
  });
}
