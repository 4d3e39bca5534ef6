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
MATCH (:{parties})-[r:{duties}]->()
WHERE r.nth = 0 AND size(r.leads) >= $least AND ($most = 0 OR size(r.leads) <= $most)
  AND coalesce(r.inherited, false) = false AND NOT r.rule STARTS WITH 'prose'
  AND (r.document = $document OR $past[r.document] IS NULL)
  AND ($document = '' OR r.document = $document OR r.title CONTAINS $document)
RETURN
  r.number AS number, r.item AS item, r.item_kind AS item_kind, r.item_id AS item_id, r.leads AS leads, size(r.leads) AS lead_count,
  r.title AS title, r.date AS date, r.item_path AS path,
  r.quote AS quote, r.start AS start, r.end AS end, r.document AS document,
  r.clause_facts[0..size(r.leads)] AS statements
ORDER BY date, document, r.item_start, item_id, start
