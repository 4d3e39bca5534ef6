// 名称: assignments
// 问题: 某份方案（附件、章节）的分工表是什么？
// 说明: 没有写明责任单位的事项也列出，其原句是事项本身；只分到各部分的，列出各部分。
// 参数: name: text 文件、附件或章节的编号，或名称的一部分
// 示例: name=科技创新攻坚仗
// 列: number: text 编号
// 列: item: text 事项
// 列: item_kind: text 种类
// 列: item_id: text 事项编号
// 列: leads: list 牵头单位
// 列: cooperators: list 配合单位
// 列: responsible: list 负责单位
// 列: others: list 指导、联系单位
// 列: section_leads: list 所在标题的牵头单位
// 列: open: flag 名单以“等”结尾
// 列: title: text 文件标题
// 列: date: text 文件日期
// 列: path: list 所在标题，自上而下
// 列: quote: text 原句
// 列: start: integer 原句起点（字符）
// 列: end: integer 原句终点（字符，不含）
// 列: document: text 文件编号
// 列: statements: list 陈述编号
MATCH (w:章节|文件)
WHERE w.id = $name OR w.name CONTAINS $name
MATCH (w)<-[:属于*0..9]-(t:章节|事项)
WITH DISTINCT t
MATCH (t)-[home:属于]->()
OPTIONAL MATCH (a)-[r:{duties}]->(t)
WHERE coalesce(r.inherited, false) = false
WITH t, home, a, r ORDER BY size(split(r.quote, r.raw)[0]), a.name
WITH t, home, r.start AS first, r.end AS last, r.quote AS clause,
  collect(CASE type(r) WHEN '牵头' THEN a.name END) AS leads,
  collect(CASE type(r) WHEN '配合' THEN a.name END) AS cooperators,
  collect(CASE type(r) WHEN '负责' THEN a.name END) AS responsible,
  collect(CASE WHEN type(r) IN ['指导', '联系'] THEN a.name END) AS others,
  max(CASE WHEN r.open THEN 1 ELSE 0 END) = 1 AS open, collect(r.id) AS found
WHERE size(found) > 0 OR ('事项' IN labels(t) AND NOT EXISTS { MATCH (t)<-[:属于]-(:事项) })
MATCH (d:文件 {id: home.document})
WHERE $past[d.id] IS NULL
RETURN
  coalesce(t.number, '') AS number, t.name AS item, labels(t)[0] AS item_kind, t.id AS item_id,
  leads, cooperators, responsible, others,
  COLLECT {
    MATCH (b)-[s:牵头]->(t)
    WHERE s.inherited = true
    RETURN b.name ORDER BY size(split(s.quote, s.raw)[0]), b.name
  } AS section_leads,
  open,
  d.name AS title, d.date AS date, t.path AS path,
  coalesce(clause, home.quote) AS quote, coalesce(first, home.start) AS start, coalesce(last, home.end) AS end,
  home.document AS document, CASE WHEN size(found) = 0 THEN [home.id] ELSE found END AS statements
ORDER BY date, document, t.start, item_id, start
