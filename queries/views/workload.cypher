// 视图: workload
// 问题: 各单位各有多少责任条款？
// 说明: 与 agencies_by_leads 同一口径；除了所在的方案不问条款本身，所以不必把条款的单位聚在一起
// 列: agency: text 机构
// 列: clauses: integer 条款数
// 条件: plan: (r.plan = $v OR r.item_id = $v)
// 条件: document: r.document = $v
MATCH (a:{parties})-[r:{wanted}]->()
WHERE $past[r.document] IS NULL AND {counted} AND coalesce(r.generic, false) = false AND coalesce(a.generic, false) = false
WITH a, r
// 条件
// 收束: rows
RETURN a.id AS agency_id, a.name AS agency, labels(a)[0] AS agency_kind, count(DISTINCT r.clause) AS clauses
ORDER BY clauses DESC, agency, agency_id
