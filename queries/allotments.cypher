// 名称: allotments
// 问题: 各地、各园区分到哪些任务数？
// 参数: place: text= 地区或园区名称的一部分；留空为全部
// 参数: name: text= 指标名称的一部分；留空为全部
// 参数: document: text= 只看一份文件：编号或标题的一部分；留空为全部
// 示例: place=武陵区
// 列: place: text 地区或园区
// 列: place_id: text 地区编号
// 列: group: text 类别
// 列: indicator: text 指标
// 列: indicator_id: text 指标编号
// 列: value: number 任务数
// 列: unit: text 单位
// 列: total: number 合计
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
MATCH (d:文件 {id: r.document})
WHERE (d.id = $document OR $past[d.id] IS NULL)
  AND ($document = '' OR d.id = $document OR d.name CONTAINS $document)
  AND ($place = '' OR a.name CONTAINS $place) AND ($name = '' OR i.name CONTAINS $name)
RETURN
  a.name AS place, a.id AS place_id, i.group AS group, i.name AS indicator, i.id AS indicator_id, r.value AS value, r.unit AS unit, i.value AS total,
  d.name AS title, d.date AS date, r.path AS path,
  r.quote AS quote, r.start AS start, r.end AS end, r.document AS document, r.id AS statement, r.mark AS mark
ORDER BY date, document, start, r.figure_start, statement
