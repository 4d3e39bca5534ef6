// 名称: evidence
// 问题: 某条关系出自哪里？
// 参数: statement: text 陈述编号
// 参数: documents: list= 所在文件的编号，写明就快得多；留空为全部
// 示例: statement=…
// 次序: date document start place relation source_id target_id statement
// 列: source_kind: text 起点的种类
// 列: source: text 起点
// 列: source_id: text 起点的编号
// 列: relation: text 关系
// 列: target_kind: text 终点的种类
// 列: target: text 终点
// 列: target_id: text 终点的编号
// 列: open: flag 名单以“等”结尾
// 列: inherited: flag 承自所在标题的牵头
// 列: raw: text 原文写法
// 列: rule: text 得出它的规则
// 列: file: text 文件名
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
WHERE r.document IN $documents AND r.id = $statement
MATCH (d:文件 {id: r.document})
RETURN
  labels(x)[0] AS source_kind, x.name AS source, x.id AS source_id, type(r) AS relation,
  labels(y)[0] AS target_kind, y.name AS target, y.id AS target_id,
  coalesce(r.open, false) AS open, coalesce(r.inherited, false) AS inherited, r.raw AS raw, r.rule AS rule,
  d.file AS file,
  d.name AS title, d.date AS date, r.path AS path,
  r.quote AS quote, r.start AS start, r.end AS end, r.document AS document, r.id AS statement, r.mark AS mark,
  size(split(r.quote, r.raw)[0]) AS place
