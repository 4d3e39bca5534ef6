/** Places of nodes: apart from each other, and new ones near the nodes that they are tied to. */

const NEAR = 100; // pixels from the neighbour
const RING = 60; // pixels from one ring of places to the next
const RINGS = 60;
const APART = 56; // pixels between any two nodes
const FAN = (80 * Math.PI) / 180; // to either side of the direction away from the middle of the picture

/** @typedef {{x: number, y: number}} Point */

/**
 * Give each new node a free place.
 *
 * @param {import('cytoscape').Core} cy
 * @param {import('cytoscape').NodeCollection} fresh nodes without a place
 */
export function placeNear(cy, fresh) {
  const waiting = new Set(fresh.map((node) => node.id()));
  const settled = cy.nodes().toArray().filter((node) => !waiting.has(node.id()));
  const taken = settled.map((node) => ({ ...node.position() }));
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
 * The directions to try on a ring, the middle of the fan first: as many as have room side by side, on every second ring
 * those between, so that nodes do not stand in rays.
 *
 * @param {number} radius
 * @param {boolean} between
 */
function turns(radius, between) {
  const step = APART / radius;
  const steps = Math.floor(FAN / step);
  const found = between ? [] : [0];
  for (let n = 1; n <= steps; n += 1) found.push((n - (between ? 0.5 : 0)) * step, -(n - (between ? 0.5 : 0)) * step);
  return found;
}

/**
 * The first free place in a fan of rings around a point.
 *
 * @param {Point} anchor
 * @param {number} outward angle
 * @param {Point[]} taken
 * @returns {Point}
 */
export function freePlace(anchor, outward, taken) {
  let place = anchor;
  for (let ring = 0; ring < RINGS; ring += 1) {
    const radius = NEAR + ring * RING;
    for (const turn of turns(radius, ring % 2 === 1)) {
      place = { x: anchor.x + radius * Math.cos(outward + turn), y: anchor.y + radius * Math.sin(outward + turn) };
      if (isFree(place, taken)) return place;
    }
  }
  return place;
}

/** @param {Point} place @param {Point[]} taken */
const isFree = (place, taken) => taken.every((other) => Math.hypot(other.x - place.x, other.y - place.y) >= APART);

const ROUNDS = 60;
const GAP = 12; // pixels between two nodes, beside their sizes

/**
 * Stretch a picture sideways, then push apart what still overlaps.
 *
 * @param {import('cytoscape').NodeCollection} nodes
 * @param {number} widen
 */
export function separate(nodes, widen) {
  const discs = nodes.toArray().map((node) => ({
    node,
    x: node.position().x * widen,
    y: node.position().y,
    radius: (node.data('size') + GAP) / 2,
  }));
  for (let round = 0; round < ROUNDS && pushApart(discs); round += 1);
  discs.forEach(({ node, x, y }) => void node.position({ x, y }));
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
