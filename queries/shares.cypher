// 名称: shares
// 问题: 某项任务数分到各地各多少？
// 说明: total 是文件所写的合计。
// 参数: indicator: text 指标编号，或名称
// 参数: place: text= 只看一个地区或园区：编号或名称；留空为全部
// 示例: indicator=新增医疗床位
// 列: place: text 地区或园区
// 列: place_kind: text 种类
// 列: indicator: text 指标
// 列: value: number 任务数
// 列: unit: text 单位
// 列: total: number 合计
// 列: place_id: text 地区编号
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
WHERE (i.id = $indicator OR i.name = $indicator) AND ($place = '' OR a.id = $place OR a.name = $place)
MATCH (d:文件 {id: r.document})
WHERE $past[d.id] IS NULL
RETURN
  a.name AS place, labels(a)[0] AS place_kind, i.name AS indicator, r.value AS value, r.unit AS unit,
  i.value AS total, a.id AS place_id, i.id AS indicator_id,
  d.name AS title, d.date AS date, r.path AS path,
  r.quote AS quote, r.start AS start, r.end AS end, r.document AS document, r.id AS statement, r.mark AS mark
ORDER BY date, document, start, r.figure_start, statement
