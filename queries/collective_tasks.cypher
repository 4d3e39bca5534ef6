// 名称: collective_tasks
// 问题: 哪些事项交给了未具名的集体，如“各县市区政府”？
// 参数: name: text= 集体名称的一部分，如“县”；留空为全部
// 参数: document: text= 只看一份文件：编号或标题的一部分；留空为全部
// 示例: name=成员单位
// 列: role: text 角色
// 列: agency: text 集体
// 列: number: text 编号
// 列: item: text 事项
// 列: item_kind: text 种类
// 列: item_id: text 事项编号
// 列: leads: list 同一条款的牵头单位
// 列: raw: text 原文写法
// 列: agency_id: text 集体编号
// 列: title: text 文件标题
// 列: date: text 文件日期
// 列: path: list 所在标题，自上而下
// 列: quote: text 原句
// 列: start: integer 原句起点（字符）
// 列: end: integer 原句终点（字符，不含）
// 列: document: text 文件编号
// 列: statement: text 陈述编号
// 列: mark: text 记号，文字移动位置后不变
MATCH (a:{parties})-[r:{duties}]->()
WHERE (r.generic = true OR a.generic = true) AND coalesce(r.inherited, false) = false
  AND ($name = '' OR a.name CONTAINS $name OR r.raw CONTAINS $name)
  AND (r.document = $document OR $past[r.document] IS NULL)
  AND ($document = '' OR r.document = $document OR r.title CONTAINS $document)
RETURN
  type(r) AS role, a.name AS agency, r.number AS number, r.item AS item, r.item_kind AS item_kind, r.item_id AS item_id, r.leads AS leads,
  r.raw AS raw, a.id AS agency_id,
  r.title AS title, r.date AS date, r.item_path AS path,
  r.quote AS quote, r.start AS start, r.end AS end, r.document AS document, r.id AS statement, r.mark AS mark
ORDER BY date, document, r.item_start, item_id, start,
  {rank}, agency_id
