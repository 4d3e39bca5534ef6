// 名称: plans_named
// 问题: 哪些文件、附件、项目的标题含有某几个字？
// 参数: name: text 标题的一部分
// 示例: name=科技创新攻坚仗
// 列: kind: text 种类
// 列: name: text 标题
// 列: title: text 所在文件
// 列: id: text 编号
MATCH (n:文件|章节|项目)
WHERE n.name CONTAINS $name AND $past[n.document] IS NULL AND $past[n.id] IS NULL
  AND (NOT n:章节 OR n.number STARTS WITH '附')
OPTIONAL MATCH (d:文件 {id: n.document})
RETURN labels(n)[0] AS kind, n.name AS name, coalesce(d.name, '') AS title, n.id AS id
ORDER BY kind, size(name), name, id
