// 名称: agency_counts
// 问题: 某机构牵头、配合、负责各多少条款，是多少个专班的成员？
// 说明: 按条款计，同一条款只算一次；承自标题的牵头、行文中的责任、专班的日常工作不计，与 agencies_by_leads 同一口径。
// 参数: agency: text 机构名称或编号
// 参数: region: text= 同名机构所在地区，如“常德市”；留空为不限
// 示例: agency=市工信局 region=常德市
// 列: agency: text 机构
// 列: agency_region: text 所在地区
// 列: agency_id: text 机构编号
// 列: leads: integer 牵头条款数
// 列: cooperations: integer 配合条款数
// 列: responsibilities: integer 负责条款数
// 列: guidances: integer 指导条款数
// 列: liaisons: integer 联系条款数
// 列: clauses: integer 条款总数
// 列: memberships: integer 担任成员单位的专班数
MATCH (a:{parties})
WHERE (a.id = $agency OR a.name = $agency OR $agency IN a.names) AND ($region = '' OR a.region = $region)
OPTIONAL MATCH (a)-[r:{duties}]->()
WHERE $past[r.document] IS NULL AND {counted}
WITH a, type(r) AS role, r.clause AS clause
WITH a,
  count(DISTINCT CASE role WHEN '牵头' THEN clause END) AS leads,
  count(DISTINCT CASE role WHEN '配合' THEN clause END) AS cooperations,
  count(DISTINCT CASE role WHEN '负责' THEN clause END) AS responsibilities,
  count(DISTINCT CASE role WHEN '指导' THEN clause END) AS guidances,
  count(DISTINCT CASE role WHEN '联系' THEN clause END) AS liaisons,
  count(DISTINCT clause) AS clauses
RETURN
  a.name AS agency, coalesce(a.region, '') AS agency_region, a.id AS agency_id,
  leads, cooperations, responsibilities, guidances, liaisons, clauses,
  COUNT { MATCH (a)-[m:成员]->(w:议事协调机构) WHERE $past[m.document] IS NULL RETURN DISTINCT w } AS memberships
ORDER BY agency_region, agency_id
