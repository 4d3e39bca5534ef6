// 名称: targets
// 问题: 提出了哪些指标，属于哪个事项、产业或地区，由谁牵头？
// 说明: 分到各地的任务数另见 allotments。
// 参数: name: text= 指标、事项、产业或地区名称的一部分；留空为全部
// 参数: document: text= 只看一份文件：编号或标题的一部分；留空为全部
// 示例: name=高标准农田
// 列: indicator: text 指标
// 列: comparator: text 比较
// 列: value: number 数值
// 列: unit: text 单位
// 列: year: text 年份
// 列: owner_kind: text 所属的种类
// 列: owner: text 所属事项、产业或地区
// 列: leads: list 牵头单位
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
MATCH (d:文件 {id: r.document})
WHERE (d.id = $document OR $past[d.id] IS NULL)
  AND ($document = '' OR d.id = $document OR d.name CONTAINS $document)
  AND ($name = '' OR i.name CONTAINS $name OR t.name CONTAINS $name)
RETURN
  i.name AS indicator, i.comparator AS comparator, i.value AS value, i.unit AS unit, i.year AS year,
  labels(t)[0] AS owner_kind, t.name AS owner,
  COLLECT { MATCH (a)-[s:牵头]->(t) WHERE s.document = r.document RETURN DISTINCT a.name AS lead ORDER BY lead } AS leads, i.id AS indicator_id,
  d.name AS title, d.date AS date, r.path AS path,
  r.quote AS quote, r.start AS start, r.end AS end, r.document AS document, r.id AS statement, r.mark AS mark
ORDER BY date, document, start, end, indicator, owner, statement
