// 视图: relations
// 问题: 某种关系的两端各是什么？
// 说明: 本体中的每一种关系都能这样问；一条陈述一行
// 列: subject: text 起点
// 列: relation: text 关系
// 列: object: text 终点
// 列: quote: text 原句
// 起点: from: MATCH (a:{kind}) WHERE a.id IN $v WITH a
// 起点: to: MATCH (b:{kind}) WHERE b.id IN $v WITH b
// 条件: relation: type(r) = $v
// 条件: from: a.id IN $v
// 条件: to: b.id IN $v
// 条件: from_kind: any(k IN labels(a) WHERE k IN $v)
// 条件: to_kind: any(k IN labels(b) WHERE k IN $v)
// 条件: from_called: a.name ENDS WITH $v
// 条件: to_called: b.name ENDS WITH $v
// 起点
MATCH (a)-[r:{related}]->(b)
WHERE $past[r.document] IS NULL
WITH a, r, b
// 条件
// 收束: rows
RETURN
  a.name AS subject, a.id AS subject_id, labels(a)[0] AS subject_kind, type(r) AS relation,
  b.name AS object, b.id AS object_id, labels(b)[0] AS object_kind,
  coalesce(a.number, '') AS subject_number, coalesce(a.path, []) AS subject_path,
  coalesce(b.number, '') AS object_number, coalesce(b.path, []) AS object_path,
  coalesce(r.post, '') AS post, coalesce(r.event, '') AS event, r.value AS value, coalesce(r.unit, '') AS unit,
  coalesce(r.year, '') AS year, coalesce(r.generic, false) AS generic, r.raw AS raw,
  r.path AS path, r.quote AS quote, r.start AS start, r.end AS end, r.document AS document, r.id AS statement, r.mark AS mark
ORDER BY document, start, size(split(r.quote, r.raw)[0]), subject, object, statement
