// 名称: agency_pairs
// 问题: 哪两家单位同在责任条款里、共同牵头的次数最多？
// 说明: 按条款计，行文中的责任不算；未具名的集体和承自标题的牵头不计。
// 参数: document: text= 只看一份文件：编号或标题的一部分；留空为全部
// 参数: plan: text= 只看一份方案（附件）：编号；留空为全部
// 示例: document=发展六仗
// 列: first: text 一家单位
// 列: second: text 另一家单位
// 列: clauses: integer 同一条款数
// 列: joint_leads: integer 其中共同牵头的条款数
// 列: first_id: text 一家单位的编号
// 列: second_id: text 另一家单位的编号
MATCH (a:{parties})-[r:{duties}]->(t)<-[s:{duties}]-(b)
WHERE coalesce(r.inherited, false) = false AND coalesce(r.generic, false) = false
  AND NOT r.rule STARTS WITH 'prose' AND r.item_kind <> '议事协调机构'
  AND ($plan = '' OR r.plan = $plan OR r.item_id = $plan)
  AND (r.document = $document OR $past[r.document] IS NULL)
  AND ($document = '' OR r.document = $document OR r.title CONTAINS $document)
  AND s.document = r.document AND s.clause = r.clause AND a.id < b.id
  AND coalesce(s.inherited, false) = false AND coalesce(s.generic, false) = false
WITH a, b, r.clause AS clause, type(r) = '牵头' AND type(s) = '牵头' AS joint
RETURN
  a.name AS first, b.name AS second,
  count(DISTINCT clause) AS clauses, count(DISTINCT CASE WHEN joint THEN clause END) AS joint_leads,
  a.id AS first_id, b.id AS second_id
ORDER BY clauses DESC, joint_leads DESC, first, second, first_id, second_id
