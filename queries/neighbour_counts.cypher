// 名称: neighbour_counts
// 问题: 某个节点各种关系有多少条，连到多少个节点？
// 参数: node: text 节点的编号
// 参数: kind: text= 节点的种类，如“机构”；留空为不限
// 示例: node=常德市/商务
// 列: relation: text 关系
// 列: neighbour_kind: text 另一端的种类
// 列: outgoing: flag 从这个节点出发
// 列: facts: integer 关系数
// 列: neighbours: integer 另一端的节点数
MATCH (n)-[r]-(m)
WHERE $past[r.document] IS NULL AND n.id = $node AND ($kind = '' OR $kind IN labels(n))
RETURN
  type(r) AS relation, labels(m)[0] AS neighbour_kind, elementId(startNode(r)) = elementId(n) AS outgoing,
  count(r) AS facts, count(DISTINCT m) AS neighbours
ORDER BY relation, neighbour_kind, outgoing
