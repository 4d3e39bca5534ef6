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
{asked}
MATCH (s:_分工 {document: d.id})
WHERE s.clauses > 0 AND ($plan = '' OR s.plan = $plan) AND ($region = '' OR s.region = $region)
  AND ($generic = true OR NOT s.generic)
RETURN
  s.agency AS agency, s.region AS agency_region, s.party AS agency_id,
  sum(s.leads) AS leads, sum(s.cooperations) AS cooperations, sum(s.responsibilities) AS responsibilities,
  sum(s.guidances) AS guidances, sum(s.liaisons) AS liaisons, sum(s.clauses) AS clauses
ORDER BY leads DESC, clauses DESC, agency, agency_id
