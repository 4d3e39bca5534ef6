// 名称: namesakes
// 问题: 哪些单位去掉地区就叫这个名称？
// 说明: 名称或别名以它结尾；前面是不是地区，由使用者判断。
// 参数: name: text 不带地区的名称
// 示例: name=高新区
// 列: agency: text 机构
// 列: full_name: text 全称
// 列: names: list 以它结尾的各种叫法
// 列: agency_kind: text 种类
// 列: agency_region: text 所在地区
// 列: successors: list 机构改革后接替它的机构的编号；现有机构为空
// 列: agency_id: text 机构编号
MATCH (a:机构|议事协调机构|企业|园区)
WHERE a.name ENDS WITH $name OR any(x IN a.names WHERE x ENDS WITH $name)
RETURN
  a.name AS agency, coalesce(a.full_name, a.name) AS full_name,
  [x IN coalesce(a.names, [a.name]) WHERE x ENDS WITH $name] AS names,
  labels(a)[0] AS agency_kind, coalesce(a.region, '') AS agency_region,
  coalesce(a.successors, []) AS successors, a.id AS agency_id
ORDER BY agency_region, agency, agency_kind, agency_id
