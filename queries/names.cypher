// 名称: names
// 问题: 图谱里的名称各指什么？
// 说明: 提问时按它辨认问题中的名称；章节只列附件一级。
// 列: kind: text 种类
// 列: id: text 编号
// 列: name: text 名称
// 列: names: list 其他写法
// 列: region: text 地区
// 列: number: text 编号（附件）
// 列: document: text 文件编号
// 列: successors: list 机构改革后接替它的机构的编号；现有机构为空
// 列: uses: integer 关系数
MATCH (n:{titled})
WHERE $past[n.document] IS NULL AND $past[n.id] IS NULL
  AND (NOT n:章节 OR n.number STARTS WITH '附' OR EXISTS { MATCH (n)<-[:属于]-(:议事协调机构) })
WITH n ORDER BY labels(n)[0], n.id
RETURN
  labels(n)[0] AS kind, n.id AS id, n.name AS name, coalesce(n.names, []) AS names, coalesce(n.region, '') AS region,
  coalesce(n.number, '') AS number, coalesce(n.document, '') AS document,
  coalesce(n.successors, []) AS successors,
  COUNT { MATCH (n)--() } AS uses
ORDER BY kind, id
