// 名称: shares_that_differ
// 问题: 任务分解表里，哪些任务数各地相加与合计不符？
// 说明: 只看表中的任务数；表没有写合计的不算。
// 参数: document: text= 只看一份文件：编号或标题的一部分；留空为全部
// 示例: document=发展六仗
// 列: indicator: text 指标
// 列: total: number 表中的合计
// 列: sum: number 各地相加
// 列: places: integer 地区和园区数
// 列: unit: text 单位
// 列: indicator_id: text 指标编号
// 列: title: text 文件标题
// 列: date: text 文件日期
// 列: path: list 所在标题，自上而下
// 列: quote: text 原句
// 列: start: integer 原句起点（字符）
// 列: end: integer 原句终点（字符，不含）
// 列: document: text 文件编号
// 列: statement: text 陈述编号
// 列: mark: text 记号，文字移动位置后不变
MATCH (a:地区|园区)-[r:承担]->(i:指标)
WHERE i.value IS NOT NULL AND r.rule STARTS WITH 'allotments'
WITH i, r ORDER BY r.start, r.figure_start
WITH i, r.document AS document, sum(r.value) AS added, count(r) AS places, collect(r) AS found
WHERE abs(added - i.value) > 0.001
WITH i, document, added, places, found[0] AS r
MATCH (d:文件 {id: document})
WHERE (d.id = $document OR $past[d.id] IS NULL)
  AND ($document = '' OR d.id = $document OR d.name CONTAINS $document)
RETURN
  i.name AS indicator, i.value AS total, added AS sum, places, i.unit AS unit, i.id AS indicator_id,
  d.name AS title, d.date AS date, r.path AS path,
  r.quote AS quote, r.start AS start, r.end AS end, r.document AS document, r.id AS statement, r.mark AS mark
ORDER BY date, document, start, indicator_id
