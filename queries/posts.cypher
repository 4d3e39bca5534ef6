// 名称: posts
// 问题: 谁在哪个单位担任什么职务？
// 参数: name: text= 人名或单位名称的一部分；留空为全部
// 参数: person: text= 只看一个人：编号或姓名；留空为全部
// 参数: body: text= 只看一个单位：编号；留空为全部
// 参数: region: text= 只看一个地区的单位；留空为全部
// 参数: document: text= 只看一份文件：编号或标题的一部分；留空为全部
// 示例: name=市工信局
// 列: person: text 人
// 列: post: text 职务
// 列: body: text 单位
// 列: body_id: text 单位编号
// 列: region: text 地区
// 列: unnamed: flag 只写明职务、没有写姓名
// 列: told_on: text 文中日期
// 列: title: text 文件标题
// 列: date: text 文件日期
// 列: path: list 所在标题，自上而下
// 列: quote: text 原句
// 列: start: integer 原句起点（字符）
// 列: end: integer 原句终点（字符，不含）
// 列: document: text 文件编号
// 列: statement: text 陈述编号
// 列: mark: text 记号，文字移动位置后不变
MATCH (p:人员)-[r:任职]->(b)
MATCH (d:文件 {id: r.document})
WHERE (d.id = $document OR $past[d.id] IS NULL)
  AND ($document = '' OR d.id = $document OR d.name CONTAINS $document)
  AND ($name = '' OR p.name CONTAINS $name OR b.name CONTAINS $name
    OR coalesce(r.organisation, '') CONTAINS $name)
  AND ($person = '' OR p.id = $person OR p.name = $person) AND ($body = '' OR b.id = $body)
  AND ($region = '' OR b.region = $region OR b.id = $region)
RETURN
  p.name AS person, coalesce(r.post, '') AS post, coalesce(r.organisation, b.name) AS body, b.id AS body_id,
  coalesce(b.region, '') AS region, coalesce(p.unnamed, false) AS unnamed, coalesce(r.told_on, '') AS told_on,
  d.name AS title, d.date AS date, r.path AS path,
  r.quote AS quote, r.start AS start, r.end AS end, r.document AS document, r.id AS statement, r.mark AS mark
ORDER BY date, document, start, person, body, statement
