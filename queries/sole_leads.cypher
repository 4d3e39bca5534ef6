// 名称: sole_leads
// 问题: 哪些事项由某机构一家独自牵头？
// 说明: 承自标题的牵头不重复计。
// 参数: agency: text 机构名称或编号
// 参数: alone: flag=否 为“是”时，只看连配合单位也没有的
// 参数: region: text= 同名机构所在地区，如“常德市”；留空为不限
// 示例: agency=市司法局
// 列: number: text 编号
// 列: item: text 事项
// 列: item_kind: text 种类
// 列: item_id: text 事项编号
// 列: cooperators: list 同一条款的配合单位
// 列: agency: text 机构
// 列: agency_region: text 所在地区
// 列: agency_id: text 机构编号
// 列: title: text 文件标题
// 列: date: text 文件日期
// 列: path: list 所在标题，自上而下
// 列: quote: text 原句
// 列: start: integer 原句起点（字符）
// 列: end: integer 原句终点（字符，不含）
// 列: document: text 文件编号
// 列: statement: text 陈述编号
// 列: mark: text 记号，文字移动位置后不变
MATCH (a:{parties})
WHERE (a.id = $agency OR a.name = $agency OR $agency IN a.names) AND ($region = '' OR a.region = $region)
MATCH (a:{parties})-[r:牵头]->()
WHERE $past[r.document] IS NULL AND coalesce(r.inherited, false) = false AND size(r.leads) = 1 AND ($alone = false OR size(coalesce(r.cooperators, [])) = 0)
RETURN
  r.number AS number, r.item AS item, r.item_kind AS item_kind, r.item_id AS item_id, r.cooperators AS cooperators,
  a.name AS agency, coalesce(a.region, '') AS agency_region, a.id AS agency_id,
  r.title AS title, r.date AS date, r.item_path AS path,
  r.quote AS quote, r.start AS start, r.end AS end, r.document AS document, r.id AS statement, r.mark AS mark
ORDER BY date, document, r.item_start, item_id, start, agency_id
