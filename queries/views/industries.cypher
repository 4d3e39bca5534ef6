// 视图: industries
// 问题: 各园区、各地的主导产业、特色产业和主攻方向是什么？
// 列: place: text 园区或地区
// 列: relation: text 关系
// 列: industry: text 产业
// 列: year: text 年份
// 列: quote: text 原句
// 条件: year: r.year = $v
// 条件: place: a.id IN $v
// 条件: trade: i.name = $v
// 条件: relation: type(r) = $v
MATCH (a:园区|地区)-[r:主导产业|特色产业|主攻方向]->(i:产业)
WHERE $past[r.document] IS NULL
WITH a, r, i
// 条件
// 收束: rows
RETURN
  a.name AS place, a.id AS place_id, type(r) AS relation, i.name AS industry, coalesce(r.year, '') AS year, r.path AS path,
  r.quote AS quote, r.start AS start, r.end AS end, r.document AS document, r.id AS statement, r.mark AS mark
ORDER BY place, document, start, relation, size(split(r.quote, r.raw)[0]), industry, statement
