// 名称: memberships
// 问题: 各单位是几个专班的成员，哪些单位每个专班都参加？
// 说明: 只看列出具名成员的；of 是其中名为专班的个数；原句是其中第一个的。
// 参数: every: flag=否 为“是”时，只列每个专班都参加的
// 示例: every=否
// 列: agency: text 机构
// 列: agency_id: text 机构编号
// 列: count: integer 参加的专班数
// 列: of: integer 专班总数
// 列: workgroups: list 参加的专班
// 列: title: text 文件标题
// 列: date: text 文件日期
// 列: path: list 所在标题，自上而下
// 列: quote: text 原句
// 列: start: integer 原句起点（字符）
// 列: end: integer 原句终点（字符，不含）
// 列: document: text 文件编号
// 列: statement: text 陈述编号
// 列: mark: text 记号，文字移动位置后不变
MATCH (v:议事协调机构)<-[s:成员]-()
WHERE $past[s.document] IS NULL AND coalesce(s.generic, false) = false AND v.name CONTAINS '专班'
WITH count(DISTINCT v.id) AS of
MATCH (w:议事协调机构)<-[r:成员]-(a)
WHERE $past[r.document] IS NULL AND coalesce(r.generic, false) = false
WITH of, a, w, r ORDER BY r.document, r.start, w.id, r.id
WITH of, a, collect(DISTINCT w.name) AS workgroups, collect(r)[0] AS r
WHERE $every = false OR size([name IN workgroups WHERE name CONTAINS '专班']) = of
MATCH (d:文件 {id: r.document})
RETURN
  a.name AS agency, a.id AS agency_id, size(workgroups) AS count, of, workgroups,
  d.name AS title, d.date AS date, r.path AS path,
  r.quote AS quote, r.start AS start, r.end AS end, r.document AS document, r.id AS statement, r.mark AS mark
ORDER BY count DESC, agency, agency_id, statement
