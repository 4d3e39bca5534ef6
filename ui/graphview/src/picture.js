/** The picture as a PNG file. */
import { el } from './dom.js';

const SIDE = 8000; // pixels; browsers draw no larger canvas

/**
 * @param {import('cytoscape').Core} cy
 * @param {string} background
 * @param {string} name of the file, without its ending
 */
export async function savePicture(cy, background, name) {
  const picture = await cy.png({
    full: true,
    scale: 2,
    maxWidth: SIDE,
    maxHeight: SIDE,
    bg: background,
    output: /** @type {const} */ ('blob-promise'),
  });
  const address = URL.createObjectURL(picture);
  el('a', { href: address, download: `${name}.png` }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
