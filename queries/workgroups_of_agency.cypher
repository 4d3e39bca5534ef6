// 名称: workgroups_of_agency
// 问题: 某机构参加了哪些专班，担任什么？
// 参数: agency: text 机构名称或编号
// 参数: region: text= 同名机构所在地区，如“常德市”；留空为不限
// 示例: agency=市林业局
// 列: workgroup: text 专班
// 列: role: text 角色
// 列: person: text 由本单位何人担任；单位本身担任时为空
// 列: plan: text 所属方案
// 列: open: flag 名单以“等”结尾
// 列: raw: text 原文写法
// 列: agency: text 机构
// 列: agency_region: text 所在地区
// 列: agency_id: text 机构编号
// 列: workgroup_id: text 专班编号
// 列: title: text 文件标题
// 列: date: text 文件日期
// 列: path: list 所在标题，自上而下
// 列: quote: text 原句
// 列: start: integer 原句起点（字符）
// 列: end: integer 原句终点（字符，不含）
// 列: place: text 在文件中的页、表和行；纯文本为空
// 列: document: text 文件编号
// 列: statement: text 陈述编号
// 列: mark: text 记号，文字移动位置后不变
CALL {
  MATCH (a:{parties})-[r:召集|副召集|成员]->(w:议事协调机构)
  WHERE (a.id = $agency OR a.name = $agency OR $agency IN a.names)
  RETURN a, r, w, '' AS person
  UNION
  MATCH (a:{parties})<-[r:办公室设在]-(w:议事协调机构)
  WHERE (a.id = $agency OR a.name = $agency OR $agency IN a.names)
  RETURN a, r, w, '' AS person
  UNION
  MATCH (a:{parties})<-[p:任职]-(h:人员)-[r:召集|副召集|成员]->(w:议事协调机构)
  WHERE p.document = r.document AND (a.id = $agency OR a.name = $agency OR $agency IN a.names)
  RETURN a, r, w, h.name AS person
}
WITH a, r, w, person
WHERE $past[r.document] IS NULL AND ($region = '' OR a.region = $region)
MATCH (d:文件 {id: r.document})
OPTIONAL MATCH (w)-[s:属于]->(p:章节|文件)
WHERE s.document = r.document
RETURN
  w.name AS workgroup,
  CASE type(r)
    WHEN '召集' THEN '召集人' WHEN '副召集' THEN '副召集人' WHEN '成员' THEN '成员单位' ELSE '办公室'
  END AS role,
  person, coalesce(p.name, '') AS plan, coalesce(r.open, false) AS open, r.raw AS raw,
  a.name AS agency, coalesce(a.region, '') AS agency_region, a.id AS agency_id, w.id AS workgroup_id,
  d.name AS title, d.date AS date, r.path AS path,
  r.quote AS quote, r.start AS start, r.end AS end, coalesce(r.place, '') AS place, r.document AS document, r.id AS statement, r.mark AS mark
ORDER BY date, document, start, workgroup_id,
  CASE type(r) WHEN '召集' THEN 0 WHEN '副召集' THEN 1 WHEN '办公室设在' THEN 2 ELSE 3 END, agency_id, person
