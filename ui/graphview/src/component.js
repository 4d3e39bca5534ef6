/** Entry of the Streamlit component: draws the data of Python, and sends clicks and wishes to expand back. */
import './component.css';
import { GraphView } from './graphview.js';

/**
 * @typedef {object} Mounted what Streamlit hands over at each run of the script
 * @property {import('./types.js').GraphData} data
 * @property {ShadowRoot | HTMLElement} parentElement
 * @property {(name: string, value: unknown) => void} setStateValue   kept until it changes
 * @property {(name: string, value: unknown) => void} setTriggerValue seen by one run only
 *
 * @typedef {{view: GraphView, mounted: Mounted}} Live
 */

/** The same parent is handed over at every run, so the graph is not built anew. @type {WeakMap<Node, Live>} */
const lives = new WeakMap();

/**
 * @param {Mounted} mounted
 * @returns {() => void} takes the graph down when Streamlit removes it
 */
export default function mount(mounted) {
  const { parentElement, data } = mounted;
  const live = lives.get(parentElement) ?? begin(mounted);
  live.mounted = mounted;
  live.view.update(data);
  return () => {
    live.view.destroy();
    lives.delete(parentElement);
  };
}

/**
 * @param {Mounted} mounted
 * @returns {Live}
 */
function begin(mounted) {
  const root = /** @type {HTMLElement} */ (mounted.parentElement.querySelector('.qg'));
  const view = new GraphView(root, {
    onSelect: (selection) => live.mounted.setStateValue('selected', selection),
    onExpand: (id) => live.mounted.setTriggerValue('expand', id),
  });
  const live = { view, mounted };
  lives.set(mounted.parentElement, live);
  Object.assign(root, { qiantouView: view }); // for the browser tests
  return live;
}
