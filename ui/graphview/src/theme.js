/**
 * The colours and the font that the style sheet gives, light or dark, so that the canvas follows the page.
 *
 * @param {HTMLElement} root
 * @returns {import('./types.js').Theme}
 */
export function readTheme(root) {
  const computed = getComputedStyle(root);
  const value = (/** @type {string} */ name, /** @type {string} */ otherwise) =>
    computed.getPropertyValue(name).trim() || otherwise;
  return {
    text: value('--qg-text', '#1f2937'),
    muted: value('--qg-muted', '#64748b'),
    background: value('--qg-background', '#ffffff'),
    accent: value('--qg-accent', '#f59e0b'),
    font: value('--qg-font', 'sans-serif').replaceAll("'", '"'), // cytoscape takes double quotes only
  };
}

/**
 * Call back whenever the theme changes. The root has a short transition on its background colour, so that any change
 * of theme, by the system or by Streamlit, ends in one event.
 *
 * @param {HTMLElement} root
 * @param {() => void} changed
 */
export function onThemeChange(root, changed) {
  root.addEventListener('transitionend', (event) => {
    if (event.target === root && event.propertyName === 'background-color') changed();
  });
}
