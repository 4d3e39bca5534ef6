// 视图: posts
// 问题: 谁在哪个单位担任什么职务？
// 列: person: text 人
// 列: body: text 单位
// 列: post: text 职务
// 列: told_on: text 文中日期
// 列: quote: text 原句
// 起点: person: MATCH (p:人员 {id: $v}) WITH p
// 条件: person: p.id = $v
// 条件: body: b.id = $v
// 条件: region: (b.region = $v OR b.id = $v)
// 起点
MATCH (p:人员)-[r:任职]->(b)
WHERE $past[r.document] IS NULL
WITH p, r, b
// 条件
// 收束: rows
MATCH (d:文件 {id: r.document})
RETURN
  p.name AS person, p.id AS person_id, coalesce(r.post, '') AS post, coalesce(r.organisation, b.name) AS body, b.id AS body_id,
  coalesce(b.region, '') AS region, coalesce(p.unnamed, false) AS unnamed, coalesce(r.told_on, '') AS told_on,
  coalesce(d.date, '') AS date, r.path AS path,
  r.quote AS quote, r.start AS start, r.end AS end, r.document AS document, r.id AS statement, r.mark AS mark
ORDER BY date, document, start, person, body, statement
