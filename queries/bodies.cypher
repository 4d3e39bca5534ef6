// 名称: bodies
// 问题: 某个名称指的是哪些单位？
// 参数: agency: text 机构名称、全称或编号
// 示例: agency=市工信局
// 列: agency: text 机构
// 列: full_name: text 全称
// 列: names: list 各种叫法
// 列: agency_kind: text 种类
// 列: agency_region: text 所在地区
// 列: level: text 层级
// 列: unlisted: flag 不在名录中
// 列: generic: flag 未具名的集体
// 列: as_written: flag 有文件就这样写它
// 列: successors: list 机构改革后接替它的机构的编号；现有机构为空
// 列: agency_id: text 机构编号
MATCH (a:{parties})
WHERE (a.id = $agency OR a.name = $agency OR $agency IN a.names) OR a.full_name = $agency
OPTIONAL MATCH (a)-[r]-() WHERE r.raw = $agency
WITH a, count(r) > 0 AS as_written
RETURN
  a.name AS agency, coalesce(a.full_name, a.name) AS full_name, coalesce(a.names, [a.name]) AS names,
  labels(a)[0] AS agency_kind,
  coalesce(a.region, '') AS agency_region, coalesce(a.level, '') AS level,
  coalesce(a.unlisted, false) AS unlisted, coalesce(a.generic, false) AS generic,
  as_written, coalesce(a.successors, []) AS successors, a.id AS agency_id
ORDER BY agency_region, agency, agency_kind, agency_id
