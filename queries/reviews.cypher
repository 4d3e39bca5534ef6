// 名称: reviews
// 问题: 哪些关系经人校核过，怎样判的？
// 说明: 不采纳的不在图谱中，见 qiantou review list --rejected。
// 参数: documents: list= 所在文件的编号，写明就快得多；留空为全部
// 示例: documents=
// 次序: date document start relation statement
// 列: review: text 怎样判的：accepted 采纳、fixed 改正、added 补充、contested 意见不一
// 列: reviewer: text 校核人
// 列: reviewed: text 校核时间
// 列: machine: text 校核之前规则读出的内容
// 列: source: text 起点
// 列: source_id: text 起点的编号
// 列: relation: text 关系
// 列: target: text 终点
// 列: target_id: text 终点的编号
// 列: title: text 文件标题
// 列: date: text 文件日期
// 列: path: list 所在标题，自上而下
// 列: quote: text 原句
// 列: start: integer 原句起点（字符）
// 列: end: integer 原句终点（字符，不含）
// 列: document: text 文件编号
// 列: statement: text 陈述编号
// 列: mark: text 记号，文字移动位置后不变
MATCH (x)-[r:{relation}]->(y)
WHERE r.document IN $documents AND r.review IS NOT NULL
MATCH (d:文件 {id: r.document})
RETURN
  r.review AS review, coalesce(r.reviewer, '') AS reviewer, coalesce(r.reviewed, '') AS reviewed,
  coalesce(r.machine, '') AS machine,
  x.name AS source, x.id AS source_id, type(r) AS relation, y.name AS target, y.id AS target_id,
  d.name AS title, d.date AS date, r.path AS path,
  r.quote AS quote, r.start AS start, r.end AS end, r.document AS document, r.id AS statement, r.mark AS mark
