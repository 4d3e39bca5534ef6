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
MATCH (a)-[r:配合]->(t:事项|章节|项目|项目清单|产业|指标|议事协调机构)
WHERE (r.document = $document OR $past[r.document] IS NULL) AND coalesce(r.generic, false) = false AND NOT r.rule STARTS WITH 'prose'
WITH a, r, t ORDER BY size(split(r.quote, r.raw)[0]), a.name
WITH t, r.document AS document, r.start AS start, r.end AS finish, max(r.quote) AS quote,
  collect(a.name) AS cooperators, count(DISTINCT a.id) AS cooperator_count, collect(r.id) AS statements,
  max(CASE WHEN r.open THEN 1 ELSE 0 END) = 1 AS open
WHERE cooperator_count >= $least
MATCH (d:文件 {id: document})
WHERE ($document = '' OR d.id = $document OR d.name CONTAINS $document)
RETURN
  coalesce(t.number, '') AS number, t.name AS item, labels(t)[0] AS item_kind, t.id AS item_id,
  cooperator_count, cooperators, open,
  d.name AS title, d.date AS date, coalesce(t.path, []) AS path,
  quote, start, finish AS end, document, statements
ORDER BY cooperator_count DESC, date, document, coalesce(t.start, start), item_id, start
