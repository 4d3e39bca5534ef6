/** Places of nodes: apart from each other, and new ones near the nodes that they are tied to. */

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

const ROUNDS = 60;
const GAP = 12; // pixels between two nodes, beside their sizes

/**
 * Stretch a picture sideways, then push apart what still overlaps.
 *
 * @param {import('cytoscape').NodeCollection} nodes
 * @param {number} widen
 */
export function separate(nodes, widen) {
  const discs = nodes.map((node) => ({
    node,
    x: node.position().x * widen,
    y: node.position().y,
    radius: (node.data('size') + GAP) / 2,
  }));
  for (let round = 0; round < ROUNDS && pushApart(discs); round += 1);
  nodes.cy().batch(() => discs.forEach(({ node, x, y }) => void node.position({ x, y })));
}

/**
 * @param {(Point & {radius: number})[]} discs moved in place
 * @returns {boolean} whether any two overlapped
 */
export function pushApart(discs) {
  let moved = false;
  for (let i = 0; i < discs.length; i += 1) {
    const a = discs[i];
    for (let j = i + 1; j < discs.length; j += 1) {
      const b = discs[j];
      const reach = a.radius + b.radius;
      if (Math.abs(b.x - a.x) > reach || Math.abs(b.y - a.y) > reach) continue;
      const apart = Math.hypot(b.x - a.x, b.y - a.y);
      const lacking = reach - apart;
      if (lacking <= 0.5) continue;
      const [x, y] = apart ? [(b.x - a.x) / apart, (b.y - a.y) / apart] : [1, 0];
      a.x -= (x * lacking) / 2;
      a.y -= (y * lacking) / 2;
      b.x += (x * lacking) / 2;
      b.y += (y * lacking) / 2;
      moved = true;
    }
  }
  return moved;
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
