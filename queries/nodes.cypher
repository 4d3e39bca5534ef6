// 名称: nodes
// 问题: 图谱里有哪些节点？
// 说明: 供查找框列出名称；按种类、名称排列。
// 参数: kind: text= 只看一个种类，如“机构”；留空为全部
// 参数: region: text= 只看一个地区；留空为全部
// 示例: kind=园区
// 列: kind: text 种类
// 列: name: text 名称
// 列: region: text 地区
// 列: id: text 编号
MATCH (n:{kinds})
WHERE $past[n.document] IS NULL AND $past[n.id] IS NULL AND ($kind = '' OR $kind IN labels(n)) AND ($region = '' OR n.region = $region)
WITH n ORDER BY labels(n)[0], size(n.name), n.name, n.id
RETURN labels(n)[0] AS kind, n.name AS name, coalesce(n.region, '') AS region, n.id AS id
ORDER BY kind, size(name), name, id
