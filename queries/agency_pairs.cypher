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
{asked}
MATCH (s:_分工 {document: d.id})
WHERE size(s.partners) > 0 AND ($plan = '' OR s.plan = $plan)
WITH s.party AS first_id, s.agency AS first, collect([s.partners, s.partner_names, s.shared, s.led_together]) AS held
CALL (held) {
  UNWIND held AS one
  UNWIND range(0, size(one[0]) - 1) AS i
  RETURN one[0][i] AS second_id, one[1][i] AS second, sum(one[2][i]) AS clauses, sum(one[3][i]) AS joint_leads
}
RETURN first, second, clauses, joint_leads, first_id, second_id
ORDER BY clauses DESC, joint_leads DESC, first, second, first_id, second_id
