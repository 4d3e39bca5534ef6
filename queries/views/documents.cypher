// 视图: documents
// 问题: 图谱里有哪些文件？
// 列: title: text 文件标题
// 列: number: text 文号
// 列: issuer: text 发文单位
// 列: date: text 日期
// 列: file: text 文件名
// 条件: document: d.id = $v
MATCH (d:文件)
WHERE d.digest IS NOT NULL
WITH d
// 条件
// 收束: rows
RETURN
  d.name AS title, coalesce(d.number, '') AS number, coalesce(d.issuer, '') AS issuer, coalesce(d.date, '') AS date,
  coalesce(d.region, '') AS region, d.file AS file, coalesce(d.characters, 0) AS characters, d.id AS document
ORDER BY date, document
