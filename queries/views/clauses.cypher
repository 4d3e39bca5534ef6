// 视图: clauses
// 问题: 哪些责任条款、哪些单位符合条件？
// 说明: 一处条款一行；承自标题的牵头、行文中的责任、专班的日常工作不计，与 agencies_by_leads 同一口径。
// 列: number: text 编号
// 列: item: text 事项
// 列: lead_names: list 牵头
// 列: cooperator_names: list 配合
// 列: responsible_names: list 负责
// 列: agency: text 机构
// 列: clauses: integer 条款数
// 列: path: list 所在标题，自上而下
// 列: quote: text 原句
// 起点: has: MATCH (x:{kind} {id: $v})-[:{roles}]->(t:事项|章节|项目|项目清单) WITH DISTINCT t
// 起点: size: MATCH (:{parties})-[p:{duties}]->(t:事项|章节|项目|项目清单) WHERE p.nth = 0 AND {sized} {op} $v WITH DISTINCT t
// 起点: unled: MATCH (:{parties})-[p:{duties}]->(t:事项|章节|项目|项目清单) WHERE p.nth = 0 AND size(coalesce(p.leads, [])) = 0 WITH DISTINCT t
// 条件: has: $v IN {role}
// 条件: size: size({role}) {op} $v
// 条件: unled: NOT EXISTS { MATCH (t)<-[:牵头]-() }
// 条件: plan: (plan = $v OR t.id = $v)
// 条件: heading: any(h IN path WHERE replace(replace(h, '“', ''), '”', '') CONTAINS $v)
// 条件: document: document = $v
// 条件: party: $v IN kinds
// 条件: named: generic = 0
// 条件: open: open = 1
// 起点
MATCH (a:{parties})-[r:{duties}]->(t:事项|章节|项目|项目清单)
WHERE $past[r.document] IS NULL AND {counted}
WITH a, r, t ORDER BY size(split(r.quote, r.raw)[0]), a.name, a.id
WITH t, r.document AS document, r.start AS start, r.end AS end, max(r.quote) AS quote, collect(r.id) AS statements, collect(r.mark) AS marks,
  collect(CASE type(r) WHEN '牵头' THEN a.id END) AS leads, collect(CASE type(r) WHEN '配合' THEN a.id END) AS cooperators,
  collect(CASE type(r) WHEN '负责' THEN a.id END) AS responsible, collect(CASE type(r) WHEN '指导' THEN a.id END) AS guides,
  collect(CASE type(r) WHEN '联系' THEN a.id END) AS liaisons, collect(CASE type(r) WHEN '考核' THEN a.id END) AS assessors,
  collect(DISTINCT a.id) AS parties,
  collect(CASE type(r) WHEN '牵头' THEN a.name END) AS lead_names, collect(CASE type(r) WHEN '配合' THEN a.name END) AS cooperator_names,
  collect(CASE type(r) WHEN '负责' THEN a.name END) AS responsible_names,
  collect(CASE WHEN coalesce(r.generic, false) THEN a.id END) AS collectives,
  collect(DISTINCT CASE WHEN NOT coalesce(r.generic, false) THEN labels(a)[0] END) AS kinds, max(CASE WHEN r.generic THEN 1 ELSE 0 END) AS generic,
  max(CASE WHEN r.open THEN 1 ELSE 0 END) AS open,
  coalesce(t.plan, r.document) AS plan, coalesce(t.path, r.path, []) + [trim(coalesce(t.number, '') + ' ' + t.name)] AS path
// 条件
// 收束: rows
RETURN
  coalesce(t.number, '') AS number, t.name AS item, labels(t)[0] AS item_kind, t.id AS item_id, coalesce(t.path, []) AS path,
  coalesce(t.text, '') AS text, leads, cooperators, responsible, guides, liaisons, assessors, parties,
  lead_names, cooperator_names, responsible_names, collectives, plan, quote, start, end, document,
  statements, statements[0] AS statement, marks[0] AS mark
ORDER BY document, coalesce(t.start, start), start, item_id
// 收束: bodies
UNWIND {role} AS body
WITH body, document + '|' + toString(start) + '-' + toString(end) AS clause, plan
WHERE NOT body IN $without
MATCH (a:{parties} {id: body})
WHERE coalesce(a.generic, false) = false
RETURN a.id AS agency_id, a.name AS agency, labels(a)[0] AS agency_kind, count(DISTINCT clause) AS clauses, collect(DISTINCT plan) AS plans,
  collect(DISTINCT clause) AS places
ORDER BY clauses DESC, agency, agency_id
