/** Entry of the stand-alone page: reads the data that stands in the page and draws it. */
import './page.css';
import { showEvidence } from './evidence.js';
import { GraphView } from './graphview.js';

/** @param {string} id */
const byId = (id) => /** @type {HTMLElement} */ (document.getElementById(id));

/** @type {import('./types.js').GraphData} */
const data = JSON.parse(byId('qg-data').textContent ?? '');
const panel = byId('qg-evidence');
const view = new GraphView(byId('qg-view'), {
  onSelect: (selection) => showEvidence(panel, view, selection),
  onExpand: null,
});
view.update(data);
showEvidence(panel, view, null);
document.documentElement.dataset.drawn = String(view.cy.nodes().length);
// For whoever looks at the page from its console, and for the browser tests.
Object.assign(window, { qiantouView: view });
