// 名称: project_amounts
// 问题: 某项目投资多少，规模多大？
// 说明: 另一份文件中名称相近、可能相同的项目也列出，maybe 注明与谁可能相同。
// 参数: project: text 项目编号，或名称的一部分
// 示例: project=抽水蓄能电站
// 列: project: text 项目
// 列: amount: text 投资
// 列: maybe: text 可能相同的项目
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
CALL {
  MATCH (p:项目)
  WHERE p.id = $project OR p.name CONTAINS $project
  RETURN p, '' AS maybe
  UNION
  MATCH (q:项目)-[:可能相同]-(p:项目)
  WHERE (q.id = $project OR q.name CONTAINS $project) AND NOT p.name CONTAINS $project AND p.id <> $project
  RETURN p, q.name AS maybe
}
MATCH (p)-[r:属于]->(t:事项|章节|文件)
WHERE r.amount <> ''
MATCH (d:文件 {id: r.document})
WHERE $past[d.id] IS NULL
RETURN
  p.name AS project, r.amount AS amount, maybe, p.id AS project_id,
  d.name AS title, d.date AS date, r.path AS path,
  r.quote AS quote, r.start AS start, r.end AS end, r.document AS document, r.id AS statement, r.mark AS mark
ORDER BY maybe, date, document, start, project, statement
