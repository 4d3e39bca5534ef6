// 视图: systems
// 问题: 产业体系由哪些产业组成？
// 列: system: text 产业体系
// 列: owner: text 所属
// 列: member: text 成员
// 列: year: text 年份
// 列: quote: text 原句
// 条件: system: s.id IN $v
// 条件: year: coalesce(r.year, '') = $v
// 条件: place: o.id IN $v
MATCH (s:产业体系)-[b:属于]->(o)
OPTIONAL MATCH (m)-[l:列入]->(s)
WITH s, o, m, coalesce(l, b) AS r
WHERE $past[r.document] IS NULL
WITH s, o, m, r
// 条件
// 收束: rows
RETURN
  s.name AS system, s.id AS system_id, s.declared AS declared, o.name AS owner, o.id AS place_id, coalesce(m.name, '') AS member,
  coalesce(r.year, '') AS year, r.path AS path, r.order AS order,
  r.quote AS quote, r.start AS start, r.end AS end, r.document AS document, r.id AS statement, r.mark AS mark
ORDER BY document, start, system, owner, order, member, statement
