// 名称: path_between
// 问题: 两个节点之间最短的联系是什么？
// 说明: 最多八步；几条一样短时取其中一条。
// 参数: source: text 起点的编号或名称
// 参数: target: text 终点的编号或名称
// 示例: source=市审计局 target=市司法局
// 列: step: integer 第几步
// 列: from_kind: text 这一步的起点的种类
// 列: from: text 这一步的起点
// 列: from_id: text 这一步的起点的编号
// 列: relation: text 关系
// 列: forward: flag 关系的方向与走向相同
// 列: to_kind: text 这一步的终点的种类
// 列: to: text 这一步的终点
// 列: to_id: text 这一步的终点的编号
// 列: title: text 文件标题
// 列: date: text 文件日期
// 列: path: list 所在标题，自上而下
// 列: quote: text 原句
// 列: start: integer 原句起点（字符）
// 列: end: integer 原句终点（字符，不含）
// 列: document: text 文件编号
// 列: statement: text 陈述编号
// 列: mark: text 记号，文字移动位置后不变
MATCH (a), (b)
WHERE (a.id = $source OR a.name = $source OR $source IN a.names)
  AND (b.id = $target OR b.name = $target OR $target IN b.names)
WITH a, b
WHERE elementId(a) <> elementId(b)
MATCH p = shortestPath((a)-[*..8]-(b))
WITH p, a, b ORDER BY length(p), a.id, b.id LIMIT 1
WITH nodes(p) AS places, relationships(p) AS edges
UNWIND range(0, size(edges) - 1) AS i
WITH i, places[i] AS x, edges[i] AS r, places[i + 1] AS y
MATCH (d:文件 {id: r.document})
RETURN
  i + 1 AS step, labels(x)[0] AS from_kind, x.name AS from, x.id AS from_id,
  type(r) AS relation, elementId(startNode(r)) = elementId(x) AS forward,
  labels(y)[0] AS to_kind, y.name AS to, y.id AS to_id,
  d.name AS title, d.date AS date, r.path AS path,
  r.quote AS quote, r.start AS start, r.end AS end, r.document AS document, r.id AS statement, r.mark AS mark
ORDER BY step
