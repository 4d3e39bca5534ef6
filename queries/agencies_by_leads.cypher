// 名称: agencies_by_leads
// 问题: 各机构牵头、配合、负责多少条款，哪家牵头最多？
// 说明: 按条款计，同一条款只算一次；承自标题的牵头、行文中的责任、专班办公室的日常工作不计。
// 参数: document: text= 只看一份文件：编号或标题的一部分；留空为全部
// 参数: plan: text= 只看一份方案（附件）：编号；留空为全部
// 参数: region: text= 只看一个地区的机构；留空为全部
// 参数: generic: flag=否 为“是”时，也列出未具名的集体
// 示例: document=发展六仗
// 列: agency: text 机构
// 列: agency_region: text 所在地区
// 列: agency_id: text 机构编号
// 列: leads: integer 牵头条款数
// 列: cooperations: integer 配合条款数
// 列: responsibilities: integer 负责条款数
// 列: guidances: integer 指导条款数
// 列: liaisons: integer 联系条款数
// 列: clauses: integer 条款总数
MATCH (a:{parties})-[r:{duties}]->()
WHERE {counted}
  AND ($plan = '' OR r.plan = $plan OR r.item_id = $plan)
  AND (r.document = $document OR $past[r.document] IS NULL)
  AND ($document = '' OR r.document = $document OR r.title CONTAINS $document)
  AND ($region = '' OR a.region = $region)
  AND ($generic = true OR coalesce(r.generic, false) = false)
WITH a, type(r) AS role, r.clause AS clause
RETURN
  a.name AS agency, coalesce(a.region, '') AS agency_region, a.id AS agency_id,
  count(DISTINCT CASE role WHEN '牵头' THEN clause END) AS leads,
  count(DISTINCT CASE role WHEN '配合' THEN clause END) AS cooperations,
  count(DISTINCT CASE role WHEN '负责' THEN clause END) AS responsibilities,
  count(DISTINCT CASE role WHEN '指导' THEN clause END) AS guidances,
  count(DISTINCT CASE role WHEN '联系' THEN clause END) AS liaisons,
  count(DISTINCT clause) AS clauses
ORDER BY leads DESC, clauses DESC, agency, agency_id
