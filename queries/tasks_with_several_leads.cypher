// 名称: tasks_with_several_leads
// 问题: 哪些事项由两家或更多单位共同牵头？
// 说明: 按条款看，行文中的责任不算；承自标题的牵头不重复计。
// 参数: least: integer=2 至少几家
// 参数: most: integer=0 至多几家；0 为不限
// 参数: document: text= 只看一份文件：编号或标题的一部分；留空为全部
// 示例: least=3
// 列: number: text 编号
// 列: item: text 事项
// 列: item_kind: text 种类
// 列: item_id: text 事项编号
// 列: leads: list 牵头单位
// 列: lead_count: integer 牵头单位数
// 列: title: text 文件标题
// 列: date: text 文件日期
// 列: path: list 所在标题，自上而下
// 列: quote: text 原句
// 列: start: integer 原句起点（字符）
// 列: end: integer 原句终点（字符，不含）
// 列: document: text 文件编号
// 列: statements: list 陈述编号
{asked}
MATCH (c:_条款 {document: d.id})
WHERE c.lead_count >= $least AND ($most = 0 OR c.lead_count <= $most) AND NOT c.inherited AND NOT c.prose
WITH c, d ORDER BY d.date, d.id, c.item_start, c.item_id, c.start
RETURN
  c.number AS number, c.item AS item, c.item_kind AS item_kind, c.item_id AS item_id, c.parties[0..c.lead_count] AS leads, c.lead_count AS lead_count,
  d.name AS title, d.date AS date, c.item_path AS path,
  c.quote AS quote, c.start AS start, c.end AS end, d.id AS document,
  c.facts[0..c.lead_count] AS statements
ORDER BY date, document, c.item_start, item_id, start
