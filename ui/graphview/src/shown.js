/**
 * What is not hidden. Told by class: cytoscape's own `:visible` answers from before until the next frame.
 *
 * @param {import('cytoscape').Core} cy
 */
export function shown(cy) {
  const nodes = shownNodes(cy);
  return nodes.union(/** @type {any} */ (nodes.edgesWith(nodes).filter(isShown)));
}

/** @param {import('cytoscape').Core} cy */
export const shownNodes = (cy) => cy.nodes().filter(isShown);

/** @param {any} element */
const isShown = (element) => !element.hasClass('hidden');
