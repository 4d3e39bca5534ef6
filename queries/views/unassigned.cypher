// 视图: unassigned
// 问题: 哪些事项没有写明责任单位？
// 说明: 与 tasks_without_agency 同一口径。
// 列: number: text 编号
// 列: item: text 事项
// 列: path: list 所在标题，自上而下
// 列: quote: text 原句
// 条件: plan: (t.plan = $v OR t.id = $v)
// 条件: heading: any(h IN coalesce(t.path, []) WHERE replace(replace(h, '“', ''), '”', '') CONTAINS $v)
// 条件: document: r.document = $v
MATCH (t:事项)-[r:属于]->()
WHERE $past[r.document] IS NULL AND NOT EXISTS { MATCH (t)-[:属于]->(:事项) }
  AND NOT EXISTS {
    MATCH (t)<-[:属于*0..3]-(:事项)<-[x:{duties}]-()
    WHERE $past[x.document] IS NULL AND NOT (x.rule STARTS WITH 'prose' AND coalesce(x.generic, false))
  }
  AND NOT EXISTS { MATCH (t)-[:属于*1..8]->(:事项|章节)<-[:{duties}]-() }
  AND EXISTS {
    MATCH (o:事项|章节)<-[s:{duties}]-()
    WHERE o.plan = t.plan AND NOT s.rule STARTS WITH 'prose'
  }
WITH t, r
// 条件
// 收束: rows
RETURN
  coalesce(t.number, '') AS number, t.name AS item, labels(t)[0] AS item_kind, t.id AS item_id, coalesce(t.path, r.path) AS path,
  coalesce(t.text, '') AS text, coalesce(t.plan, r.document) AS plan, r.quote AS quote, r.start AS start, r.end AS end, r.document AS document,
  r.id AS statement, r.mark AS mark
ORDER BY document, coalesce(t.start, r.start), item_id, start
