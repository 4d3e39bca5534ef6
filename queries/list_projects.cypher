// 名称: list_projects
// 问题: 某份项目清单有哪些项目，在哪里，投资多少，由谁牵头、配合？
// 说明: 只为一个项目写明的单位（写在项目自身，或写在只有这一个项目的事项）与为几个项目一并写明的（所在事项、清单）分开列。
// 参数: list: text 项目清单的编号或名称
// 示例: list=十大产业项目
// 列: order: integer 在清单中的次序
// 列: project: text 项目
// 列: parts: list 组成部分
// 列: places: list 所在园区或地区
// 列: owners: list 建设单位
// 列: amount: text 投资
// 列: goal: text 目标
// 列: own_leads: list 只为这个项目写明的牵头单位
// 列: own_cooperators: list 只为这个项目写明的配合、负责单位
// 列: own_clause: text 写明它们的原句
// 列: shared_leads: list 为清单中几个项目一并写明的牵头单位
// 列: shared_cooperators: list 为清单中几个项目一并写明的配合、负责单位
// 列: shared_clause: text 写明它们的原句
// 列: list: text 清单
// 列: list_id: text 清单编号
// 列: project_id: text 项目编号
// 列: title: text 文件标题
// 列: date: text 文件日期
// 列: path: list 所在标题，自上而下
// 列: quote: text 原句
// 列: start: integer 原句起点（字符）
// 列: end: integer 原句终点（字符，不含）
// 列: document: text 文件编号
// 列: statement: text 陈述编号
// 列: mark: text 记号，文字移动位置后不变
MATCH (p:项目)-[r:列入]->(l:项目清单)
WHERE (l.id = $list OR l.name = $list) AND $past[r.document] IS NULL
MATCH (d:文件 {id: r.document})
WITH p, r, l, d,
  COLLECT {
    MATCH (p)-[:属于*0..1]->(t:项目|事项)<-[s:{duties}]-()
    WHERE s.document = r.document AND s.nth = 0
      AND (t.id = p.id OR NOT EXISTS { MATCH (t)<-[:属于]-(o:项目)-[:列入]->(l) WHERE o.id <> p.id })
    RETURN [s.leads, s.cooperators + s.responsible, [s.quote]] AS found ORDER BY s.start, s.end
  } AS own,
  COLLECT {
    MATCH (p)-[:属于|列入]->(t:事项|项目清单)<-[s:{duties}]-()
    WHERE s.document = r.document AND s.nth = 0
      AND (t.id = l.id OR EXISTS { MATCH (t)<-[:属于]-(o:项目)-[:列入]->(l) WHERE o.id <> p.id })
    RETURN [s.leads, s.cooperators + s.responsible, [s.quote]] AS found ORDER BY s.start, s.end
  } AS shared,
  COLLECT {
    MATCH (p)-[b:属于]->(:事项|章节|文件)
    WHERE b.document = r.document
    RETURN [coalesce(b.amount, ''), coalesce(b.goal, '')] AS told ORDER BY b.start
  } AS told
RETURN
  r.order AS order, p.name AS project,
  COLLECT { MATCH (part:项目)-[q:属于]->(p) WHERE q.document = r.document RETURN part.name ORDER BY q.start, size(split(q.quote, q.raw)[0]), part.name } AS parts,
  COLLECT { MATCH (p)-[q:位于]->(x) WHERE $past[q.document] IS NULL RETURN DISTINCT x.name AS place ORDER BY place } AS places,
  COLLECT { MATCH (o)-[q:建设]->(p) WHERE $past[q.document] IS NULL RETURN DISTINCT o.name AS owner ORDER BY owner } AS owners,
  coalesce([x IN told WHERE x[0] <> '' | x[0]][0], '') AS amount, coalesce([x IN told WHERE x[1] <> '' | x[1]][0], '') AS goal,
  reduce(names = [], x IN own | names + x[0]) AS own_leads, reduce(names = [], x IN own | names + x[1]) AS own_cooperators,
  coalesce(own[0][2][0], '') AS own_clause,
  reduce(names = [], x IN shared | names + x[0]) AS shared_leads,
  reduce(names = [], x IN shared | names + x[1]) AS shared_cooperators,
  coalesce(shared[0][2][0], '') AS shared_clause,
  l.name AS list, l.id AS list_id, p.id AS project_id,
  d.name AS title, d.date AS date, r.path AS path,
  r.quote AS quote, r.start AS start, r.end AS end, r.document AS document, r.id AS statement, r.mark AS mark
ORDER BY date, document, list_id, order, start, project, statement
