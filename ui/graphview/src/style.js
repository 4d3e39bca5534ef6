/**
 * How nodes and edges are drawn.
 *
 * @param {import('./types.js').Theme} theme
 * @returns {any[]} a cytoscape style sheet
 */
export function styleSheet(theme) {
  return [...nodeStyles(theme), ...edgeStyles(theme), ...stateStyles(theme)];
}

/** @param {import('./types.js').Theme} theme */
function nodeStyles(theme) {
  return [
    {
      selector: 'node',
      style: {
        width: 'data(size)',
        height: 'data(size)',
        shape: 'data(shape)',
        'background-color': 'data(color)',
        'background-image': 'data(image)',
        'background-width': '74%',
        'background-height': '74%',
        'border-width': 1.5,
        'border-color': theme.background,
        color: theme.text,
        'font-family': theme.font,
        'font-size': 12,
        'text-valign': 'bottom',
        'text-margin-y': 3,
        'text-wrap': 'wrap',
        'text-max-width': 400,
        'line-height': 1.15,
        'text-outline-width': 2.5,
        'text-outline-color': theme.background,
        'text-outline-opacity': 0.9,
      },
    },
    { selector: 'node.labelled', style: { label: 'data(short)', 'z-index': 5 } },
    { selector: 'node.above', style: { 'text-valign': 'top', 'text-margin-y': -3 } },
    { selector: 'node.right', style: { 'text-valign': 'center', 'text-halign': 'right', 'text-margin-x': 3, 'text-margin-y': 0 } },
    { selector: 'node.left', style: { 'text-valign': 'center', 'text-halign': 'left', 'text-margin-x': -3, 'text-margin-y': 0 } },
  ];
}

/** @param {import('./types.js').Theme} theme */
function edgeStyles(theme) {
  return [
    {
      selector: 'edge',
      style: {
        width: 'data(width)',
        opacity: 0.75,
        'line-color': 'data(color)',
        'target-arrow-color': 'data(color)',
        'target-arrow-shape': 'triangle',
        'arrow-scale': 0.8,
        'curve-style': 'bezier',
        label: 'data(short)',
        color: theme.muted,
        'font-family': theme.font,
        'font-size': 10,
        'text-rotation': 'autorotate',
        'min-zoomed-font-size': 11, // cytoscape rounds the zoom up to a power of two: shown from 1 on
        'text-background-color': theme.background,
        'text-background-opacity': 0.85,
        'text-background-padding': 1,
      },
    },
    { selector: 'edge.dashed', style: { 'line-style': 'dashed', 'line-dash-pattern': [6, 4] } },
    { selector: 'edge.weighted', style: { 'target-arrow-shape': 'none', 'curve-style': 'straight', opacity: 'data(opacity)' } },
    { selector: 'edge.open', style: { 'target-arrow-fill': 'hollow' } },
  ];
}

/** A size that can be read at the present zoom. @param {any} edge */
const readable = (edge) => Math.max(11, 12 / edge.cy().zoom());

/** By how many pixels an edge grows. @param {number} pixels */
const wider = (pixels) => (/** @type {any} */ edge) => edge.data('width') + pixels;

/** @param {import('./types.js').Theme} theme */
function stateStyles(theme) {
  return [
    { selector: '.hidden', style: { display: 'none' } },
    { selector: 'edge.near, edge.over', style: { width: wider(1), opacity: 1 } },
    {
      selector: 'edge.over, edge:selected',
      style: { 'min-zoomed-font-size': 0, 'font-size': readable, color: theme.text, 'z-index': 30 },
    },
    { selector: 'node.hit', style: { 'border-width': 5, 'border-color': theme.accent, 'z-index': 20 } },
    { selector: 'edge.hit', style: { width: wider(2.6), opacity: 1, 'z-index': 20 } },
    { selector: 'node:selected', style: { 'border-width': 4, 'border-color': theme.text, 'z-index': 30 } },
    { selector: 'edge:selected', style: { width: wider(2.6), opacity: 1 } },
    { selector: 'node.dim', style: { opacity: 0.15 } },
    { selector: 'edge.dim', style: { opacity: 0.07 } },
  ];
}
