// 名称: outline
// 问题: 某份文件的章节和事项依次是什么？
// 说明: 牵头单位包括承自标题的。
// 参数: document: text 文件编号，或标题的一部分
// 示例: document=发展六仗
// 列: level: integer 层级，1 为最高
// 列: number: text 编号
// 列: name: text 标题或事项
// 列: kind: text 种类
// 列: leads: list 牵头单位
// 列: party_count: integer 责任单位数
// 列: id: text 章节或事项编号
// 列: parent_id: text 上一级编号
// 列: seq: integer 在文件中的次序
// 列: title: text 文件标题
// 列: date: text 文件日期
// 列: path: list 所在标题，自上而下
// 列: quote: text 原句
// 列: start: integer 原句起点（字符）
// 列: end: integer 原句终点（字符，不含）
// 列: document: text 文件编号
// 列: statement: text 陈述编号
// 列: mark: text 记号，文字移动位置后不变
MATCH (d:文件)
WHERE d.id = $document OR d.name CONTAINS $document
MATCH (d)<-[:属于*1..9]-(t:章节|事项)
MATCH (t)-[r:属于]->(w)
RETURN
  coalesce(t.level, size(t.path) + 1) AS level, coalesce(t.number, '') AS number, t.name AS name,
  labels(t)[0] AS kind,
  COLLECT { MATCH (b)-[s:牵头]->(t) RETURN b.name ORDER BY size(split(s.quote, s.raw)[0]), b.name } AS leads,
  COUNT { MATCH (b)-[:{duties}]->(t) RETURN DISTINCT b } AS party_count,
  t.id AS id, w.id AS parent_id, t.seq AS seq,
  d.name AS title, d.date AS date, coalesce(t.path, r.path) AS path,
  r.quote AS quote, r.start AS start, r.end AS end, r.document AS document, r.id AS statement, r.mark AS mark
ORDER BY date, document, seq, start, id
