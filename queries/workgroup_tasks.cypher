// 名称: workgroup_tasks
// 问题: 某专班（指挥部、领导小组）所抓的方案分给了哪些单位？
// 说明: 是专班所属的那份方案（附件，或文件中附件以外的部分）的分工；没有写明责任单位的事项也列出，其原句是事项本身。
// 参数: workgroup: text 专班编号，或名称
// 示例: workgroup=打好科技创新攻坚仗工作专班
// 列: number: text 编号
// 列: item: text 事项
// 列: first_sentence: text 事项原文的第一句
// 列: item_kind: text 种类
// 列: item_id: text 事项编号
// 列: leads: list 牵头单位
// 列: cooperators: list 配合单位
// 列: responsible: list 负责、指导、联系单位
// 列: section_leads: list 所在标题的牵头单位
// 列: open_roles: list 名单以“等”结尾的角色
// 列: workgroup_id: text 专班编号
// 列: title: text 文件标题
// 列: date: text 文件日期
// 列: path: list 所在标题，自上而下
// 列: quote: text 原句
// 列: start: integer 原句起点（字符）
// 列: end: integer 原句终点（字符，不含）
// 列: document: text 文件编号
// 列: statements: list 陈述编号
MATCH (w:议事协调机构)-[:属于]->(p:章节|文件)
WHERE w.id = $workgroup OR w.name = $workgroup
MATCH (p)<-[:属于*0..8]-(t:事项|章节)
WHERE t.plan = p.id OR t.id = p.id
WITH DISTINCT w, t
MATCH (t)-[home:属于]->()
OPTIONAL MATCH (a)-[r:{duties}]->(t)
WHERE coalesce(r.inherited, false) = false
WITH w, t, home, a, r ORDER BY size(split(r.quote, r.raw)[0]), a.name
WITH w, t, home, r.start AS first, r.end AS last, r.quote AS clause,
  collect(CASE type(r) WHEN '牵头' THEN a.name END) AS leads,
  collect(CASE type(r) WHEN '配合' THEN a.name END) AS cooperators,
  collect(CASE WHEN type(r) IN ['负责', '指导', '联系'] THEN a.name END) AS responsible,
  collect(DISTINCT CASE WHEN r.open THEN type(r) END) AS open_roles, collect(r.id) AS found
WHERE size(found) > 0 OR ('事项' IN labels(t) AND NOT EXISTS { MATCH (t)<-[:属于]-(:事项) })
MATCH (d:文件 {id: home.document})
WHERE $past[d.id] IS NULL
RETURN
  coalesce(t.number, '') AS number, t.name AS item, split(coalesce(t.text, ''), '。')[0] AS first_sentence,
  labels(t)[0] AS item_kind, t.id AS item_id, leads, cooperators, responsible,
  COLLECT {
    MATCH (b)-[s:牵头]->(t)
    WHERE s.inherited = true
    RETURN b.name ORDER BY size(split(s.quote, s.raw)[0]), b.name
  } AS section_leads,
  open_roles, w.id AS workgroup_id,
  d.name AS title, d.date AS date, t.path AS path,
  coalesce(clause, home.quote) AS quote, coalesce(first, home.start) AS start, coalesce(last, home.end) AS end,
  home.document AS document, CASE WHEN size(found) = 0 THEN [home.id] ELSE found END AS statements
ORDER BY date, document, workgroup_id, t.start, item_id, start
