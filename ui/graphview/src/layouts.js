/** Where nodes stand. The same graph always gets the same picture: nothing here depends on chance or on time. */
import dagre from '@dagrejs/dagre';
import cytoscape from 'cytoscape';
import fcose from 'cytoscape-fcose';
import { withoutChance } from './random.js';

cytoscape.use(fcose);

const PADDING = 28;

/** @type {Record<string, (cy: import('cytoscape').Core) => void>} */
const RUNNERS = {
  force,
  layered,
  concentric: (cy) => run(cy, { name: 'concentric', concentric: rank, levelWidth: () => 3, minNodeSpacing: 18 }),
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
  const visible = cy.elements(':visible');
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
  cy.center(cy.elements(':visible'));
}

/** @param {any} node */
const rank = (node) => node.degree();

/** @param {any} a @param {any} b */
const byRank = (a, b) => b.degree() - a.degree() || (a.id() < b.id() ? -1 : 1);

/**
 * @param {import('cytoscape').Core} cy
 * @param {any} options
 */
function run(cy, options) {
  cy.elements(':visible').layout({ fit: false, animate: false, padding: PADDING, ...options }).run();
}

/** @param {import('cytoscape').Core} cy */
function force(cy) {
  const options = {
    name: 'fcose',
    quality: 'default',
    randomize: true,
    nodeSeparation: 110,
    idealEdgeLength: 95,
    nodeRepulsion: 14000,
    gravity: 0.25,
  };
  withoutChance(() => run(cy, options));
}

/**
 * Columns from left to right, along the edges.
 *
 * @param {import('cytoscape').Core} cy
 */
function layered(cy) {
  const graph = new dagre.graphlib.Graph({ multigraph: true });
  graph.setGraph({ rankdir: 'LR', nodesep: 22, ranksep: 130 });
  const visible = cy.elements(':visible');
  visible.nodes().forEach((node) => {
    graph.setNode(node.id(), { width: node.data('size'), height: node.data('size') });
  });
  visible.edges().forEach((edge) => {
    graph.setEdge(edge.data('source'), edge.data('target'), {}, edge.id());
  });
  dagre.layout(graph);
  cy.batch(() => visible.nodes().forEach((node) => {
    const { x, y } = graph.node(node.id());
    node.position({ x, y });
  }));
}
