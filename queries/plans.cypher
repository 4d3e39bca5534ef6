// 名称: plans
// 问题: 各份方案（附件）有多少事项、多少条款、多少责任单位？
// 说明: 按句分成几部分的事项算一个；承自标题的牵头、行文中的责任不计。
// 参数: document: text= 只看一份文件：编号或标题的一部分；留空为全部
// 示例: document=发展六仗
// 列: plan: text 方案
// 列: plan_id: text 方案编号
// 列: items: integer 事项数
// 列: clauses: integer 条款数
// 列: parties: integer 具名责任单位数
// 列: title: text 文件标题
// 列: date: text 文件日期
// 列: document: text 文件编号
CALL {
  MATCH (t:事项)
  WHERE (t.document = $document OR $past[t.document] IS NULL) AND NOT EXISTS { MATCH (t)-[:属于]->(:事项) }
  RETURN t.document AS document, coalesce(t.plan, t.document) AS plan_id, count(t) AS items, 0 AS clauses, 0 AS parties
  UNION ALL
  MATCH (t:章节)
  WHERE t.document = $document OR $past[t.document] IS NULL
  RETURN DISTINCT t.document AS document, coalesce(t.plan, t.document) AS plan_id, 0 AS items, 0 AS clauses, 0 AS parties
  UNION ALL
  MATCH (d:文件)
  WHERE (d.id = $document OR $past[d.id] IS NULL) AND NOT EXISTS { MATCH (d)<-[:属于]-(:章节|事项) }
  RETURN d.id AS document, d.id AS plan_id, 0 AS items, 0 AS clauses, 0 AS parties
  UNION ALL
  MATCH (a:{parties})-[r:{duties}]->()
  WHERE (r.document = $document OR $past[r.document] IS NULL) AND coalesce(r.inherited, false) = false AND NOT r.rule STARTS WITH 'prose' AND r.item_kind IN ['事项', '章节']
  RETURN r.document AS document, CASE r.plan WHEN '' THEN r.document ELSE r.plan END AS plan_id, 0 AS items,
    count(DISTINCT r.clause) AS clauses,
    count(DISTINCT CASE WHEN coalesce(r.generic, false) = false THEN a.id END) AS parties
}
WITH document, plan_id, sum(items) AS items, sum(clauses) AS clauses, sum(parties) AS parties
MATCH (d:文件 {id: document})
WHERE (d.id = $document OR $past[d.id] IS NULL)
  AND ($document = '' OR d.id = $document OR d.name CONTAINS $document)
OPTIONAL MATCH (p:章节 {id: plan_id})
RETURN
  coalesce(p.name, d.name) AS plan, plan_id, items, clauses, parties,
  d.name AS title, d.date AS date, d.id AS document
ORDER BY date, document, coalesce(p.start, -1), plan_id
