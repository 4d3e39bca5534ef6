// 名称: lists_of_project
// 问题: 某项目列入哪份清单？
// 说明: 项目是另一项目的组成部分的，看那一个。
// 参数: project: text 项目编号，或名称的一部分
// 示例: project=石澧航道
// 列: project: text 项目
// 列: whole: text 列入清单的项目
// 列: list: text 清单
// 列: order: integer 顺序
// 列: list_id: text 清单编号
// 列: title: text 文件标题
// 列: date: text 文件日期
// 列: path: list 所在标题，自上而下
// 列: quote: text 原句
// 列: start: integer 原句起点（字符）
// 列: end: integer 原句终点（字符，不含）
// 列: document: text 文件编号
// 列: statement: text 陈述编号
// 列: mark: text 记号，文字移动位置后不变
MATCH (p:项目)
WHERE p.id = $project OR p.name CONTAINS $project
MATCH (p)-[:属于*0..2]->(w:项目)-[r:列入]->(l:项目清单)
MATCH (d:文件 {id: r.document})
WHERE $past[d.id] IS NULL
RETURN
  p.name AS project, w.name AS whole, l.name AS list, r.order AS order, l.id AS list_id,
  d.name AS title, d.date AS date, r.path AS path,
  r.quote AS quote, r.start AS start, r.end AS end, r.document AS document, r.id AS statement, r.mark AS mark
ORDER BY date, document, start, project, list, order, statement
