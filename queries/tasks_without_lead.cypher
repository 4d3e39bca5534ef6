// 名称: tasks_without_lead
// 问题: 哪些事项没有牵头单位，只写了负责或配合？
// 说明: 所在标题已有牵头单位的事项不算，行文中的责任不算。
// 参数: document: text= 只看一份文件：编号或标题的一部分；留空为全部
// 示例: document=发展六仗
// 列: number: text 编号
// 列: item: text 事项
// 列: item_kind: text 种类
// 列: item_id: text 事项编号
// 列: parties: list 承担单位
// 列: roles: list 角色，与承担单位一一对应
// 列: open: flag 名单以“等”结尾
// 列: title: text 文件标题
// 列: date: text 文件日期
// 列: path: list 所在标题，自上而下
// 列: quote: text 原句
// 列: start: integer 原句起点（字符）
// 列: end: integer 原句终点（字符，不含）
// 列: document: text 文件编号
// 列: statements: list 陈述编号
MATCH (:{parties})-[r:配合|负责|指导|联系]->(t)
WHERE r.nth = 0 AND size(r.leads) = 0 AND size(r.section_leads) = 0 AND NOT r.rule STARTS WITH 'prose'
  AND (r.document = $document OR $past[r.document] IS NULL)
  AND ($document = '' OR r.document = $document OR r.title CONTAINS $document)
  AND NOT EXISTS { MATCH (t)<-[x:牵头]-() WHERE x.document = r.document }
RETURN
  r.number AS number, r.item AS item, r.item_kind AS item_kind, r.item_id AS item_id,
  r.cooperators + r.responsible + r.guides + r.liaisons AS parties,
  [x IN r.cooperators | '配合'] + [x IN r.responsible | '负责'] + [x IN r.guides | '指导'] + [x IN r.liaisons | '联系'] AS roles,
  size(r.open_roles) > 0 AS open,
  r.title AS title, r.date AS date, r.item_path AS path,
  r.quote AS quote, r.start AS start, r.end AS end, r.document AS document,
  r.clause_facts AS statements
ORDER BY date, document, r.item_start, item_id, start
