// 名称: plans
// 问题: 各份方案（附件）有多少事项、多少条款、多少责任单位？
// 说明: 按句分成几部分的事项算一个；承自标题的牵头、行文中的责任不计。
// 参数: document: text= 只看一份文件：编号或标题的一部分；留空为全部
// 示例: document=发展六仗
// 列: plan: text 方案
// 列: plan_id: text 方案编号
// 列: items: integer 事项数
// 列: clauses: integer 条款数
// 列: parties: integer 具名责任单位数
// 列: title: text 文件标题
// 列: date: text 文件日期
// 列: document: text 文件编号
{asked}
MATCH (p:_方案 {document: d.id})
OPTIONAL MATCH (h:章节 {id: p.plan})
RETURN
  coalesce(h.name, d.name) AS plan, p.plan AS plan_id, p.items AS items, p.clauses AS clauses, p.parties AS parties,
  d.name AS title, d.date AS date, d.id AS document
ORDER BY date, document, coalesce(h.start, -1), plan_id
