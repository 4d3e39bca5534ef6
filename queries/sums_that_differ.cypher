// 名称: sums_that_differ
// 问题: 文件所说的个数与列出的个数，哪些对不上？
// 说明: 看项目清单（如“十大产业项目”）和产业体系（如“四大主导产业”）；一个成员也没有列出的不算。
// 参数: document: text= 只看一份文件：编号或标题的一部分；留空为全部
// 示例: document=常德通讯
// 列: kind: text 种类
// 列: name: text 名称
// 列: declared: integer 文件所说的个数
// 列: listed: integer 列出的个数
// 列: members: list 列出的成员
// 列: title: text 文件标题
// 列: date: text 文件日期
// 列: path: list 所在标题，自上而下
// 列: quote: text 原句
// 列: start: integer 原句起点（字符）
// 列: end: integer 原句终点（字符，不含）
// 列: document: text 文件编号
// 列: statement: text 陈述编号
// 列: mark: text 记号，文字移动位置后不变
MATCH (l:项目清单|产业体系)<-[r:列入]-(m)
WHERE l.declared IS NOT NULL
WITH l, r, m ORDER BY r.start, r.order, m.name
WITH l, r.document AS document, collect(DISTINCT m.name) AS members, collect(r) AS found
WHERE size(members) <> l.declared
WITH l, members, found[0] AS r
MATCH (d:文件 {id: r.document})
WHERE (d.id = $document OR $past[d.id] IS NULL)
  AND ($document = '' OR d.id = $document OR d.name CONTAINS $document)
RETURN
  labels(l)[0] AS kind, l.name AS name, l.declared AS declared, size(members) AS listed, members,
  d.name AS title, d.date AS date, r.path AS path,
  r.quote AS quote, r.start AS start, r.end AS end, r.document AS document, r.id AS statement, r.mark AS mark
ORDER BY date, document, start, kind, name, statement
