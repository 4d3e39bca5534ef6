// 名称: shared_tasks
// 问题: 两个机构同时出现在哪些责任条款里？
// 说明: 只算写在同一条款里的，行文中的责任不算；region 是前一机构的地区。
// 参数: first: text 一个机构的名称或编号
// 参数: second: text 另一个机构的名称或编号
// 参数: region: text= 同名机构所在地区，如“常德市”；留空为不限
// 示例: first=市发展改革委 second=市财政局
// 列: number: text 编号
// 列: item: text 事项
// 列: item_kind: text 种类
// 列: item_id: text 事项编号
// 列: first_role: text 前一机构的角色
// 列: second_role: text 后一机构的角色
// 列: first_agency: text 前一机构
// 列: second_agency: text 后一机构
// 列: open: flag 名单以“等”结尾
// 列: inherited: flag 承自所在标题的牵头
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
WHERE (a.id = $first OR a.name = $first OR $first IN a.names) AND ($region = '' OR a.region = $region)
MATCH (a)-[r:{duties}]->()<-[s:{duties}]-(b)
WHERE (b.id = $second OR b.name = $second OR $second IN b.names)
  AND a.id <> b.id AND $past[r.document] IS NULL AND NOT r.rule STARTS WITH 'prose'
  AND s.document = r.document AND s.clause = r.clause
RETURN
  r.number AS number, r.item AS item, r.item_kind AS item_kind, r.item_id AS item_id,
  type(r) AS first_role, type(s) AS second_role, a.name AS first_agency, b.name AS second_agency,
  coalesce(r.open, false) AS open, coalesce(r.inherited, false) AS inherited,
  r.title AS title, r.date AS date, r.item_path AS path,
  r.quote AS quote, r.start AS start, r.end AS end, r.document AS document, r.id AS statement, r.mark AS mark
ORDER BY date, document, r.item_start, item_id, start, a.id, b.id,
  {rank}
