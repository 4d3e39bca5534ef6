// 名称: target_values
// 问题: 某个指标的目标值是多少？
// 说明: 同名的指标在几处提出，各列一行。
// 参数: indicator: text 指标编号，或名称
// 示例: indicator=城镇新增就业
// 列: indicator: text 指标
// 列: comparator: text 比较
// 列: value: number 数值
// 列: unit: text 单位
// 列: year: text 年份
// 列: owner: text 所属事项、产业或地区
// 列: owner_kind: text 种类
// 列: owner_id: text 编号
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
MATCH (t)-[r:目标]->(i:指标)
WHERE i.id = $indicator OR i.name = $indicator
MATCH (d:文件 {id: r.document})
WHERE $past[d.id] IS NULL
RETURN
  i.name AS indicator, i.comparator AS comparator, i.value AS value, i.unit AS unit, coalesce(i.year, '') AS year,
  t.name AS owner, labels(t)[0] AS owner_kind, t.id AS owner_id, i.id AS indicator_id,
  d.name AS title, d.date AS date, r.path AS path,
  r.quote AS quote, r.start AS start, r.end AS end, r.document AS document, r.id AS statement, r.mark AS mark
ORDER BY date, document, start, end, owner, statement
