// 名称: find
// 问题: 哪些节点的名称含有某几个字？
// 说明: 名称完全相同的在前，其次是别名完全相同的、名称以它开头的、名称含有它的、别名含有它的；同样符合时较短的、关系较多的在前。
// 参数: text: text 名称的一部分
// 参数: kind: text= 只看一个种类，如“机构”；留空为全部
// 示例: text=产业园 kind=项目
// 列: kind: text 种类
// 列: name: text 名称
// 列: full_name: text 全称
// 列: matched: text 符合的叫法
// 列: region: text 地区
// 列: id: text 编号
// 列: facts: integer 关系数
// 列: path: list 所在标题，自上而下
// 列: document: text 文件编号
MATCH (n:{kinds})
WHERE ($kind = '' OR $kind IN labels(n)) AND $past[n.document] IS NULL AND $past[n.id] IS NULL
  AND (n.id = $text OR n.name CONTAINS $text OR n.full_name CONTAINS $text
    OR any(x IN n.names WHERE x CONTAINS $text))
RETURN
  labels(n)[0] AS kind, n.name AS name, coalesce(n.full_name, '') AS full_name,
  CASE
    WHEN n.id = $text OR n.name CONTAINS $text THEN n.name
    WHEN n.full_name CONTAINS $text THEN n.full_name
    WHEN $text IN n.names THEN $text
    ELSE [x IN n.names WHERE x CONTAINS $text][0]
  END AS matched,
  coalesce(n.region, '') AS region,
  n.id AS id, COUNT { MATCH (n)--() } AS facts, coalesce(n.path, []) AS path, coalesce(n.document, '') AS document
ORDER BY
  CASE
    WHEN n.id = $text OR name = $text THEN 0
    WHEN n.full_name = $text OR $text IN n.names THEN 1
    WHEN name STARTS WITH $text THEN 2
    WHEN name CONTAINS $text THEN 3
    ELSE 4
  END,
  size(name), name, facts DESC, kind, id
