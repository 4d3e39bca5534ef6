// 名称: places_without_share
// 问题: 同一张任务表里，哪些地区、园区没有某项任务？
// 说明: 与同一份文件中承担其他任务的地区、园区对照；原句是这项任务的一行。
// 参数: indicator: text 指标编号，或名称
// 示例: indicator=既有住宅加装电梯
// 列: place: text 地区或园区
// 列: place_kind: text 种类
// 列: indicator: text 指标
// 列: place_id: text 地区编号
// 列: title: text 文件标题
// 列: date: text 文件日期
// 列: path: list 所在标题，自上而下
// 列: quote: text 原句
// 列: start: integer 原句起点（字符）
// 列: end: integer 原句终点（字符，不含）
// 列: document: text 文件编号
// 列: statement: text 陈述编号
// 列: mark: text 记号，文字移动位置后不变
MATCH (i:指标)<-[s:承担]-()
WHERE $past[s.document] IS NULL AND (i.id = $indicator OR i.name = $indicator)
WITH i, s ORDER BY s.start, s.figure_start
WITH i, collect(s)[0] AS r
MATCH (a:地区|园区)-[o:承担]->(:指标)
WHERE o.document = r.document AND o.path = r.path
WITH i, r, a, min(o.figure_start) AS first
WHERE NOT EXISTS { MATCH (a)-[:承担]->(i) }
MATCH (d:文件 {id: r.document})
RETURN
  a.name AS place, labels(a)[0] AS place_kind, i.name AS indicator, a.id AS place_id,
  d.name AS title, d.date AS date, r.path AS path,
  r.quote AS quote, r.start AS start, r.end AS end, r.document AS document, r.id AS statement, r.mark AS mark
ORDER BY date, document, first, place_id
