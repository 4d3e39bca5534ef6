// 视图: deadlines
// 问题: 哪些事项应在何时之前完成，或多久一次，由谁负责？
// 说明: 一个时限一行；单位是事项自己的，没有的取它所属事项的
// 列: until: text 最后一天；不能确定的为空
// 列: words: text 原文写法
// 列: every: text 多久一次；不重复的为空
// 列: kind: text 截止、阶段、长期或周期
// 列: number: text 编号
// 列: item: text 事项
// 列: path: list 所在标题，自上而下
// 列: quote: text 原句
// 起点: has: MATCH (x:{kind} {id: $v})-[:{roles}]->(u:事项|章节) MATCH (t:事项|章节)-[:属于*0..2]->(u) WITH DISTINCT t
// 条件: has: EXISTS { MATCH (t)-[:属于*0..2]->(u:事项|章节)<-[:{roles}]-(x:{kind} {id: $v}) }
// 条件: until: (r.until <> '' AND r.until {op} $v)
// 条件: every: r.every = $v
// 条件: lasting: r.kind = $v
// 条件: dated: r.until <> ''
// 条件: items: (t.id IN $v OR EXISTS { MATCH (t)-[:属于*1..3]->(u:事项|章节) WHERE u.id IN $v })
// 条件: plan: (coalesce(t.plan, r.document) = $v OR t.id = $v)
// 条件: heading: any(h IN coalesce(t.path, r.path, []) + [t.name] WHERE replace(replace(h, '“', ''), '”', '') CONTAINS $v)
// 条件: document: r.document = $v
MATCH (t:事项|章节|文件)-[r:时限]->()
WHERE $past[r.document] IS NULL
WITH t, r
// 条件
// 收束: rows
RETURN
  r.until AS until, r.raw AS words, r.every AS every, r.kind AS kind, coalesce(r.computed, false) AS computed,
  coalesce(t.number, '') AS number, t.name AS item, labels(t)[0] AS item_kind, t.id AS item_id, coalesce(t.path, r.path) AS path,
  COLLECT { MATCH (t)-[:属于*0..2]->(:事项|章节)<-[:牵头]-(a) RETURN DISTINCT a.id AS id ORDER BY id } AS leads,
  COLLECT { MATCH (t)-[:属于*0..2]->(:事项|章节)<-[:负责]-(a) RETURN DISTINCT a.id AS id ORDER BY id } AS responsible,
  COLLECT { MATCH (t)-[:属于*0..2]->(:事项|章节)<-[:配合]-(a) RETURN DISTINCT a.id AS id ORDER BY id } AS cooperators,
  r.words_start AS words_start, r.quote AS quote, r.start AS start, r.end AS end, r.document AS document, r.id AS statement, r.mark AS mark
ORDER BY document, words_start, item_id, statement
