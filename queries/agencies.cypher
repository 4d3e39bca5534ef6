// 名称: agencies
// 问题: 图谱里有哪些单位？
// 参数: kind: text= 只看一个种类，如“企业”；留空为全部
// 参数: region: text= 只看一个地区；留空为全部
// 参数: unlisted: flag=否 为“是”时，只看不在名录中的
// 参数: duties: flag=否 为“是”时，只看承担责任的
// 示例: kind=企业
// 列: agency: text 机构
// 列: full_name: text 全称
// 列: names: list 各种叫法
// 列: agency_kind: text 种类
// 列: agency_region: text 所在地区
// 列: level: text 层级
// 列: unlisted: flag 不在名录中
// 列: generic: flag 未具名的集体
// 列: agency_id: text 机构编号
MATCH (a:{parties})
WHERE ($kind = '' OR $kind IN labels(a)) AND ($region = '' OR a.region = $region)
  AND ($unlisted = false OR a.unlisted = true)
  AND ($duties = false OR EXISTS { MATCH (a)-[r:{duties}]->() WHERE $past[r.document] IS NULL })
RETURN
  a.name AS agency, coalesce(a.full_name, a.name) AS full_name, coalesce(a.names, [a.name]) AS names,
  labels(a)[0] AS agency_kind,
  coalesce(a.region, '') AS agency_region, coalesce(a.level, '') AS level,
  coalesce(a.unlisted, false) AS unlisted, coalesce(a.generic, false) AS generic, a.id AS agency_id
ORDER BY agency_region, agency, agency_kind, agency_id
