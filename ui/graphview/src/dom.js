/**
 * Make an element. Text goes in as text, never as markup, so that no word of a document can become a tag.
 *
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag
 * @param {Partial<HTMLElementTagNameMap[K]>} [properties]
 * @param {(Node | string)[]} children
 * @returns {HTMLElementTagNameMap[K]}
 */
export function el(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  Object.assign(element, properties);
  element.append(...children);
  return element;
}

/**
 * A button that does one thing.
 *
 * @param {string} text
 * @param {string} title
 * @param {() => void} action
 */
export function button(text, title, action) {
  const made = el('button', { type: 'button', textContent: text, title });
  made.addEventListener('click', action);
  return made;
}
