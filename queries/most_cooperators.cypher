// 名称: most_cooperators
// 问题: 哪些事项的配合单位最多？
// 说明: 未具名的集体（如各县市区政府）不计，行文中的责任不算。
// 参数: least: integer=1 至少几家
// 参数: document: text= 只看一份文件：编号或标题的一部分；留空为全部
// 示例: least=10
// 列: number: text 编号
// 列: item: text 事项
// 列: item_kind: text 种类
// 列: item_id: text 事项编号
// 列: cooperator_count: integer 配合单位数
// 列: cooperators: list 配合单位
// 列: open: flag 名单以“等”结尾
// 列: title: text 文件标题
// 列: date: text 文件日期
// 列: path: list 所在标题，自上而下
// 列: quote: text 原句
// 列: start: integer 原句起点（字符）
// 列: end: integer 原句终点（字符，不含）
// 列: document: text 文件编号
// 列: statements: list 陈述编号
MATCH (:{parties})-[r:{duties}]->()
WHERE r.nth = 0 AND size(r.cooperators) >= $least AND size(r.cooperators) > 0 AND NOT r.rule STARTS WITH 'prose'
  AND (r.document = $document OR $past[r.document] IS NULL)
  AND ($document = '' OR r.document = $document OR r.title CONTAINS $document)
WITH r, [i IN range(0, size(r.cooperators) - 1) WHERE NOT r.cooperators[i] IN r.collectives] AS named
WHERE size(named) >= $least AND size(named) > 0
RETURN
  r.number AS number, r.item AS item, r.item_kind AS item_kind, r.item_id AS item_id,
  size(named) AS cooperator_count, [i IN named | r.cooperators[i]] AS cooperators, '配合' IN r.open_roles AS open,
  r.title AS title, r.date AS date, r.item_path AS path,
  r.quote AS quote, r.start AS start, r.end AS end, r.document AS document,
  [i IN named | r.clause_facts[size(r.leads) + i]] AS statements
ORDER BY cooperator_count DESC, date, document, r.item_start, item_id, start
