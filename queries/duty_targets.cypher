// 名称: duty_targets
// 问题: 某机构承担责任的事项提出了哪些指标？
// 参数: agency: text 机构名称或编号
// 参数: region: text= 同名机构所在地区，如“常德市”；留空为不限
// 示例: agency=市商务局
// 列: role: text 角色
// 列: item: text 事项
// 列: item_id: text 事项编号
// 列: indicator: text 指标
// 列: comparator: text 比较
// 列: value: number 数值
// 列: unit: text 单位
// 列: year: text 年份
// 列: duty: text 责任的陈述编号
// 列: agency: text 机构
// 列: agency_region: text 所在地区
// 列: agency_id: text 机构编号
// 列: title: text 文件标题
// 列: date: text 文件日期
// 列: path: list 所在标题，自上而下
// 列: quote: text 原句
// 列: start: integer 原句起点（字符）
// 列: end: integer 原句终点（字符，不含）
// 列: document: text 文件编号
// 列: statement: text 陈述编号
// 列: mark: text 记号，文字移动位置后不变
MATCH (a:{parties})-[s:{duties}]->(t)-[r:目标]->(i:指标)
WHERE (a.id = $agency OR a.name = $agency OR $agency IN a.names) AND ($region = '' OR a.region = $region)
  AND s.document = r.document AND $past[r.document] IS NULL
MATCH (d:文件 {id: r.document})
RETURN
  type(s) AS role, t.name AS item, t.id AS item_id, i.name AS indicator, i.comparator AS comparator,
  i.value AS value, i.unit AS unit, i.year AS year, s.id AS duty,
  a.name AS agency, coalesce(a.region, '') AS agency_region, a.id AS agency_id,
  d.name AS title, d.date AS date, r.path AS path,
  r.quote AS quote, r.start AS start, r.end AS end, r.document AS document, r.id AS statement, r.mark AS mark
ORDER BY date, document, start, end, indicator, item_id, role, duty, statement
