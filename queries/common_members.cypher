// 名称: common_members
// 问题: 两个专班（指挥部、领导小组）有哪些共同的成员单位？
// 说明: 未具名的集体不计；原句是前一个专班的。
// 参数: first: text 一个专班名称的一部分
// 参数: second: text 另一个专班名称的一部分
// 示例: first=科技创新攻坚仗 second=安全生产翻身仗
// 列: party: text 成员单位
// 列: party_id: text 单位编号
// 列: first_workgroup: text 前一个专班
// 列: second_workgroup: text 后一个专班
// 列: title: text 文件标题
// 列: date: text 文件日期
// 列: path: list 所在标题，自上而下
// 列: quote: text 原句
// 列: start: integer 原句起点（字符）
// 列: end: integer 原句终点（字符，不含）
// 列: document: text 文件编号
// 列: statement: text 陈述编号
// 列: mark: text 记号，文字移动位置后不变
MATCH (v:议事协调机构)<-[r:成员]-(a)-[s:成员]->(w:议事协调机构)
WHERE (v.name CONTAINS $first OR $first IN v.names) AND (w.name CONTAINS $second OR $second IN w.names)
  AND v.id <> w.id AND $past[s.document] IS NULL AND coalesce(r.generic, false) = false
MATCH (d:文件 {id: r.document})
WHERE $past[d.id] IS NULL
RETURN
  r.raw AS party, a.id AS party_id, v.name AS first_workgroup, w.name AS second_workgroup,
  d.name AS title, d.date AS date, r.path AS path,
  r.quote AS quote, r.start AS start, r.end AS end, r.document AS document, r.id AS statement, r.mark AS mark
ORDER BY date, document, v.id, w.id, size(split(r.quote, r.raw)[0]), party_id
