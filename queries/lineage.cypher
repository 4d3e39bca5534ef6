// 名称: lineage
// 问题: 某机构的前身是谁、后来成了谁，各有几项责任？
// 说明: 机构改革以前的文件里的名称指当时的机构；until 是旧名称最迟还在用的一天。
// 参数: agency: text 机构编号，如“常德市/乡村振兴”
// 示例: agency=常德市/乡村振兴
// 列: relation: text 前身，或后身（接替它的机构）
// 列: agency: text 机构
// 列: agency_id: text 机构编号
// 列: until: text 旧名称用到哪一天
// 列: event: text 怎样变的：组建、更名、并入、合并
// 列: items: integer 现行文件中的责任的项数
CALL {
  MATCH (f:机构)
  WHERE $agency IN f.successors
  OPTIONAL MATCH (f)-[r:{duties}]->()
  WHERE $past[r.document] IS NULL
  RETURN '前身' AS relation, f.name AS agency, f.id AS agency_id, f.until AS until, f.event AS event,
    count(DISTINCT r.id) AS items
  UNION
  MATCH (f:机构)
  WHERE f.id = $agency AND f.successors IS NOT NULL
  UNWIND f.successors AS later
  OPTIONAL MATCH (n:机构 {id: later})
  OPTIONAL MATCH (n)-[r:{duties}]->()
  WHERE $past[r.document] IS NULL
  RETURN '后身' AS relation, coalesce(n.name, later) AS agency, later AS agency_id, f.until AS until, f.event AS event,
    count(DISTINCT r.id) AS items
}
RETURN relation, agency, agency_id, until, event, items
ORDER BY relation, until, agency_id
