// 名称: documents
// 问题: 图谱里有哪些文件？
// 参数: document: text= 只看一份文件：编号或标题的一部分；留空为全部
// 示例: document=发展六仗
// 列: title: text 文件标题
// 列: number: text 文号
// 列: issuer: text 发文单位
// 列: date: text 日期
// 列: region: text 地区
// 列: file: text 文件名
// 列: characters: integer 字符数
// 列: document: text 文件编号
MATCH (d:文件)
WHERE d.digest IS NOT NULL AND ($document = '' OR d.id = $document OR d.name CONTAINS $document)
RETURN
  d.name AS title, coalesce(d.number, '') AS number, coalesce(d.issuer, '') AS issuer, coalesce(d.date, '') AS date,
  coalesce(d.region, '') AS region, d.file AS file, coalesce(d.characters, 0) AS characters, d.id AS document
ORDER BY date, document
