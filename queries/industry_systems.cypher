// 名称: industry_systems
// 问题: 有哪些产业体系（如“4+4”产业），各由哪些产业组成？
// 说明: 只列文件写出名称的成员；declared 是体系名称所说的个数。
// 参数: name: text= 体系名称的一部分；留空为全部
// 参数: document: text= 只看一份文件：编号或标题的一部分；留空为全部
// 示例: name=主导产业
// 列: system: text 产业体系
// 列: declared: integer 应有成员数
// 列: owner: text 所属园区、地区或所在章节
// 列: member: text 成员
// 列: year: text 年份
// 列: title: text 文件标题
// 列: date: text 文件日期
// 列: path: list 所在标题，自上而下
// 列: quote: text 原句
// 列: start: integer 原句起点（字符）
// 列: end: integer 原句终点（字符，不含）
// 列: document: text 文件编号
// 列: statement: text 陈述编号
// 列: mark: text 记号，文字移动位置后不变
MATCH (s:产业体系)-[b:属于]->(o)
OPTIONAL MATCH (m)-[l:列入]->(s)
WHERE l.document = b.document
WITH s, o, m, coalesce(l, b) AS r
MATCH (d:文件 {id: r.document})
WHERE (d.id = $document OR $past[d.id] IS NULL)
  AND ($document = '' OR d.id = $document OR d.name CONTAINS $document)
  AND ($name = '' OR s.name CONTAINS $name)
RETURN
  s.name AS system, s.declared AS declared, o.name AS owner, coalesce(m.name, '') AS member,
  coalesce(r.year, '') AS year,
  d.name AS title, d.date AS date, r.path AS path,
  r.quote AS quote, r.start AS start, r.end AS end, r.document AS document, r.id AS statement, r.mark AS mark
ORDER BY date, document, start, system, owner, r.order, member, statement
