/** Stressing one element or many, and letting the rest fade. */
import { shownNodes } from './shown.js';

/**
 * Stress an element and what it touches; null takes the stress away.
 *
 * @param {import('cytoscape').Core} cy
 * @param {any} target
 */
export function focusOn(cy, target) {
  cy.batch(() => {
    cy.elements().removeClass('dim near');
    if (!target) return;
    const near = target.isNode() ? target.closedNeighborhood() : target.union(target.connectedNodes());
    cy.elements().difference(near).addClass('dim');
    near.addClass('near');
  });
}

/**
 * Stress the nodes whose name, or one of whose other properties, holds the words.
 *
 * @param {import('cytoscape').Core} cy
 * @param {string} words
 * @returns {any} the nodes found
 */
export function find(cy, words) {
  const wanted = words.trim().toLowerCase();
  const hits = wanted ? shownNodes(cy).filter((node) => textOf(node).includes(wanted)) : cy.collection();
  cy.batch(() => {
    cy.elements().removeClass('dim near hit');
    if (!wanted) return;
    cy.elements().difference(hits).addClass('dim');
    hits.addClass('hit');
  });
  return hits;
}

/** @param {any} node */
function textOf(node) {
  const properties = node.data('properties') ?? [];
  return [node.data('label'), ...properties.map((/** @type {string[]} */ pair) => pair[1])].join('\n').toLowerCase();
}

/**
 * Stress the elements that Python asked for, as a path between two nodes.
 *
 * @param {import('cytoscape').Core} cy
 * @param {string[]} ids
 */
export function highlight(cy, ids) {
  const wanted = new Set(ids);
  cy.batch(() => cy.elements().forEach((element) => {
    element.toggleClass('hit', wanted.has(element.id()));
  }));
}
