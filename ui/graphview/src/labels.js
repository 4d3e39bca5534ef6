/** Which names are written: as many as fit without covering each other, the best connected first. */
import { shownNodes } from './shown.js';

const SIZE = 12; // pixels on the screen
const LINE_HEIGHT = 1.2;
const HUBS = 2.2; // times the root of the number of nodes: these are named even above other nodes
const STRESSED = '.hit, .near, .over, :selected';

/** @typedef {{left: number, right: number, top: number, bottom: number}} Box */

/**
 * Write the names that have room at the present zoom. Called after every layout and zoom.
 *
 * @param {import('cytoscape').Core} cy
 */
export function writeLabels(cy) {
  const zoom = cy.zoom();
  const visible = shownNodes(cy);
  const stressed = visible.filter(STRESSED);
  const hubs = stressed.length + HUBS * Math.sqrt(visible.length);
  const ordered = [...byRank(stressed), ...byRank(visible.difference(stressed))];
  /** @type {Box[]} */
  const bodies = visible.toArray().map(bodyBox);
  /** @type {Box[]} */
  const written = [];
  cy.batch(() => {
    ordered.forEach((node, place) => {
      const box = labelBox(node, zoom);
      const free = place < stressed.length || isFree(box, written, place < hubs ? [] : bodies);
      if (free) written.push(box);
      node.toggleClass('labelled', free);
    });
    cy.nodes('.labelled').style('font-size', fontSize(zoom));
  });
}

/** Size in the units of the graph that shows at `SIZE` when zoomed out and grows when zoomed in. @param {number} zoom */
const fontSize = (zoom) => (zoom < 1 ? SIZE / zoom : SIZE);

/** @param {import('cytoscape').NodeCollection} nodes */
function byRank(nodes) {
  return nodes.toArray().sort((a, b) => b.data('rank') - a.data('rank') || (a.id() < b.id() ? -1 : 1));
}

/** The core of a node, which no name may cover. @param {any} node @returns {Box} */
function bodyBox(node) {
  const { x, y } = node.position();
  const half = node.data('size') * 0.3;
  return { left: x - half, right: x + half, top: y - half, bottom: y + half };
}

/**
 * @param {import('cytoscape').NodeSingular} node
 * @param {number} zoom
 * @returns {Box}
 */
function labelBox(node, zoom) {
  const { x, y } = node.position();
  const lines = String(node.data('short')).split('\n');
  const size = fontSize(zoom);
  const half = (Math.max(...lines.map(textWidth)) * size) / 2;
  const top = y + node.data('size') / 2 + 2;
  return { left: x - half, right: x + half, top, bottom: top + lines.length * size * LINE_HEIGHT };
}

/** Width in units of the font size: Chinese characters are one wide, Latin ones about half. @param {string} text */
function textWidth(text) {
  let width = 0;
  for (const character of text) width += character > '\u2e7f' ? 1 : 0.56;
  return width;
}

/**
 * @param {Box} box
 * @param {Box[]} written
 * @param {Box[]} bodies
 */
function isFree(box, written, bodies) {
  return !written.some((other) => overlap(box, other)) && !bodies.some((other) => overlap(box, other));
}

/** @param {Box} a @param {Box} b */
const overlap = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
