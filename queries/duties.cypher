// 名称: duties
// 问题: 某机构的全部责任清单是什么？
// 说明: 承自标题的牵头单独标明；成员单位见 workgroups_of_agency。
// 参数: agency: text 机构名称或编号，如“市工信局”
// 参数: role: text= 只看一种角色，如“牵头”；留空为全部
// 参数: region: text= 同名机构所在地区，如“常德市”；留空为不限
// 示例: agency=市工信局 role=牵头 region=常德市
// 次序: date document item_start item_id start rank agency_id
// 列: role: text 角色
// 列: number: text 编号
// 列: item: text 事项
// 列: first_sentence: text 事项原文的第一句
// 列: item_kind: text 种类
// 列: item_id: text 事项编号
// 列: leads: list 同一条款的牵头单位
// 列: cooperators: list 同一条款的配合单位
// 列: responsible: list 同一条款的负责单位
// 列: others: list 同一条款的指导、联系单位
// 列: collectives: list 同一条款中未具名的集体
// 列: section_leads: list 所在标题的牵头单位
// 列: open: flag 名单以“等”结尾
// 列: open_roles: list 同一条款中名单以“等”结尾的角色
// 列: inherited: flag 承自所在标题的牵头
// 列: counted: flag 计入条款数；承自标题的、行文中的、专班的日常工作不计
// 列: raw: text 原文写法
// 列: agency: text 机构
// 列: agency_region: text 所在地区
// 列: agency_id: text 机构编号
// 列: title: text 文件标题
// 列: date: text 文件日期
// 列: path: list 所在标题，自上而下
// 列: quote: text 原句
// 列: start: integer 原句起点（字符）
// 列: end: integer 原句终点（字符，不含）
// 列: place: text 在文件中的页、表和行；纯文本为空
// 列: document: text 文件编号
// 列: statement: text 陈述编号
// 列: mark: text 记号，文字移动位置后不变
MATCH (a:{parties})
WHERE (a.id = $agency OR a.name = $agency OR $agency IN a.names) AND ($region = '' OR a.region = $region)
MATCH (a)-[r:{duties}]->()
WHERE $past[r.document] IS NULL AND ($role = '' OR type(r) = $role)
RETURN
  type(r) AS role, r.number AS number, r.item AS item, r.first AS first_sentence, r.item_kind AS item_kind, r.item_id AS item_id,
  coalesce(r.leads, []) AS leads, coalesce(r.cooperators, []) AS cooperators,
  coalesce(r.responsible, []) AS responsible, coalesce(r.guides, []) + coalesce(r.liaisons, []) AS others,
  coalesce(r.collectives, []) AS collectives, coalesce(r.section_leads, []) AS section_leads,
  coalesce(r.open, false) AS open, r.open_roles AS open_roles,
  coalesce(r.inherited, false) AS inherited, {counted} AS counted, r.raw AS raw,
  a.name AS agency, coalesce(a.region, '') AS agency_region, a.id AS agency_id,
  r.title AS title, r.date AS date, r.item_path AS path,
  r.quote AS quote, r.start AS start, r.end AS end, coalesce(r.place, '') AS place, r.document AS document, r.id AS statement, r.mark AS mark,
  r.item_start AS item_start, {rank} AS rank
