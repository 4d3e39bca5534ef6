// 名称: lineage
// 问题: 某机构的前身是谁、后来成了谁、谁的部分职责转入，各有几项责任？
// 说明: 机构改革以前的文件里的名称指当时的机构；until 是旧名称最迟还在用的一天，由读入的改革方案得知的为方案的日期。
// 参数: agency: text 机构编号，如“常德市/乡村振兴”
// 示例: agency=常德市/乡村振兴
// 列: relation: text 前身，后身（接替它的机构），或转入（一部分职责转到它的机构）
// 列: agency: text 机构
// 列: agency_id: text 机构编号
// 列: until: text 旧名称用到哪一天，或哪一天转入
// 列: event: text 怎样变的：组建、更名、并入、合并、职责划转、加挂
// 列: items: integer 现行文件中的责任的项数；转入的只算此前的文件
CALL {
  MATCH (f:机构)
  WHERE $agency IN f.successors
  OPTIONAL MATCH (f)-[r:{duties}]->()
  WHERE $past[r.document] IS NULL
  RETURN '前身' AS relation, f.name AS agency, f.id AS agency_id, f.until AS until, f.event AS event,
    count(DISTINCT r.id) AS items
  UNION
  MATCH (n:机构)
  WHERE n.id = $agency
  MATCH (f:机构)-[e:沿革]->(n)
  WHERE NOT e.part AND $past[e.document] IS NULL AND (f.successors IS NULL OR NOT $agency IN f.successors)
  WITH f, min(e.date) AS until, min(e.event) AS event
  OPTIONAL MATCH (f)-[r:{duties}]->()
  WHERE $past[r.document] IS NULL
  RETURN '前身' AS relation, f.name AS agency, f.id AS agency_id, until, event, count(DISTINCT r.id) AS items
  UNION
  MATCH (n:机构)
  WHERE n.id = $agency
  MATCH (f:机构)-[e:沿革]->(n)
  WHERE e.part AND $past[e.document] IS NULL
  WITH f, min(e.date) AS until, min(e.event) AS event
  OPTIONAL MATCH (f)-[r:{duties}]->()
  WHERE $past[r.document] IS NULL AND r.date < until
  RETURN '转入' AS relation, f.name AS agency, f.id AS agency_id, until, event, count(DISTINCT r.id) AS items
  UNION
  MATCH (f:机构)
  WHERE f.id = $agency AND f.successors IS NOT NULL
  UNWIND f.successors AS later
  OPTIONAL MATCH (n:机构 {id: later})
  OPTIONAL MATCH (n)-[r:{duties}]->()
  WHERE $past[r.document] IS NULL
  RETURN '后身' AS relation, coalesce(n.name, later) AS agency, later AS agency_id, f.until AS until, f.event AS event,
    count(DISTINCT r.id) AS items
  UNION
  MATCH (f:机构)
  WHERE f.id = $agency
  MATCH (f)-[e:沿革]->(n:机构)
  WHERE NOT e.part AND $past[e.document] IS NULL AND (f.successors IS NULL OR NOT n.id IN f.successors)
  WITH n, min(e.date) AS until, min(e.event) AS event
  OPTIONAL MATCH (n)-[r:{duties}]->()
  WHERE $past[r.document] IS NULL
  RETURN '后身' AS relation, n.name AS agency, n.id AS agency_id, until, event, count(DISTINCT r.id) AS items
}
RETURN relation, agency, agency_id, until, event, items
ORDER BY relation, until, agency_id
