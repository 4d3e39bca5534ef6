// 名称: projects_of_place
// 问题: 某地区、某园区有哪些项目，各投资多少？
// 说明: 包括位于其下级地区和园区的；没有写明地点、但与此地项目写在一起（同一句或相邻的分句）的也列出，located 为否。
// 参数: place: text 地区或园区的编号或名称
// 示例: place=常宁市
// 列: project: text 项目
// 列: amount: text 投资
// 列: lists: list 所属清单
// 列: located: flag 文件写明位于此地
// 列: project_id: text 项目编号
// 列: title: text 文件标题
// 列: date: text 文件日期
// 列: path: list 所在标题，自上而下
// 列: quote: text 原句
// 列: start: integer 原句起点（字符）
// 列: end: integer 原句终点（字符，不含）
// 列: document: text 文件编号
// 列: statement: text 陈述编号
// 列: mark: text 记号，文字移动位置后不变
MATCH (x:地区|园区)
WHERE x.id = $place OR x.name = $place
MATCH (x)<-[:属于|位于*0..3]-(:地区|园区)<-[s:位于]-(q:项目)
WITH DISTINCT q.id AS here
WITH collect(here) AS here
MATCH (q:项目)-[b:属于]->(:事项|章节|文件)
WHERE q.id IN here
WITH here, collect(DISTINCT b.document) AS told,
  collect(DISTINCT {document: b.document, start: b.start, end: b.end}) AS spans
MATCH (p:项目)-[r:属于]->(:事项|章节|文件)
WHERE p.id IN here OR (
  r.document IN told AND NOT EXISTS { MATCH (p)-[:位于]->() } AND NOT EXISTS { MATCH (p)-[:列入]->() }
  AND any(x IN spans WHERE x.document = r.document
    AND (abs(r.start - x.end) < 3 OR abs(x.start - r.end) < 3 OR r.start = x.start)))
WITH DISTINCT p, r, p.id IN here AS located
MATCH (d:文件 {id: r.document})
WHERE $past[d.id] IS NULL
RETURN
  p.name AS project, coalesce(r.amount, '') AS amount,
  COLLECT { MATCH (p)-[:列入]->(l:项目清单) RETURN DISTINCT l.name AS list ORDER BY list } AS lists,
  located, p.id AS project_id,
  d.name AS title, d.date AS date, r.path AS path,
  r.quote AS quote, r.start AS start, r.end AS end, r.document AS document, r.id AS statement, r.mark AS mark
ORDER BY date, document, start, project, statement
