// 名称: open_lists
// 问题: 哪些条款的单位名单以“等”结尾，没有列全？
// 说明: 专班的成员名单见 workgroups 的 members_open。
// 参数: document: text= 只看一份文件：编号或标题的一部分；留空为全部
// 示例: document=发展六仗
// 列: number: text 编号
// 列: item: text 事项
// 列: item_kind: text 种类
// 列: item_id: text 事项编号
// 列: role: text 角色
// 列: named: list 列出的单位
// 列: title: text 文件标题
// 列: date: text 文件日期
// 列: path: list 所在标题，自上而下
// 列: quote: text 原句
// 列: start: integer 原句起点（字符）
// 列: end: integer 原句终点（字符，不含）
// 列: document: text 文件编号
// 列: statements: list 陈述编号
MATCH (:{parties})-[r:{duties}]->()
WHERE r.nth = 0 AND size(r.open_roles) > 0 AND coalesce(r.inherited, false) = false AND NOT r.rule STARTS WITH 'prose'
  AND (r.document = $document OR $past[r.document] IS NULL)
  AND ($document = '' OR r.document = $document OR r.title CONTAINS $document)
UNWIND r.open_roles AS role
WITH r, role,
  CASE role WHEN '牵头' THEN r.leads WHEN '配合' THEN r.cooperators WHEN '负责' THEN r.responsible
    WHEN '指导' THEN r.guides WHEN '联系' THEN r.liaisons ELSE r.assessors END AS named,
  CASE role WHEN '牵头' THEN 0 WHEN '配合' THEN size(r.leads) WHEN '负责' THEN size(r.leads) + size(r.cooperators)
    WHEN '指导' THEN size(r.leads) + size(r.cooperators) + size(r.responsible)
    WHEN '联系' THEN size(r.leads) + size(r.cooperators) + size(r.responsible) + size(r.guides)
    ELSE size(r.leads) + size(r.cooperators) + size(r.responsible) + size(r.guides) + size(r.liaisons) END AS first
RETURN
  r.number AS number, r.item AS item, r.item_kind AS item_kind, r.item_id AS item_id, role, named,
  r.title AS title, r.date AS date, r.item_path AS path,
  r.quote AS quote, r.start AS start, r.end AS end, r.document AS document,
  r.clause_facts[first..first + size(named)] AS statements
ORDER BY date, document, r.item_start, item_id, start, role
