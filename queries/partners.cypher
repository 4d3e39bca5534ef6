// 名称: partners
// 问题: 某机构最常与哪些单位出现在同一责任条款里？
// 说明: 按条款计，行文中的责任不算；未具名的集体和承自标题的牵头不计。
// 参数: agency: text 机构名称或编号
// 参数: region: text= 同名机构所在地区，如“常德市”；留空为不限
// 示例: agency=市司法局
// 列: partner: text 单位
// 列: partner_id: text 单位编号
// 列: clauses: integer 同一条款数
// 列: led: integer 其中由本机构牵头
// 列: followed: integer 其中由该单位牵头
// 列: agency: text 机构
// 列: agency_region: text 所在地区
// 列: agency_id: text 机构编号
MATCH (a:{parties})
WHERE (a.id = $agency OR a.name = $agency OR $agency IN a.names) AND ($region = '' OR a.region = $region)
MATCH (a)-[r:{duties}]->(t)<-[s:{duties}]-(b)
WHERE a.id <> b.id AND $past[r.document] IS NULL AND NOT r.rule STARTS WITH 'prose'
  AND s.document = r.document AND s.clause = r.clause
  AND coalesce(r.inherited, false) = false AND coalesce(s.generic, false) = false
WITH a, b, type(r) AS role, type(s) AS other, r.clause AS clause
RETURN
  b.name AS partner, b.id AS partner_id,
  count(DISTINCT clause) AS clauses,
  count(DISTINCT CASE role WHEN '牵头' THEN clause END) AS led,
  count(DISTINCT CASE other WHEN '牵头' THEN clause END) AS followed,
  a.name AS agency, coalesce(a.region, '') AS agency_region, a.id AS agency_id
ORDER BY agency_region, agency_id, clauses DESC, partner, partner_id
