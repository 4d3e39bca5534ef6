// 名称: annexes
// 问题: 这些文件各有哪些附件？
// 参数: documents: list 文件编号，用逗号隔开
// 示例: documents=…
// 列: name: text 附件名称
// 列: number: text 编号
// 列: document: text 文件编号
MATCH (t:章节)-[r:属于]->(d:文件)
WHERE r.document IN $documents AND t.number STARTS WITH '附'
RETURN t.name AS name, t.number AS number, r.document AS document
ORDER BY document, t.start, name
