// 名称: project_leads
// 问题: 各个项目由谁牵头？
// 说明: 包括所属的清单和所在的事项由谁牵头；写在几处的各列一行。
// 参数: document: text= 只看一份文件：编号或标题的一部分；留空为全部
// 示例: document=发展六仗
// 列: project: text 项目
// 列: project_id: text 项目编号
// 列: agency: text 机构
// 列: agency_region: text 所在地区
// 列: agency_id: text 机构编号
// 列: item: text 牵头写在何处
// 列: item_kind: text 种类
// 列: item_id: text 编号
// 列: raw: text 原文写法
// 列: title: text 文件标题
// 列: date: text 文件日期
// 列: path: list 所在标题，自上而下
// 列: quote: text 原句
// 列: start: integer 原句起点（字符）
// 列: end: integer 原句终点（字符，不含）
// 列: document: text 文件编号
// 列: statement: text 陈述编号
// 列: mark: text 记号，文字移动位置后不变
MATCH (p:项目)-[:列入|属于*0..3]->(t:项目|项目清单|事项)<-[r:牵头]-(a)
WITH DISTINCT p, t, r, a
MATCH (d:文件 {id: r.document})
WHERE (d.id = $document OR $past[d.id] IS NULL)
  AND ($document = '' OR d.id = $document OR d.name CONTAINS $document)
RETURN
  p.name AS project, p.id AS project_id, a.name AS agency, coalesce(a.region, '') AS agency_region,
  a.id AS agency_id, t.name AS item, labels(t)[0] AS item_kind, t.id AS item_id, r.raw AS raw,
  d.name AS title, d.date AS date, coalesce(t.path, r.path) AS path,
  r.quote AS quote, r.start AS start, r.end AS end, r.document AS document, r.id AS statement, r.mark AS mark
ORDER BY date, document, project, project_id, start, size(split(r.quote, r.raw)[0]), agency, agency_id, statement
