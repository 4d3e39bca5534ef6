/** From the data of Python to the elements of cytoscape. */
import { TEXTS } from './texts.js';

const UNKNOWN_KIND = { color: '#64748b', shape: 'ellipse', icon: '', caption: '' };
const UNKNOWN_RELATION = { color: '#94a3b8', caption: '' };
const [THIN, THICK] = [1.4, 9]; // pixels of an edge's width, by its weight
const [FAINT, STRONG, INK] = [0.06, 0.5, 300]; // opacity of an edge with weight: less where there are more than so many
const LINE = 9; // characters a line of a label

/**
 * Break a name into at most two lines of about the same length.
 *
 * @param {string} text
 * @returns {string}
 */
export function shortLabel(text) {
  const characters = [...text];
  if (characters.length <= LINE + 1) return text;
  const long = characters.length > 2 * LINE;
  const shown = long ? [...characters.slice(0, 2 * LINE - 1), '…'] : characters;
  const half = Math.ceil(shown.length / 2);
  return `${shown.slice(0, half).join('')}\n${shown.slice(half).join('')}`;
}

/**
 * A white character as a picture for the middle of a node.
 *
 * @param {string} icon
 */
function iconImage(icon) {
  const svg =
    '<svg xmlns="http://www.w3.org/2000/svg" width="64" height="64"><text x="32" y="44" font-size="34" font-weight="700" ' +
    'text-anchor="middle" fill="#fff" font-family="Noto Sans CJK SC,Microsoft YaHei,PingFang SC,SimHei,sans-serif">' +
    `${icon}</text></svg>`;
  return `data:image/svg+xml;utf8,${encodeURIComponent(svg)}`;
}

/**
 * How many edges each node has.
 *
 * @param {import('./types.js').EdgeData[]} edges
 * @returns {Map<string, number>}
 */
function degrees(edges) {
  const counted = new Map();
  for (const edge of edges) {
    for (const id of [edge.source, edge.target]) counted.set(id, (counted.get(id) ?? 0) + 1);
  }
  return counted;
}

/**
 * @param {import('./types.js').NodeData} node
 * @param {import('./types.js').GraphData} data
 * @param {number} degree
 */
function nodeElement(node, data, degree) {
  const kind = data.kinds[node.kind] ?? UNKNOWN_KIND;
  return {
    group: /** @type {const} */ ('nodes'),
    data: {
      ...node,
      short: shortLabel(node.label),
      color: kind.color,
      shape: kind.shape,
      image: kind.icon ? iconImage(kind.icon) : 'none',
      size: 24 + Math.min(28, 4 * Math.sqrt(degree)),
      rank: degree,
    },
  };
}

/**
 * @param {import('./types.js').EdgeData} edge
 * @param {import('./types.js').GraphData} data
 * @param {number} heaviest
 * @param {number} opacity
 */
function edgeElement(edge, data, heaviest, opacity) {
  const relation = data.relations[edge.kind] ?? UNKNOWN_RELATION;
  const width = edge.weight ? THIN + (THICK - THIN) * (edge.weight / heaviest) : THIN;
  return {
    group: /** @type {const} */ ('edges'),
    data: { ...edge, short: edge.open ? `${edge.label}${TEXTS.openMark}` : edge.label, color: relation.color, width, opacity },
    classes: [edge.dashed && 'dashed', edge.open && 'open', edge.weight && 'weighted'].filter(Boolean).join(' '),
  };
}

/**
 * Elements of a graph; an edge without both its ends is left out.
 *
 * @param {import('./types.js').GraphData} data
 */
export function elementsOf(data) {
  const known = new Set(data.nodes.map((node) => node.id));
  const edges = data.edges.filter((edge) => known.has(edge.source) && known.has(edge.target));
  const counted = degrees(edges);
  const heaviest = Math.max(1, ...edges.map((edge) => edge.weight ?? 0));
  const opacity = Math.max(FAINT, STRONG * Math.sqrt(Math.min(1, INK / edges.length)));
  return {
    nodes: data.nodes.map((node) => nodeElement(node, data, counted.get(node.id) ?? 0)),
    edges: edges.map((edge) => edgeElement(edge, data, heaviest, opacity)),
  };
}
