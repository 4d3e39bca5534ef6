/** One graph on one page: tools, legend and picture, kept in step with the data of Python. */
import cytoscape from 'cytoscape';
import { el } from './dom.js';
import { elementsOf } from './elements.js';
import { find, focusOn, highlight } from './focus.js';
import { writeLabels } from './labels.js';
import { layOut, showAll } from './layouts.js';
import { applyHidden, drawLegend } from './legend.js';
import { recall, remember } from './memory.js';
import { savePicture } from './picture.js';
import { placeNear } from './placing.js';
import { shown } from './shown.js';
import { styleSheet } from './style.js';
import { TEXTS } from './texts.js';
import { onThemeChange, readTheme } from './theme.js';
import { addTip } from './tip.js';
import { makeToolbar } from './toolbar.js';

const NARROW = 640; // pixels, below which the legend starts folded
const FLAT = 40; // pixels of height, below which there is no room for a picture yet
const PAUSE = 60; // milliseconds of rest before names are written anew

/**
 * @typedef {object} Options
 * @property {(selection: import('./types.js').Selection | null) => void} onSelect
 * @property {((id: string) => void) | null} onExpand   null where nothing can be expanded
 */

export class GraphView {
  /**
   * @param {HTMLElement} root an empty element of class `qg`
   * @param {Options} options
   */
  constructor(root, options) {
    this.root = root;
    this.options = options;
    /** @type {import('./types.js').GraphData | null} */
    this.data = null;
    this.layout = '';
    this.asked = '';
    this.stressed = '';
    /** @type {Set<string>} */
    this.hidden = new Set();
    this.tools = makeToolbar(this.actions());
    this.legend = el('div', { className: 'qg-legend', hidden: this.root.clientWidth < NARROW });
    this.canvas = el('div', { className: 'qg-canvas' });
    this.canvas.style.position = 'relative'; // the style sheet may come later, and cytoscape warns without it
    this.notice = el('div', { className: 'qg-notice', hidden: true });
    const body = el('div', { className: 'qg-body' }, this.legend, this.canvas, this.tools.count);
    root.replaceChildren(this.tools.bar, this.notice, body);
    this.cy = cytoscape({
      container: this.canvas,
      style: styleSheet(readTheme(root)),
      minZoom: 0.03,
      maxZoom: 4,
      selectionType: 'single',
      boxSelectionEnabled: false,
    });
    this.watcher = new ResizeObserver(() => this.resize());
    this.timer = 0;
    this.listen();
  }

  /** @returns {import('./toolbar.js').Actions} */
  actions() {
    return {
      find: (words) => this.find(words),
      goToHits: () => this.goToHits(),
      layOut: (layout) => this.layOut(layout),
      showAll: () => showAll(this.cy),
      expand: this.options.onExpand && (() => this.expandSelected()),
      save: () => void savePicture(this.cy, readTheme(this.root).background, TEXTS.file),
      toggleLegend: () => void this.legend.toggleAttribute('hidden'),
      toggleFullscreen: () => toggleFullscreen(this.root),
    };
  }

  listen() {
    const { cy } = this;
    // onetap waits for a possible second tap, so that a double click does not select first.
    cy.on('onetap', 'node, edge', (event) => this.choose(event.target));
    cy.on('tap', (event) => {
      if (event.target === cy) this.choose(null);
    });
    cy.on('dbltap', 'node', (event) => {
      this.choose(event.target);
      this.options.onExpand?.(event.target.id());
    });
    cy.on('zoom', () => this.writeSoon());
    cy.on('dragfree', 'node', () => this.writeSoon());
    this.watcher.observe(this.canvas);
    addTip(cy, this.canvas);
    onThemeChange(this.root, () => this.restyle());
  }

  /** The first real size may come after the first drawing: then only can the picture be fitted into it. */
  resize() {
    const flat = this.cy.height() < FLAT;
    this.cy.resize();
    if (flat && this.cy.height() >= FLAT) showAll(this.cy, false);
    this.writeSoon();
  }

  /**
   * Show other data. Nodes that are there already stay where they are, unless the data is another view altogether.
   *
   * @param {import('./types.js').GraphData} data
   */
  update(data) {
    const before = this.data;
    if (before && before.viewKey !== data.viewKey) this.leave(before.viewKey);
    const first = !before || before.viewKey !== data.viewKey;
    this.data = data;
    this.root.style.height = data.height ? `${data.height}px` : '';
    this.notice.textContent = data.notice ?? '';
    this.notice.hidden = !data.notice;
    this.cy.resize();
    const fresh = this.replaceElements(data);
    if (first) this.open(data);
    else if (fresh.nonempty()) this.join(fresh);
    this.followLayout(data.layout);
    this.followHighlight(data.highlight);
    this.drawLegend();
    this.writeSoon();
  }

  /**
   * Take away what the data no longer has, add what is new, renew the rest.
   *
   * @param {import('./types.js').GraphData} data
   * @returns {any} the new nodes
   */
  replaceElements(data) {
    const { cy } = this;
    const { nodes, edges } = elementsOf(data);
    const wanted = new Set([...nodes, ...edges].map((element) => element.data.id));
    let fresh = cy.collection();
    cy.batch(() => {
      cy.elements().filter((element) => !wanted.has(element.id())).remove();
      const added = [...nodes, ...edges].filter((element) => !cy.hasElementWithId(element.data.id));
      const isNew = new Set(added.map((element) => element.data.id));
      for (const element of [...nodes, ...edges]) {
        if (!isNew.has(element.data.id)) cy.getElementById(element.data.id).data(element.data);
      }
      fresh = cy.add(added);
    });
    return fresh.nodes();
  }

  /**
   * A view that is shown for the first time, or again after another page.
   *
   * @param {import('./types.js').GraphData} data
   */
  open(data) {
    const { cy } = this;
    const known = recall(data.viewKey);
    this.asked = data.layout;
    this.layout = known?.layout ?? data.layout;
    this.hidden = new Set(known?.hidden);
    this.tools.layout.value = this.layout;
    applyHidden(cy, this.hidden);
    const placed = known ? cy.nodes().filter((node) => known.positions.has(node.id())) : cy.collection();
    if (!known || placed.empty()) {
      layOut(cy, this.layout);
      return;
    }
    const position = (/** @type {any} */ node) => node.position(known.positions.get(node.id()));
    cy.batch(() => placed.forEach(position));
    placeNear(cy, cy.nodes().difference(placed));
    cy.viewport({ zoom: known.zoom, pan: known.pan });
  }

  /**
   * New nodes of a view that is open already.
   *
   * @param {any} fresh
   */
  join(fresh) {
    placeNear(this.cy, fresh);
    focusOn(this.cy, null);
    if (!isWithin(fresh.boundingBox(), this.cy.extent())) showAll(this.cy);
  }

  /** @param {string} key */
  leave(key) {
    remember(key, this.cy, this.layout, this.hidden);
    this.cy.elements().remove();
  }

  /**
   * Python may ask for another layout; the user's own choice stands until it does.
   *
   * @param {string} layout
   */
  followLayout(layout) {
    if (layout === this.asked) return;
    this.asked = layout;
    this.tools.layout.value = layout;
    this.layOut(layout);
  }

  /** @param {string[]} ids */
  followHighlight(ids) {
    const asked = ids.join('\n');
    if (asked === this.stressed) return;
    this.stressed = asked;
    highlight(this.cy, ids);
  }

  /** @param {string} layout */
  layOut(layout) {
    this.layout = layout;
    layOut(this.cy, layout);
    this.writeSoon();
  }

  /**
   * Select an element as if it had been clicked; null selects nothing.
   *
   * @param {any} target
   */
  choose(target) {
    const { cy } = this;
    cy.elements(':selected').unselect();
    target?.select();
    focusOn(cy, target);
    if (this.tools.expand) this.tools.expand.disabled = !target?.isNode();
    this.writeSoon();
    this.options.onSelect(target ? { type: target.isNode() ? 'node' : 'edge', id: target.id() } : null);
  }

  expandSelected() {
    const selected = this.cy.nodes(':selected');
    if (selected.nonempty()) this.options.onExpand?.(selected[0].id());
  }

  /**
   * @param {string} words
   * @returns {number} how many nodes were found
   */
  find(words) {
    const hits = find(this.cy, words);
    this.writeSoon();
    return hits.length;
  }

  goToHits() {
    const hits = this.cy.nodes('.hit');
    if (hits.nonempty()) this.cy.animate({ fit: { eles: hits, padding: 120 } }, { duration: 200 });
  }

  drawLegend() {
    const { data } = this;
    if (!data) return;
    drawLegend(this.legend, data, this.hidden, () => {
      applyHidden(this.cy, this.hidden);
      this.countShown();
      this.writeSoon();
    });
    applyHidden(this.cy, this.hidden);
    this.countShown();
  }

  countShown() {
    const { cy } = this;
    const [nodes, edges] = [cy.nodes().length, cy.edges().length];
    const seen = shown(cy);
    const all = seen.length === nodes + edges;
    this.tools.count.textContent = all
      ? TEXTS.count(nodes, edges)
      : TEXTS.shown(seen.nodes().length, seen.edges().length, nodes, edges);
  }

  writeSoon() {
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => writeLabels(this.cy), PAUSE);
  }

  restyle() {
    this.cy.style(styleSheet(readTheme(this.root)));
    this.writeSoon();
  }

  destroy() {
    if (this.data) remember(this.data.viewKey, this.cy, this.layout, this.hidden);
    clearTimeout(this.timer);
    this.watcher.disconnect();
    this.cy.destroy();
  }
}

/**
 * @param {import('cytoscape').BoundingBoxWH & {x1: number, x2: number, y1: number, y2: number}} inner
 * @param {{x1: number, x2: number, y1: number, y2: number}} outer
 */
function isWithin(inner, outer) {
  return inner.x1 >= outer.x1 && inner.x2 <= outer.x2 && inner.y1 >= outer.y1 && inner.y2 <= outer.y2;
}

/** @param {HTMLElement} element */
function toggleFullscreen(element) {
  if (document.fullscreenElement) void document.exitFullscreen();
  else void element.requestFullscreen();
}
