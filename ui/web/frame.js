/**
 * What Streamlit says in English and has no setting for: the page's language, the names that screen readers read out.
 *
 * Words are replaced wherever they come up; they are Streamlit's own, never a document's: only attributes, and texts of
 * the elements that `TEXTS` names.
 */

const NAMES = {
  'Clear value': '清除',
  'Clear all': '全部清除',
  Open: '展开',
  Close: '关闭',
  Remove: '去掉',
  'Show password text': '显示口令',
  'Hide password text': '隐藏口令',
  'Scroll left': '向左',
  'Scroll right': '向右',
  'Send message': '发送',
  'Submit message': '发送',
  'Main menu': '菜单',
  'Open sidebar': '打开侧栏',
  'Close sidebar': '关上侧栏',
  Fullscreen: '全屏',
  'Close fullscreen': '退出全屏',
  'Show data': '看数据',
  'Hide data': '看图',
  'Copy to clipboard': '复制',
  'More options': '更多',
  'Chat input': '问题',
  'App pages': '页面',
  'file upload': '上传的文件',
  'Link to heading': '这个标题的链接',
  'Streamlit app': '牵头图谱',
  'Chat message from assistant': '回答',
  'Chat message from user': '问题',
  'Choose an option': '请选择',
  'Download as PNG': '存为图片',
  'Copy Vega-Lite spec': '复制图的定义',
};

const TEXTS = '[data-testid="stSkipToContent"], [data-testid="stTooltipContent"], [data-testid="stConnectionStatus"], [data-testid="stStatusWidget"] label';
const WORDS = { 'Skip to main content': '跳到正文', 'Running...': '正在运行', Stop: '停止', Connecting: '正在连接', ...NAMES };

const ATTRIBUTES = ['aria-label', 'title', 'alt', 'placeholder'];

/** @param {string} text */
function translated(text) {
  if (NAMES[text]) return NAMES[text];
  const selected = /^Selected (.*)\. (.*)$/.exec(text);
  if (selected) return `已选 ${selected[1]}。${selected[2]}`;
  const removed = /^Remove (.*)$/.exec(text);
  return removed ? `去掉 ${removed[1]}` : '';
}

/** Buttons whose words come from the style sheet, for which Streamlit has no name. */
const NAMELESS = { '[data-testid="stFileUploaderDropzone"] button': '选择文件' };

/** Boxes that scroll, which the keyboard must reach even where they hold nothing but words. */
const SCROLLING = '[data-testid="stVerticalBlock"][overflow="auto"]';

/** @param {Element} element */
function translate(element) {
  if (element.matches?.(SCROLLING) && element.tabIndex < 0) element.tabIndex = 0;
  for (const [selector, name] of Object.entries(NAMELESS)) {
    // Only once: the observer below sees this change as well.
    if (element.matches?.(selector) && element.getAttribute('aria-label') !== name) element.setAttribute('aria-label', name);
  }
  for (const name of ATTRIBUTES) {
    const value = element.getAttribute?.(name);
    const words = value && translated(value.trim());
    if (words) element.setAttribute(name, words);
  }
  if (element.matches?.(TEXTS) && WORDS[element.textContent.trim()]) element.textContent = WORDS[element.textContent.trim()];
}

/** @param {Node} root */
function translateAll(root) {
  if (root.nodeType !== Node.ELEMENT_NODE) return;
  translate(root);
  root.querySelectorAll('*').forEach(translate);
}

let watching = false;

export default function mount() {
  document.documentElement.lang = 'zh-CN';
  if (watching) return;
  watching = true;
  translateAll(document.body);
  new MutationObserver((changes) => {
    for (const change of changes) {
      if (change.type === 'attributes') translate(change.target);
      else change.addedNodes.forEach(translateAll);
    }
  }).observe(document.body, { subtree: true, childList: true, attributes: true, attributeFilter: ATTRIBUTES });
}
