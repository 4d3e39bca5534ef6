// 名称: ledger_document
// 问题: 一个附件或一节在哪份文件里？
// 参数: node: text 章节的编号
// 示例: node=…
// 列: document: text 文件编号
MATCH (t:章节 {id: $node})
RETURN t.document AS document
ORDER BY document
