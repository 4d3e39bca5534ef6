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
WHERE l.id = $list OR l.name = $list
MATCH (d:文件 {id: r.document})
WHERE $past[d.id] IS NULL
RETURN
  r.order AS order, p.name AS project,
  COLLECT { MATCH (part:项目)-[q:属于]->(p) WHERE q.document = r.document RETURN part.name ORDER BY q.start, size(split(q.quote, q.raw)[0]), part.name } AS parts,
  COLLECT { MATCH (p)-[q:位于]->(x) WHERE $past[q.document] IS NULL RETURN DISTINCT x.name AS place ORDER BY place } AS places,
  COLLECT { MATCH (o)-[q:建设]->(p) WHERE $past[q.document] IS NULL RETURN DISTINCT o.name AS owner ORDER BY owner } AS owners,
  coalesce(COLLECT { MATCH (p)-[b:属于]->(:事项|章节|文件) WHERE b.document = r.document AND b.amount <> '' RETURN b.amount ORDER BY b.start }[0], '') AS amount,
  coalesce(COLLECT { MATCH (p)-[b:属于]->(:事项|章节|文件) WHERE b.document = r.document AND b.goal <> '' RETURN b.goal ORDER BY b.start }[0], '') AS goal,
  COLLECT {
    MATCH (p)-[:属于*0..1]->(t:项目|事项)<-[s:牵头]-(a)
    WHERE s.document = r.document
      AND (t.id = p.id OR NOT EXISTS { MATCH (t)<-[:属于]-(o:项目)-[:列入]->(l) WHERE o.id <> p.id })
    RETURN a.name ORDER BY s.start, size(split(s.quote, s.raw)[0]), a.name
  } AS own_leads,
  COLLECT {
    MATCH (p)-[:属于*0..1]->(t:项目|事项)<-[s:配合|负责]-(a)
    WHERE s.document = r.document
      AND (t.id = p.id OR NOT EXISTS { MATCH (t)<-[:属于]-(o:项目)-[:列入]->(l) WHERE o.id <> p.id })
    RETURN a.name ORDER BY s.start, size(split(s.quote, s.raw)[0]), a.name
  } AS own_cooperators,
  coalesce(COLLECT {
    MATCH (p)-[:属于*0..1]->(t:项目|事项)<-[s:牵头|配合|负责]-()
    WHERE s.document = r.document
      AND (t.id = p.id OR NOT EXISTS { MATCH (t)<-[:属于]-(o:项目)-[:列入]->(l) WHERE o.id <> p.id })
    RETURN s.quote ORDER BY s.start, s.end
  }[0], '') AS own_clause,
  COLLECT {
    MATCH (p)-[:属于|列入]->(t:事项|项目清单)<-[s:牵头]-(a)
    WHERE s.document = r.document
      AND (t.id = l.id OR EXISTS { MATCH (t)<-[:属于]-(o:项目)-[:列入]->(l) WHERE o.id <> p.id })
    RETURN a.name ORDER BY s.start, size(split(s.quote, s.raw)[0]), a.name
  } AS shared_leads,
  COLLECT {
    MATCH (p)-[:属于|列入]->(t:事项|项目清单)<-[s:配合|负责]-(a)
    WHERE s.document = r.document
      AND (t.id = l.id OR EXISTS { MATCH (t)<-[:属于]-(o:项目)-[:列入]->(l) WHERE o.id <> p.id })
    RETURN a.name ORDER BY s.start, size(split(s.quote, s.raw)[0]), a.name
  } AS shared_cooperators,
  coalesce(COLLECT {
    MATCH (p)-[:属于|列入]->(t:事项|项目清单)<-[s:牵头|配合|负责]-()
    WHERE s.document = r.document
      AND (t.id = l.id OR EXISTS { MATCH (t)<-[:属于]-(o:项目)-[:列入]->(l) WHERE o.id <> p.id })
    RETURN s.quote ORDER BY s.start, s.end
  }[0], '') AS shared_clause,
  l.name AS list, l.id AS list_id, p.id AS project_id,
  d.name AS title, d.date AS date, r.path AS path,
  r.quote AS quote, r.start AS start, r.end AS end, r.document AS document, r.id AS statement, r.mark AS mark
ORDER BY date, document, list_id, order, start, project, statement
