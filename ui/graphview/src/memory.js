/**
 * What the browser remembers of each view while the page is open: Streamlit takes the picture down whenever the user goes
 * to another page, and puts a new one up when they come back.
 *
 * @typedef {object} Remembered
 * @property {Map<string, {x: number, y: number}>} positions
 * @property {{x: number, y: number}} pan
 * @property {number} zoom
 * @property {string} layout
 * @property {Set<string>} hidden
 */

/** @type {Map<string, Remembered>} */
const views = new Map();

/** @param {string} key */
export const recall = (key) => views.get(key);

/**
 * @param {string} key
 * @param {import('cytoscape').Core} cy
 * @param {string} layout
 * @param {Set<string>} hidden
 */
export function remember(key, cy, layout, hidden) {
  const positions = new Map(cy.nodes().map((node) => [node.id(), { ...node.position() }]));
  views.set(key, { positions, pan: { ...cy.pan() }, zoom: cy.zoom(), layout, hidden: new Set(hidden) });
}
