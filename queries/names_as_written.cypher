// 名称: names_as_written
// 问题: 各单位在文件中是怎么写的？
// 列: kind: text 种类
// 列: id: text 编号
// 列: name: text 名称
// 列: raw: text 原文写法
// 列: times: integer 次数
MATCH (a:{parties})-[r]->(b)
WHERE $past[r.document] IS NULL AND r.raw <> '' AND type(r) <> '办公室设在' AND type(r) <> '目标' AND labels(b)[0] <> '产业'
RETURN labels(a)[0] AS kind, a.id AS id, a.name AS name, r.raw AS raw, count(*) AS times
ORDER BY kind, id, times DESC, raw
