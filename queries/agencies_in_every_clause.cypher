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
MATCH (a:{parties})-[r:{duties}]->()
WHERE coalesce(r.inherited, false) = false AND NOT r.rule STARTS WITH 'prose'
  AND r.item_kind IN ['事项', '章节', '项目', '项目清单']
  AND (r.document = $document OR $past[r.document] IS NULL)
  AND ($document = '' OR r.document = $document OR r.title CONTAINS $document)
WITH a, r.document AS document, r.title AS title, r.date AS date,
  CASE r.plan WHEN '' THEN r.document ELSE r.plan END AS plan_id,
  coalesce(r.generic, false) AS generic, r.clause AS clause
WHERE $plan = '' OR plan_id = $plan
WITH document, title, date, plan_id, collect({agency: a, generic: generic, clause: clause}) AS duties,
  count(DISTINCT clause) AS clauses
WHERE clauses > 1
UNWIND duties AS duty
WITH document, title, date, plan_id, clauses, duty.agency AS a, duty.clause AS clause, duty.generic AS generic
WHERE generic = false
WITH document, title, date, plan_id, clauses, a, count(DISTINCT clause) AS own
WHERE own = clauses
OPTIONAL MATCH (p:章节 {id: plan_id})
RETURN
  coalesce(p.name, title) AS plan, plan_id, clauses, a.name AS agency, a.id AS agency_id, title, date, document
ORDER BY date, document, coalesce(p.start, -1), plan_id, agency, agency_id
