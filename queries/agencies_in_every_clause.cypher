// 名称: agencies_in_every_clause
// 问题: 一份方案的每一条责任条款里都有的是哪家单位？
// 说明: 按条款计，牵头、配合、负责等都算；承自标题的牵头、行文中的责任不计；只有一条条款的方案不看。
// 参数: plan: text= 只看一份方案（附件）：编号；留空为全部
// 参数: document: text= 只看一份文件：编号或标题的一部分；留空为全部
// 示例: document=发展六仗
// 列: plan: text 方案
// 列: plan_id: text 方案编号
// 列: clauses: integer 条款数
// 列: agency: text 机构
// 列: agency_id: text 机构编号
// 列: title: text 文件标题
// 列: date: text 文件日期
// 列: document: text 文件编号
{asked}
MATCH (p:_方案 {document: d.id})
WHERE p.task_clauses > 1 AND ($plan = '' OR p.plan = $plan)
MATCH (s:_分工 {document: d.id})
WHERE s.plan = p.plan AND s.task_clauses = p.task_clauses AND NOT s.generic
OPTIONAL MATCH (h:章节 {id: p.plan})
RETURN
  coalesce(h.name, d.name) AS plan, p.plan AS plan_id, p.task_clauses AS clauses, s.agency AS agency, s.party AS agency_id,
  d.name AS title, d.date AS date, d.id AS document
ORDER BY date, document, coalesce(h.start, -1), plan_id, agency, agency_id
