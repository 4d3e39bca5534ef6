// 名称: workgroup_members
// 问题: 某专班（指挥部、领导小组）由谁召集，有哪些成员单位，办公室设在哪里？
// 参数: name: text 专班名称的一部分
// 示例: name=科技创新攻坚仗
// 列: workgroup: text 专班
// 列: role: text 角色
// 列: party: text 单位或人员
// 列: post: text 职务
// 列: party_kind: text 种类
// 列: party_id: text 单位或人员编号
// 列: generic: flag 未具名的集体
// 列: open: flag 名单以“等”结尾
// 列: raw: text 原文写法
// 列: plan: text 所属方案
// 列: workgroup_id: text 专班编号
// 列: title: text 文件标题
// 列: date: text 文件日期
// 列: path: list 所在标题，自上而下
// 列: quote: text 原句
// 列: start: integer 原句起点（字符）
// 列: end: integer 原句终点（字符，不含）
// 列: document: text 文件编号
// 列: statement: text 陈述编号
// 列: mark: text 记号，文字移动位置后不变
MATCH (w:议事协调机构)
WHERE w.name CONTAINS $name OR any(x IN w.names WHERE x CONTAINS $name)
CALL {
  WITH w
  MATCH (w)<-[r:召集|副召集|成员|任职]-(a)
  RETURN r, a
  UNION
  WITH w
  MATCH (w)-[r:办公室设在]->(a)
  RETURN r, a
}
MATCH (d:文件 {id: r.document})
WHERE $past[d.id] IS NULL
OPTIONAL MATCH (w)-[s:属于]->(p:章节|文件)
WHERE s.document = r.document
RETURN
  w.name AS workgroup,
  CASE type(r)
    WHEN '召集' THEN '召集人' WHEN '副召集' THEN '副召集人' WHEN '成员' THEN '成员单位' WHEN '任职' THEN '任职' ELSE '办公室'
  END AS role,
  a.name AS party, coalesce(r.post, a.post, '') AS post, labels(a)[0] AS party_kind, a.id AS party_id,
  coalesce(r.generic, false) AS generic, coalesce(r.open, false) AS open, r.raw AS raw,
  coalesce(p.name, '') AS plan, w.id AS workgroup_id,
  d.name AS title, d.date AS date, r.path AS path,
  r.quote AS quote, r.start AS start, r.end AS end, r.document AS document, r.id AS statement, r.mark AS mark
ORDER BY date, document, workgroup_id,
  CASE type(r) WHEN '召集' THEN 0 WHEN '副召集' THEN 1 WHEN '任职' THEN 2 WHEN '办公室设在' THEN 3 ELSE 4 END,
  size(split(r.quote, r.raw)[0]), party, party_id
