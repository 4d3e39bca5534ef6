// 名称: common_workgroups
// 问题: 两家单位都在哪些专班里？
// 说明: 单位自己的名字写在成员、召集人、副召集人中的都算；原句说的是第一家。
// 参数: first: text 机构名称或编号
// 参数: second: text 机构名称或编号
// 示例: first=市妇联 second=市残联
// 列: workgroup: text 专班
// 列: first_agency: text 第一家
// 列: second_agency: text 第二家
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
MATCH (a:{bodies})-[r:成员|召集|副召集]->(w:议事协调机构)
WHERE a.id = $first OR a.name = $first OR $first IN a.names
MATCH (b:{bodies})-[s:成员|召集|副召集]->(w)
WHERE s.document = r.document AND $past[r.document] IS NULL
  AND (b.id = $second OR b.name = $second OR $second IN b.names)
WITH w, a, b, r ORDER BY r.start, r.id
WITH w, a, b, collect(r)[0] AS r
MATCH (d:文件 {id: r.document})
RETURN
  w.name AS workgroup, a.name AS first_agency, b.name AS second_agency, w.id AS workgroup_id,
  d.name AS title, d.date AS date, r.path AS path,
  r.quote AS quote, r.start AS start, r.end AS end, r.document AS document, r.id AS statement, r.mark AS mark
ORDER BY date, document, start, workgroup_id, first_agency, second_agency
