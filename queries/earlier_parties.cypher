// 名称: earlier_parties
// 问题: 同名的事项在不再现行（或尚未施行）的文件里由谁牵头、配合、负责？
// 参数: item: text 事项的名称，须一字不差
// 示例: item=“五好”园区建设
// 列: role: text 角色
// 列: agency: text 机构
// 列: agency_id: text 机构编号
// 列: number: text 编号
// 列: item: text 事项
// 列: item_id: text 事项编号
// 列: title: text 文件标题
// 列: date: text 文件日期
// 列: path: list 所在标题，自上而下
// 列: quote: text 原句
// 列: start: integer 原句起点（字符）
// 列: end: integer 原句终点（字符，不含）
// 列: document: text 文件编号
// 列: statement: text 陈述编号
// 列: mark: text 记号，文字移动位置后不变
MATCH (t:事项|章节|项目|项目清单|产业|指标|议事协调机构)
WHERE t.name = $item
MATCH (a)-[r:{duties}]->(t)
WHERE $past[r.document] IS NOT NULL
MATCH (d:文件 {id: r.document})
RETURN
  type(r) AS role, a.name AS agency, a.id AS agency_id, coalesce(t.number, '') AS number, t.name AS item, t.id AS item_id,
  d.name AS title, d.date AS date, coalesce(t.path, r.path) AS path,
  r.quote AS quote, r.start AS start, r.end AS end, r.document AS document, r.id AS statement, r.mark AS mark
ORDER BY date, document, start, {rank}, size(split(r.quote, r.raw)[0]), agency_id
