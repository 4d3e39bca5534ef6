/**
 * The shapes of what Python hands over. Python's `ui/graphview/view.py` writes them.
 *
 * @typedef {object} NodeData
 * @property {string} id
 * @property {string} label       name as shown
 * @property {string} kind        a key of `kinds`
 * @property {string} [title]     text of the hover tip, where it is more than label and kind
 * @property {[string, string][]} [properties]   caption and value, in the order of the panel
 *
 * @typedef {object} EdgeData
 * @property {string} id
 * @property {string} source
 * @property {string} target
 * @property {string} label       words on the line
 * @property {string} kind        a key of `relations`
 * @property {string} [title]     text of the hover tip, where it is more than the two ends and the quote
 * @property {string} [quote]     the sentence that says so
 * @property {string} [document]  title of the document
 * @property {string} [date]
 * @property {string[]} [path]    headings above the quote, from the top
 * @property {string} [raw]       the name as written
 * @property {boolean} [dashed]   taken over from a heading
 * @property {boolean} [open]     the list ended in 等
 * @property {number} [weight]    of an edge without direction: how much it counts, for its width; 0 of all others
 *
 * @typedef {{color: string, shape: string, icon: string, caption: string}} KindStyle
 * @typedef {{color: string, caption: string}} RelationStyle
 *
 * @typedef {object} GraphData
 * @property {NodeData[]} nodes
 * @property {EdgeData[]} edges
 * @property {Record<string, KindStyle>} kinds          in the order of the legend
 * @property {Record<string, RelationStyle>} relations  in the order of the legend
 * @property {string} layout      a key of `LAYOUTS`
 * @property {string[]} highlight ids of nodes and edges to stress
 * @property {number} [height]    pixels; without it the view fills its parent
 * @property {string} viewKey     positions are kept under this name
 * @property {string} [notice]    a sentence shown above the picture, as that it is cut
 *
 * @typedef {{type: 'node' | 'edge', id: string}} Selection
 *
 * @typedef {object} Theme        colours and font, as the style sheet computes them
 * @property {string} text
 * @property {string} muted
 * @property {string} background
 * @property {string} accent
 * @property {string} font
 */
export {};
