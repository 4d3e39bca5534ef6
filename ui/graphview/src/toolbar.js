/** The row of tools above the picture. */
import { button, el } from './dom.js';
import { LAYOUTS, TEXTS } from './texts.js';

/**
 * @typedef {object} Actions
 * @property {(words: string) => number} find
 * @property {() => void} goToHits
 * @property {(layout: string) => void} layOut
 * @property {() => void} showAll
 * @property {(() => void) | null} expand   null where nothing can be expanded
 * @property {() => void} save
 * @property {() => void} toggleLegend
 * @property {() => void} toggleFullscreen
 */

/**
 * @param {Actions} actions
 * @returns {{bar: HTMLElement, layout: HTMLSelectElement, expand: HTMLButtonElement | null, count: HTMLElement}}
 */
export function makeToolbar(actions) {
  const layout = layoutMenu(actions.layOut);
  const expand = actions.expand && button(TEXTS.expand, TEXTS.expandHelp, actions.expand);
  if (expand) expand.disabled = true;
  const count = el('span', { className: 'qg-total' });
  const bar = el(
    'div',
    { className: 'qg-bar' },
    ...searchBox(actions),
    layout,
    button(TEXTS.fit, TEXTS.fitHelp, actions.showAll),
    ...(expand ? [expand] : []),
    button(TEXTS.legend, '', actions.toggleLegend),
    button(TEXTS.png, '', actions.save),
    button(TEXTS.fullscreen, '', actions.toggleFullscreen),
  );
  return { bar, layout, expand, count };
}

/** @param {Actions} actions */
function searchBox(actions) {
  const box = el('input', { type: 'search', className: 'qg-search', placeholder: TEXTS.search, title: TEXTS.searchHelp });
  box.setAttribute('aria-label', TEXTS.search);
  const hits = el('span', { className: 'qg-hits' });
  const search = () => {
    const found = actions.find(box.value);
    hits.textContent = box.value.trim() ? TEXTS.hits(found) : '';
  };
  box.addEventListener('input', search);
  box.addEventListener('keydown', (event) => {
    if (event.key === 'Enter') actions.goToHits();
    if (event.key === 'Escape') {
      box.value = '';
      search();
    }
  });
  return [box, hits];
}

/** @param {(layout: string) => void} layOut */
function layoutMenu(layOut) {
  const menu = el('select', { title: TEXTS.layout, className: 'qg-layout' });
  menu.setAttribute('aria-label', TEXTS.layout);
  menu.append(...Object.entries(LAYOUTS).map(([value, text]) => el('option', { value, textContent: text })));
  menu.addEventListener('change', () => layOut(menu.value));
  return menu;
}
