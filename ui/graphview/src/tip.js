/** The small box beside the pointer. */
import { el } from './dom.js';

const QUOTE = 90; // characters of the quote in the tip

/**
 * @param {any} element
 * @returns {string}
 */
export function tipText(element) {
  const data = element.data();
  if (data.title) return data.title;
  if (element.isNode()) return `${data.label}\n${data.kind}`;
  const ends = `${element.source().data('label')} —${data.short}→ ${element.target().data('label')}`;
  return data.quote ? `${ends}\n“${cut(data.quote)}”` : ends;
}

/** @param {string} text */
const cut = (text) => (text.length > QUOTE ? `${text.slice(0, QUOTE)}…` : text);

/**
 * Show a tip for whatever the pointer is over.
 *
 * @param {import('cytoscape').Core} cy
 * @param {HTMLElement} canvas
 */
export function addTip(cy, canvas) {
  const tip = el('div', { className: 'qg-tip', hidden: true });
  canvas.append(tip);
  const hide = () => {
    tip.hidden = true;
    canvas.classList.remove('qg-pointing');
    cy.elements('.over').removeClass('over');
  };
  cy.on('mouseover', 'node, edge', (event) => {
    tip.textContent = tipText(event.target);
    tip.hidden = false;
    canvas.classList.add('qg-pointing');
    event.target.addClass('over');
    moveTo(tip, canvas, event.renderedPosition);
  });
  cy.on('mouseout tapstart pan zoom', hide);
}

/**
 * Beside the pointer, but never out of the canvas.
 *
 * @param {HTMLElement} tip
 * @param {HTMLElement} canvas
 * @param {{x: number, y: number}} point
 */
function moveTo(tip, canvas, point) {
  const left = Math.min(point.x + 14, canvas.clientWidth - tip.offsetWidth - 6);
  const below = point.y + 16;
  const fits = below + tip.offsetHeight < canvas.clientHeight;
  tip.style.left = `${Math.max(6, left)}px`;
  tip.style.top = `${fits ? below : Math.max(6, point.y - tip.offsetHeight - 12)}px`;
}
