// 视图: groups
// 问题: 专班、指挥部、领导小组由谁召集，有哪些成员单位，办公室设在哪里？
// 列: workgroup: text 专班
// 列: role: text 角色
// 列: party: text 单位或人员
// 列: post: text 职务
// 列: raw: text 原文写法
// 列: quote: text 原句
// 起点: group: MATCH (w:议事协调机构 {id: $v}) WITH w
// 条件: group: w.id = $v
// 条件: party: a.id = $v
// 条件: called: w.name ENDS WITH $v
// 起点
MATCH (w:议事协调机构)
CALL {
  WITH w
  MATCH (w)<-[r:召集|副召集|成员|任职]-(a)
  RETURN r, a
  UNION
  WITH w
  MATCH (w)-[r:办公室设在]->(a)
  RETURN r, a
}
WITH w, r, a
WHERE $past[r.document] IS NULL
WITH w, r, a
// 条件
// 收束: rows
OPTIONAL MATCH (w)-[:属于]->(p:章节|文件)
WITH w, r, a, min(p.id) AS plan
RETURN
  w.name AS workgroup, w.id AS workgroup_id,
  CASE type(r)
    WHEN '召集' THEN '召集人' WHEN '副召集' THEN '副召集人' WHEN '成员' THEN '成员单位' WHEN '任职' THEN '任职' ELSE '办公室'
  END AS role,
  a.name AS party, a.id AS party_id, coalesce(r.post, a.post, '') AS post, coalesce(r.generic, false) AS generic,
  coalesce(r.open, false) AS open, r.raw AS raw, coalesce(plan, '') AS plan, r.path AS path,
  r.quote AS quote, r.start AS start, r.end AS end, r.document AS document, r.id AS statement, r.mark AS mark
ORDER BY document, workgroup_id,
  CASE type(r) WHEN '召集' THEN 0 WHEN '副召集' THEN 1 WHEN '任职' THEN 2 WHEN '办公室设在' THEN 3 ELSE 4 END,
  size(split(r.quote, r.raw)[0]), party, party_id
// 收束: every
MATCH (g:议事协调机构)
RETURN DISTINCT g.name AS workgroup, g.id AS workgroup_id
ORDER BY workgroup, workgroup_id
