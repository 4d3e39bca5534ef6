// 名称: node
// 问题: 某个节点是什么，图谱里记着它的哪些情况？
// 说明: 同一编号可能属于几个种类，各列一行。
// 参数: node: text 节点的编号
// 参数: kind: text= 节点的种类，如“机构”；留空为不限
// 示例: node=常德市/商务
// 列: kind: text 种类
// 列: name: text 名称
// 列: id: text 编号
// 列: full_name: text 全称
// 列: names: list 各种叫法
// 列: region: text 地区
// 列: level: text 层级
// 列: number: text 编号或文号
// 列: issuer: text 发文单位
// 列: date: text 日期
// 列: path: list 所在标题，自上而下
// 列: unlisted: flag 不在名录中
// 列: generic: flag 未具名的集体
// 列: unnamed: flag 只写明职务
// 列: document: text 所在文件编号
MATCH (n)
WHERE n.id = $node AND ($kind = '' OR $kind IN labels(n))
RETURN
  labels(n)[0] AS kind, n.name AS name, n.id AS id, coalesce(n.full_name, '') AS full_name,
  coalesce(n.names, []) AS names, coalesce(n.region, '') AS region, toString(coalesce(n.level, '')) AS level,
  coalesce(n.number, '') AS number, coalesce(n.issuer, '') AS issuer, coalesce(n.date, '') AS date,
  coalesce(n.path, []) AS path, coalesce(n.unlisted, false) AS unlisted, coalesce(n.generic, false) AS generic,
  coalesce(n.unnamed, false) AS unnamed, coalesce(n.document, '') AS document
ORDER BY kind
