// 名称: passages
// 问题: 各章节、事项的原文是什么，由多少单位承担？
// 参数: document: text= 只看一份文件：编号或标题的一部分；留空为全部
// 示例: document=发展六仗
// 次序: date document start level id
// 列: kind: text 种类
// 列: id: text 编号
// 列: name: text 名称
// 列: number: text 编号
// 列: level: integer 层级
// 列: path: list 所在标题，自上而下
// 列: quote: text 原文
// 列: start: integer 原文起点（字符）
// 列: end: integer 原文终点（字符，不含）
// 列: parties: integer 直接承担的单位数，包括承自标题的牵头
// 列: parent: text 上级编号
// 列: plan: text 所属附件编号；不属于任何附件时为文件编号
// 列: document: text 文件编号
// 列: title: text 文件标题
// 列: date: text 文件日期
MATCH (t:章节|事项|文件)
WHERE t.text IS NOT NULL OR t:文件
WITH t, coalesce(t.document, t.id) AS document
MATCH (d:文件 {id: document})
WHERE (d.id = $document OR $past[d.id] IS NULL)
  AND ($document = '' OR d.id = $document OR d.name CONTAINS $document)
RETURN
  labels(t)[0] AS kind, t.id AS id, t.name AS name, coalesce(t.number, '') AS number, coalesce(t.level, 0) AS level,
  coalesce(t.path, []) AS path, coalesce(t.text, '') AS quote, coalesce(t.text_start, 0) AS start,
  coalesce(t.text_end, 0) AS end,
  COUNT { MATCH (t)<-[:{duties}]-() } AS parties,
  coalesce(head(COLLECT { MATCH (t)-[:属于]->(w:章节|事项|文件) RETURN w.id AS id ORDER BY id LIMIT 1 }), '') AS parent,
  coalesce(t.plan, document) AS plan, document, d.name AS title, coalesce(d.date, '') AS date
