/** Where nodes that join a picture stand: near the nodes that they are tied to, which do not move. */

const NEAR = 90; // pixels from the neighbour
const APART = 52; // pixels between any two nodes
const GOLDEN = Math.PI * (3 - Math.sqrt(5));
const TRIES = 400;

/** @typedef {{x: number, y: number}} Point */

/**
 * Give each new node a free place.
 *
 * @param {import('cytoscape').Core} cy
 * @param {import('cytoscape').NodeCollection} fresh nodes without a place
 */
export function placeNear(cy, fresh) {
  const waiting = new Set(fresh.map((node) => node.id()));
  const taken = cy.nodes().filter((node) => !waiting.has(node.id())).map((node) => ({ ...node.position() }));
  const middle = centre(taken);
  let queue = fresh.toArray();
  while (queue.length) {
    const later = [];
    for (const node of queue) {
      const anchor = node.neighborhood().nodes().filter((other) => !waiting.has(other.id()));
      if (anchor.empty()) later.push(node);
      else settle(node, anchor[0].position());
    }
    if (later.length === queue.length) settle(/** @type {any} */ (later.shift()), middle);
    queue = later;
  }

  /**
   * @param {import('cytoscape').NodeSingular} node
   * @param {Point} anchor
   */
  function settle(node, anchor) {
    const place = freePlace(anchor, Math.atan2(anchor.y - middle.y, anchor.x - middle.x), taken);
    node.position(place);
    taken.push(place);
    waiting.delete(node.id());
  }
}

/**
 * The first free place on a spiral around a point, starting away from the middle of the picture.
 *
 * @param {Point} anchor
 * @param {number} outward angle
 * @param {Point[]} taken
 * @returns {Point}
 */
export function freePlace(anchor, outward, taken) {
  let place = anchor;
  for (let step = 0; step < TRIES; step += 1) {
    const angle = outward + step * GOLDEN;
    const radius = NEAR + step * 3;
    place = { x: anchor.x + radius * Math.cos(angle), y: anchor.y + radius * Math.sin(angle) };
    if (taken.every((other) => Math.hypot(other.x - place.x, other.y - place.y) >= APART)) break;
  }
  return place;
}

/**
 * @param {Point[]} points
 * @returns {Point}
 */
function centre(points) {
  if (!points.length) return { x: 0, y: 0 };
  const sum = points.reduce((a, b) => ({ x: a.x + b.x, y: a.y + b.y }));
  return { x: sum.x / points.length, y: sum.y / points.length };
}
