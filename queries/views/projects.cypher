// 视图: projects
// 问题: 有哪些项目，列入哪份清单，在哪里，投资多少？
// 列: list: text 清单
// 列: project: text 项目
// 列: parts: list 组成部分
// 列: places: list 所在地
// 列: owners: list 建设单位
// 列: amount: text 投资
// 列: goal: text 目标
// 列: quote: text 原句
// 起点: project: MATCH (p:项目 {id: $v}) WITH p
// 条件: project: p.id = $v
// 条件: projects: p.id IN $v
// 条件: list: l.id = $v
// 条件: place: EXISTS { MATCH (p)-[:位于]->(x) WHERE x.id IN $v }
// 条件: owner: EXISTS { MATCH (p)<-[:建设]-(x) WHERE x.id = $v }
// 起点
MATCH (p:项目)-[r:属于]->(t:事项|章节|文件)
WHERE $past[r.document] IS NULL
OPTIONAL MATCH (p)-[s:列入]->(l:项目清单)
WHERE s.document = r.document
WITH p, r, t, s, l
// 条件
// 收束: rows
RETURN
  coalesce(l.name, '') AS list, coalesce(l.id, '') AS list_id, s.order AS order, p.name AS project, p.id AS project_id,
  COLLECT { MATCH (part:项目)-[q:属于]->(p) RETURN part.name ORDER BY q.start, size(split(q.quote, q.raw)[0]), part.name } AS parts,
  COLLECT { MATCH (p)-[:位于]->(x) RETURN DISTINCT x.name AS place ORDER BY place } AS places,
  COLLECT { MATCH (o)-[:建设]->(p) RETURN DISTINCT o.name AS owner ORDER BY owner } AS owners,
  coalesce(r.amount, '') AS amount, coalesce(r.goal, '') AS goal, t.name AS item, t.id AS item_id, r.path AS path,
  r.quote AS quote, r.start AS start, r.end AS end, r.document AS document, r.id AS statement, r.mark AS mark
ORDER BY document, list, order, start, project, statement
