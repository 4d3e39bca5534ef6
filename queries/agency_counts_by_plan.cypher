// 名称: agency_counts_by_plan
// 问题: 某机构在各份方案（附件）中牵头、配合、负责各多少条款？
// 说明: 按条款计；不属于任何附件的事项归入文件正文。
// 参数: agency: text 机构名称或编号
// 参数: region: text= 同名机构所在地区，如“常德市”；留空为不限
// 示例: agency=市财政局
// 列: plan: text 方案
// 列: plan_id: text 方案编号
// 列: agency: text 机构
// 列: agency_region: text 所在地区
// 列: agency_id: text 机构编号
// 列: leads: integer 牵头条款数
// 列: cooperations: integer 配合条款数
// 列: responsibilities: integer 负责条款数
// 列: guidances: integer 指导条款数
// 列: liaisons: integer 联系条款数
// 列: clauses: integer 条款总数
// 列: title: text 文件标题
// 列: date: text 文件日期
// 列: document: text 文件编号
MATCH (a:{parties})
WHERE (a.id = $agency OR a.name = $agency OR $agency IN a.names) AND ($region = '' OR a.region = $region)
MATCH (a:{parties})-[r:{duties}]->()
WHERE $past[r.document] IS NULL AND coalesce(r.inherited, false) = false
WITH a, type(r) AS role, r.clause AS clause, r.document AS document, r.title AS title, r.date AS date,
  CASE r.plan WHEN '' THEN r.document ELSE r.plan END AS plan_id
WITH a, document, title, date, plan_id,
  count(DISTINCT CASE role WHEN '牵头' THEN clause END) AS leads,
  count(DISTINCT CASE role WHEN '配合' THEN clause END) AS cooperations,
  count(DISTINCT CASE role WHEN '负责' THEN clause END) AS responsibilities,
  count(DISTINCT CASE role WHEN '指导' THEN clause END) AS guidances,
  count(DISTINCT CASE role WHEN '联系' THEN clause END) AS liaisons,
  count(DISTINCT clause) AS clauses
OPTIONAL MATCH (p:章节 {id: plan_id})
RETURN
  coalesce(p.name, title) AS plan, plan_id,
  a.name AS agency, coalesce(a.region, '') AS agency_region, a.id AS agency_id,
  leads, cooperations, responsibilities, guidances, liaisons, clauses,
  title, date, document
ORDER BY date, document, coalesce(p.start, -1), plan_id, agency_id
