// 名称: projects
// 问题: 有哪些项目，列入哪份清单，在哪里，投资多少，要达到什么目标？
// 说明: 清单中的项目按清单的顺序；同一项目在几处出现，各列一行。
// 参数: name: text= 项目或清单名称的一部分；留空为全部
// 参数: place: text= 只看位于某园区或地区的项目：名称的一部分；留空为不限
// 参数: document: text= 只看一份文件：编号或标题的一部分；留空为全部
// 示例: name=十大产业项目 place=津市
// 列: list: text 清单
// 列: order: integer 在清单中的次序
// 列: project: text 项目
// 列: parts: list 组成部分
// 列: places: list 所在园区或地区
// 列: owners: list 建设单位
// 列: amount: text 投资
// 列: goal: text 目标
// 列: item: text 写在哪个事项或章节
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
MATCH (p:项目)-[r:属于]->(t:事项|章节|文件)
MATCH (d:文件 {id: r.document})
WHERE (d.id = $document OR $past[d.id] IS NULL)
  AND ($document = '' OR d.id = $document OR d.name CONTAINS $document)
OPTIONAL MATCH (p)-[s:列入]->(l:项目清单)
WHERE s.document = r.document
WITH p, r, t, d, s, l
WHERE ($name = '' OR p.name CONTAINS $name OR l.name CONTAINS $name)
  AND ($place = '' OR EXISTS { MATCH (p)-[:位于]->(x) WHERE x.name CONTAINS $place })
WITH p, r, t, d, s, l ORDER BY d.date, d.id, coalesce(l.name, ''), s.order, r.start, p.name, r.id
RETURN
  coalesce(l.name, '') AS list, s.order AS order, p.name AS project,
  COLLECT { MATCH (part:项目)-[q:属于]->(p) WHERE q.document = r.document RETURN part.name ORDER BY q.start, size(split(q.quote, q.raw)[0]), part.name } AS parts,
  COLLECT { MATCH (p)-[q:位于]->(x) WHERE $past[q.document] IS NULL RETURN DISTINCT x.name AS place ORDER BY place } AS places,
  COLLECT { MATCH (o)-[q:建设]->(p) WHERE $past[q.document] IS NULL RETURN DISTINCT o.name AS owner ORDER BY owner } AS owners,
  coalesce(r.amount, '') AS amount, coalesce(r.goal, '') AS goal, t.name AS item, p.id AS project_id,
  d.name AS title, d.date AS date, r.path AS path,
  r.quote AS quote, r.start AS start, r.end AS end, r.document AS document, r.id AS statement, r.mark AS mark
ORDER BY date, document, list, order, start, project, statement
