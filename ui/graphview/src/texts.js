/** Everything that a user reads, in one place. */

/** Layouts in the order of the menu. */
export const LAYOUTS = Object.freeze({
  force: '力导向',
  layered: '层次',
  concentric: '同心圆',
  circle: '环形',
  grid: '网格',
});

/** @param {number} nodes @param {number} edges @param {number} allNodes @param {number} allEdges */
const shown = (nodes, edges, allNodes, allEdges) =>
  `显示 ${nodes}/${allNodes} 个节点，${edges}/${allEdges} 条关系`;

export const TEXTS = Object.freeze({
  search: '查找节点…',
  searchHelp: '输入名称的一部分；回车移到查到的节点，Esc 清除',
  hits: (/** @type {number} */ n) => (n ? `查到 ${n} 个` : '没有查到'),
  layout: '布局',
  fit: '全图',
  fitHelp: '缩放到看见全部节点',
  expand: '展开',
  expandHelp: '显示所选节点的更多关系（也可双击节点）',
  png: '存为图片',
  fullscreen: '全屏',
  legend: '图例',
  kinds: '节点',
  relations: '关系',
  marks: '线型',
  inherited: '承自所在标题',
  open: '名单以“等”结尾',
  showAll: '全部显示',
  hide: (/** @type {string} */ name) => `点击隐藏或显示“${name}”`,
  count: (/** @type {number} */ nodes, /** @type {number} */ edges) => `${nodes} 个节点，${edges} 条关系`,
  shown,
  openMark: '（等）',
  file: '牵头图谱',
  panelEmpty: '点击一条连线，看它的原句和出处；点击一个节点，看它的全部关系。拖动可移动节点，滚轮可缩放。',
  quote: '原句',
  noQuote: '这条关系没有附原句。',
  document: '文件',
  date: '日期',
  path: '位置',
  raw: '原文写法',
  statement: '陈述编号',
  id: '编号',
  from: '起点',
  to: '终点',
  edgesOf: (/** @type {number} */ n) => `图中与它相连的关系（${n}）`,
});
