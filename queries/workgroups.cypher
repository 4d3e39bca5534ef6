// 名称: workgroups
// 问题: 有哪些专班、指挥部、领导小组，办公室设在哪里，有多少成员单位？
// 参数: document: text= 只看一份文件：编号或标题的一部分；留空为全部
// 示例: document=发展六仗
// 列: workgroup: text 专班
// 列: conveners: list 召集人
// 列: vice_conveners: list 副召集人
// 列: offices: list 办公室所在单位
// 列: offices_as_written: list 办公室所在单位的原文写法
// 列: member_count: integer 成员单位数（不计未具名的集体）
// 列: members_open: flag 成员名单以“等”结尾
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
MATCH (w:议事协调机构)-[r:属于]->(p:章节|文件)
MATCH (d:文件 {id: r.document})
WHERE (d.id = $document OR $past[d.id] IS NULL)
  AND ($document = '' OR d.id = $document OR d.name CONTAINS $document)
RETURN
  w.name AS workgroup,
  COLLECT { MATCH (h)-[s:召集]->(w) WHERE s.document = r.document RETURN h.name ORDER BY size(split(s.quote, s.raw)[0]), h.name } AS conveners,
  COLLECT { MATCH (h)-[s:副召集]->(w) WHERE s.document = r.document RETURN h.name ORDER BY size(split(s.quote, s.raw)[0]), h.name } AS vice_conveners,
  COLLECT { MATCH (w)-[s:办公室设在]->(o) WHERE s.document = r.document RETURN o.name ORDER BY o.name } AS offices,
  COLLECT { MATCH (w)-[s:办公室设在]->() WHERE s.document = r.document RETURN DISTINCT s.raw AS raw ORDER BY raw } AS offices_as_written,
  COUNT { MATCH (m)-[s:成员]->(w) WHERE s.document = r.document AND coalesce(s.generic, false) = false RETURN DISTINCT m } AS member_count,
  EXISTS { MATCH (w)<-[s:成员]-() WHERE s.document = r.document AND s.open = true } AS members_open,
  p.name AS plan, w.id AS workgroup_id,
  d.name AS title, d.date AS date, r.path AS path,
  r.quote AS quote, r.start AS start, r.end AS end, r.document AS document, r.id AS statement, r.mark AS mark
ORDER BY date, document, start, workgroup_id
