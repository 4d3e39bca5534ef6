// 视图: undated
// 问题: 哪些写明了单位的事项没有写明时限？
// 说明: 事项自己、它的组成部分和所属事项都没有时限
// 列: number: text 编号
// 列: item: text 事项
// 列: path: list 所在标题，自上而下
// 列: quote: text 原句
// 起点: has: MATCH (x:{kind} {id: $v})-[:{roles}]->(t:事项) WITH DISTINCT t
// 条件: has: EXISTS { MATCH (t)<-[:{roles}]-(x:{kind} {id: $v}) }
// 条件: plan: (t.plan = $v OR t.id = $v)
// 条件: heading: any(h IN coalesce(t.path, []) WHERE replace(replace(h, '“', ''), '”', '') CONTAINS $v)
// 条件: document: t.document = $v
MATCH (t:事项)<-[r:{duties}]-()
WHERE $past[r.document] IS NULL AND {counted}
  AND NOT EXISTS { MATCH (t)-[:属于*0..2]->(:事项)-[:时限]->() }
  AND NOT EXISTS { MATCH (t)<-[:属于*1..2]-(:事项)-[:时限]->() }
WITH t, r ORDER BY r.start, r.id
WITH t, collect(r)[0] AS r
// 条件
// 收束: rows
RETURN
  coalesce(t.number, '') AS number, t.name AS item, labels(t)[0] AS item_kind, t.id AS item_id, coalesce(t.path, r.path) AS path,
  r.quote AS quote, r.start AS start, r.end AS end, r.document AS document, r.id AS statement, r.mark AS mark
ORDER BY document, coalesce(t.start, r.start), item_id
