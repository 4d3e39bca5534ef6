// 名称: industries
// 问题: 各园区、各地的主导产业、特色产业和主攻方向是什么？
// 参数: place: text= 园区或地区名称的一部分；留空为全部
// 参数: name: text= 产业名称的一部分；留空为全部
// 参数: document: text= 只看一份文件：编号或标题的一部分；留空为全部
// 示例: place=常德经开区
// 列: place: text 园区或地区
// 列: relation: text 关系
// 列: industry: text 产业
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
MATCH (a:园区|地区)-[r:主导产业|特色产业|主攻方向]->(i:产业)
MATCH (d:文件 {id: r.document})
WHERE (d.id = $document OR $past[d.id] IS NULL)
  AND ($document = '' OR d.id = $document OR d.name CONTAINS $document)
  AND ($place = '' OR a.name CONTAINS $place) AND ($name = '' OR i.name CONTAINS $name)
RETURN
  a.name AS place, type(r) AS relation, i.name AS industry, coalesce(r.year, '') AS year,
  d.name AS title, d.date AS date, r.path AS path,
  r.quote AS quote, r.start AS start, r.end AS end, r.document AS document, r.id AS statement, r.mark AS mark
ORDER BY place, date, document, start, relation, size(split(r.quote, r.raw)[0]), industry, statement
