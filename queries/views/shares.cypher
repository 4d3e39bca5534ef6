// 视图: shares
// 问题: 各地、各园区分到多少任务数？
// 列: place: text 地区或园区
// 列: group: text 类别
// 列: indicator: text 指标
// 列: value: number 任务数
// 列: unit: text 单位
// 列: quote: text 原句
// 起点: indicator: MATCH (i:指标 {id: $v}) WITH i
// 条件: place: a.id IN $v
// 条件: indicator: i.id = $v
// 条件: indicators: i.id IN $v
// 条件: amount: r.value {op} $v
// 起点
MATCH (a:地区|园区)-[r:承担]->(i:指标)
WHERE $past[r.document] IS NULL
WITH a, r, i
// 条件
// 收束: rows
RETURN
  a.name AS place, a.id AS place_id, labels(a)[0] AS place_kind, coalesce(i.group, '') AS group, i.name AS indicator,
  i.id AS indicator_id, r.value AS value, r.unit AS unit, i.value AS total, r.path AS path, r.figure_start AS figure_start,
  r.quote AS quote, r.start AS start, r.end AS end, r.document AS document, r.id AS statement, r.mark AS mark
ORDER BY document, start, figure_start, statement
