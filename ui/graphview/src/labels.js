/** Which names are written and where: as many as fit without covering each other, the best connected first. */
import { shownNodes } from './shown.js';

const SIZE = 12; // pixels on the screen
const LINE_HEIGHT = 1.2;
const HUBS = 2.2; // times the root of the number of nodes: these are named even above other nodes
const STRESSED = '.hit, .near, .over, :selected';
const SIDES = ['below', 'above', 'right', 'left']; // of its node, in the order in which they are tried
const MARGIN = 3; // pixels between a node and its name

/** @typedef {{left: number, right: number, top: number, bottom: number}} Box */

/**
 * Write the names that have room at the present zoom. Called after every layout and zoom.
 *
 * @param {import('cytoscape').Core} cy
 */
export function writeLabels(cy) {
  const zoom = cy.zoom();
  const visible = shownNodes(cy);
  const window = cy.extent();
  const stressed = visible.filter(STRESSED);
  const hubs = stressed.length + HUBS * Math.sqrt(visible.length);
  const ordered = [...byRank(stressed), ...byRank(visible.difference(stressed))];
  /** @type {Box[]} */
  const bodies = visible.toArray().map(bodyBox);
  /** @type {Box[]} */
  const written = [];
  cy.batch(() => {
    ordered.forEach((node, place) => {
      const boxes = labelBoxes(node, zoom);
      const { x, y } = node.position();
      const seen = inside({ left: x, right: x, top: y, bottom: y }, window);
      const find = (/** @type {Box[]} */ others) =>
        boxes.findIndex((box) => isFree(box, written, others) && (!seen || inside(box, window)));
      let side = find(bodies);
      if (side < 0 && place < hubs) side = find([]);
      if (side < 0 && place < stressed.length) side = 0;
      if (side >= 0) written.push(boxes[side]);
      node.toggleClass('labelled', side >= 0);
      SIDES.forEach((name, at) => void node.toggleClass(name, at === side));
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
 * Where the name of a node may stand, one box for each of `SIDES`.
 *
 * @param {import('cytoscape').NodeSingular} node
 * @param {number} zoom
 * @returns {Box[]}
 */
function labelBoxes(node, zoom) {
  const { x, y } = node.position();
  const lines = String(node.data('short')).split('\n');
  const size = fontSize(zoom);
  const width = Math.max(...lines.map(textWidth)) * size;
  const height = lines.length * size * LINE_HEIGHT;
  const away = node.data('size') / 2 + MARGIN;
  const middle = { left: x - width / 2, right: x + width / 2, top: y - height / 2, bottom: y + height / 2 };
  return [
    { ...middle, top: y + away, bottom: y + away + height },
    { ...middle, top: y - away - height, bottom: y - away },
    { ...middle, left: x + away, right: x + away + width },
    { ...middle, left: x - away - width, right: x - away },
  ];
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

/** Whether a box is not cut by the border. @param {Box} box @param {{x1: number, x2: number, y1: number, y2: number}} window */
const inside = (box, window) =>
  box.left >= window.x1 && box.right <= window.x2 && box.top >= window.y1 && box.bottom <= window.y2;

/** @param {Box} a @param {Box} b */
const overlap = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
