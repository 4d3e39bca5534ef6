// 视图: clauses
// 问题: 哪些责任条款、哪些单位符合条件？
// 说明: 一处条款一行；承自标题的牵头、行文中的责任、专班的日常工作不计，与 agencies_by_leads 同一口径。每条关系都带着它那一处条款的各单位，所以不必把条款的单位聚在一起
// 列: number: text 编号
// 列: item: text 事项
// 列: lead_names: list 牵头
// 列: cooperator_names: list 配合
// 列: responsible_names: list 负责
// 列: agency: text 机构
// 列: clauses: integer 条款数
// 列: path: list 所在标题，自上而下
// 列: quote: text 原句
// 起点: has: MATCH (:{kind} {id: $v})-[r:{roles}]->(t) WITH r, t, [r.id] AS facts
// 起点: size: MATCH (:{parties})-[r:{duties}]->(t) WHERE r.nth = 0 AND {listed} {op} $v WITH r, t, r.clause_facts AS facts
// 起点: unled: MATCH (:{parties})-[r:{duties}]->(t) WHERE r.nth = 0 AND size(r.leads) = 0 WITH r, t, r.clause_facts AS facts
// 起点: 其他: MATCH (:{parties})-[r:{duties}]->(t) WHERE r.nth = 0 WITH r, t, r.clause_facts AS facts
// 条件: has: $v IN {role}
// 条件: size: {size} {op} $v
// 条件: unled: (size(leads) = 0 AND NOT EXISTS { MATCH (t)<-[:牵头]-() })
// 条件: plan: (plan = $v OR r.item_id = $v)
// 条件: heading: any(h IN path WHERE replace(replace(h, '“', ''), '”', '') CONTAINS $v)
// 条件: document: r.document = $v
// 条件: party: EXISTS { MATCH (t)<-[q:{duties}]-(p) WHERE q.clause = r.clause AND coalesce(q.generic, false) = false AND any(k IN labels(p) WHERE k = $v) }
// 条件: named: size(r.collectives) = 0
// 条件: open: size(r.open_roles) > 0
// 起点
WITH r, t, facts
WHERE $past[r.document] IS NULL AND {counted}
WITH r, t, facts, r.parties AS parties, size(r.leads) AS a, size(r.leads) + size(r.cooperators) AS b,
  size(r.leads) + size(r.cooperators) + size(r.responsible) AS c
WITH r, t, facts, parties, parties[0..a] AS leads, parties[a..b] AS cooperators, parties[b..c] AS responsible,
  parties[c..c + size(r.guides)] AS guides, parties[c + size(r.guides)..c + size(r.guides) + size(r.liaisons)] AS liaisons,
  parties[c + size(r.guides) + size(r.liaisons)..size(parties)] AS assessors,
  CASE r.plan WHEN '' THEN r.document ELSE r.plan END AS plan, r.item_path + [trim(r.number + ' ' + r.item)] AS path
// 条件
// 收束: rows
RETURN
  r.number AS number, r.item AS item, r.item_kind AS item_kind, r.item_id AS item_id, r.item_path AS path, r.first AS text,
  leads, cooperators, responsible, guides, liaisons, assessors, parties,
  r.leads AS lead_names, r.cooperators AS cooperator_names, r.responsible AS responsible_names, r.collectives AS collectives,
  r.leads + r.cooperators + r.responsible + r.guides + r.liaisons + r.assessors AS names,
  plan, r.quote AS quote, r.start AS start, r.end AS end, r.document AS document,
  facts AS statements, r.id AS statement, r.mark AS mark
ORDER BY document, r.item_start, start, item_id, r.nth
// 收束: bodies
UNWIND {role} AS body
WITH body, r.clause AS clause, plan
WHERE NOT body IN $without
WITH body, count(DISTINCT clause) AS clauses, collect(DISTINCT plan) AS plans
MATCH (a:{parties} {id: body})
WHERE coalesce(a.generic, false) = false
RETURN a.id AS agency_id, a.name AS agency, labels(a)[0] AS agency_kind, clauses, plans
ORDER BY clauses DESC, agency, agency_id
