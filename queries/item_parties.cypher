// 名称: item_parties
// 问题: 某一个事项（章节、项目、清单）由谁牵头、配合、负责？
// 说明: 只看这一个，按编号；自身没有写明的，看其组成部分。承自标题的牵头标明 inherited。
// 参数: item: text 编号
// 示例: item=…
// 列: role: text 角色
// 列: agency: text 机构
// 列: agency_region: text 所在地区
// 列: agency_id: text 机构编号
// 列: agency_kind: text 种类
// 列: generic: flag 未具名的集体
// 列: number: text 编号
// 列: item: text 事项
// 列: item_kind: text 种类
// 列: item_id: text 事项编号
// 列: part: flag 写在组成部分里
// 列: open: flag 名单以“等”结尾
// 列: inherited: flag 承自所在标题的牵头
// 列: raw: text 原文写法
// 列: title: text 文件标题
// 列: date: text 文件日期
// 列: path: list 所在标题，自上而下
// 列: quote: text 原句
// 列: start: integer 原句起点（字符）
// 列: end: integer 原句终点（字符，不含）
// 列: document: text 文件编号
// 列: statement: text 陈述编号
// 列: mark: text 记号，文字移动位置后不变
CALL {
  MATCH (t:事项 {id: $item}) RETURN t, false AS part
  UNION
  MATCH (t:章节 {id: $item}) RETURN t, false AS part
  UNION
  MATCH (t:项目 {id: $item}) RETURN t, false AS part
  UNION
  MATCH (t:项目清单 {id: $item}) RETURN t, false AS part
  UNION
  MATCH (t:议事协调机构 {id: $item}) RETURN t, false AS part
  UNION
  MATCH (:事项 {id: $item})<-[:属于*1..3]-(t:事项) RETURN t, true AS part
}
MATCH (a)-[r:{duties}]->(t)
MATCH (d:文件 {id: r.document})
WHERE $past[d.id] IS NULL
RETURN
  type(r) AS role, a.name AS agency, coalesce(a.region, '') AS agency_region, a.id AS agency_id,
  labels(a)[0] AS agency_kind, coalesce(r.generic, false) AS generic,
  coalesce(t.number, '') AS number, t.name AS item, labels(t)[0] AS item_kind, t.id AS item_id, part,
  coalesce(r.open, false) AS open, coalesce(r.inherited, false) AS inherited, r.raw AS raw,
  d.name AS title, d.date AS date, coalesce(t.path, r.path) AS path,
  r.quote AS quote, r.start AS start, r.end AS end, r.document AS document, r.id AS statement, r.mark AS mark
ORDER BY date, document, coalesce(t.start, r.start), item_id, start,
  {rank},
  size(split(r.quote, r.raw)[0]), agency, agency_id
