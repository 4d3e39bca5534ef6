// 名称: tasks_without_lead
// 问题: 哪些事项没有牵头单位，只写了负责或配合？
// 说明: 所在标题已有牵头单位的事项不算，行文中的责任不算。
// 参数: document: text= 只看一份文件：编号或标题的一部分；留空为全部
// 示例: document=发展六仗
// 列: number: text 编号
// 列: item: text 事项
// 列: item_kind: text 种类
// 列: item_id: text 事项编号
// 列: parties: list 承担单位
// 列: roles: list 角色，与承担单位一一对应
// 列: open: flag 名单以“等”结尾
// 列: title: text 文件标题
// 列: date: text 文件日期
// 列: path: list 所在标题，自上而下
// 列: quote: text 原句
// 列: start: integer 原句起点（字符）
// 列: end: integer 原句终点（字符，不含）
// 列: document: text 文件编号
// 列: statements: list 陈述编号
MATCH (t:事项|章节|项目|项目清单|产业|指标|议事协调机构)
MATCH (a)-[r:配合|负责|指导|联系]->(t)
WHERE (r.document = $document OR $past[r.document] IS NULL) AND NOT r.rule STARTS WITH 'prose'
  AND NOT EXISTS { MATCH (t)<-[x:牵头]-() WHERE x.document = r.document }
WITH a, r, t ORDER BY size(split(r.quote, r.raw)[0]), a.name
WITH t, r.document AS document, r.start AS start, r.end AS finish, max(r.quote) AS quote,
  collect(a.name) AS parties, collect(type(r)) AS roles, collect(r.id) AS statements,
  max(CASE WHEN r.open THEN 1 ELSE 0 END) = 1 AS open
MATCH (d:文件 {id: document})
WHERE ($document = '' OR d.id = $document OR d.name CONTAINS $document)
RETURN
  coalesce(t.number, '') AS number, t.name AS item, labels(t)[0] AS item_kind, t.id AS item_id, parties, roles, open,
  d.name AS title, d.date AS date, coalesce(t.path, []) AS path,
  quote, start, finish AS end, document, statements
ORDER BY date, document, coalesce(t.start, start), item_id, start
