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
MATCH (a)-[r:牵头]->(t:事项|章节|项目|项目清单|产业|指标|议事协调机构)
WHERE (r.document = $document OR $past[r.document] IS NULL) AND coalesce(r.inherited, false) = false AND NOT r.rule STARTS WITH 'prose'
WITH a, r, t ORDER BY size(split(r.quote, r.raw)[0]), a.name
WITH t, r.document AS document, r.start AS start, r.end AS finish, max(r.quote) AS quote,
  collect(a.name) AS leads, count(DISTINCT a.id) AS lead_count, collect(r.id) AS statements
WHERE lead_count >= $least AND ($most = 0 OR lead_count <= $most)
MATCH (d:文件 {id: document})
WHERE ($document = '' OR d.id = $document OR d.name CONTAINS $document)
RETURN
  coalesce(t.number, '') AS number, t.name AS item, labels(t)[0] AS item_kind, t.id AS item_id, leads, lead_count,
  d.name AS title, d.date AS date, coalesce(t.path, []) AS path,
  quote, start, finish AS end, document, statements
ORDER BY date, document, coalesce(t.start, start), item_id, start
